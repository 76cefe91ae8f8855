import Lifecycle
import Varlink

/// Who speaks: what the kernel says of the other end of the socket, and what the configuration makes of it.
struct Caller: Hashable, Sendable {
    /// Unix user.
    var uid: UInt32
    /// Process, for the journal.
    var pid: Int32
    /// Roles by the groups' mapping.
    var grants: [RoleGrant]

    /// Whether any role is granted at all.
    var hasAnyRole: Bool { !grants.isEmpty }

    /// The roles that count for a stream; engagements may be narrowed by prefix.
    func roles(for stream: StreamID) -> [Role] {
        Array(Set(grants.filter { $0.covers(stream) }.map(\.role))).sorted()
    }

    /// Whether one of the roles counts for a stream.
    func may(_ roles: [Role], _ stream: StreamID) -> Bool {
        grants.contains { roles.contains($0.role) && $0.covers(stream) }
    }

    /// Every role held anywhere.
    var allRoles: [Role] { Array(Set(grants.map(\.role))).sorted() }
}

/// A role, perhaps only for engagements whose id starts so.
struct RoleGrant: Hashable, Sendable {
    /// Which role.
    var role: Role
    /// Start of the engagement ids that it counts for; empty for all.
    var prefix: String

    /// Whether the role counts for this stream; a narrowed one counts for no provider and not for governance.
    func covers(_ stream: StreamID) -> Bool {
        guard !prefix.isEmpty else { return true }
        guard let engagement = stream.engagement else { return false }
        return engagement.rawValue.hasPrefix(prefix)
    }
}
