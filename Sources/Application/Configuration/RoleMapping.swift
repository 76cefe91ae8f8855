import Glibc
import Lifecycle
import Schema

/// Which Unix groups hold which roles; a role may be narrowed to engagements whose id starts so.
///
/// In the file: `[roles]`, then `manager = engaged-managers, staff` or `manager@ENG-2026- = claims-team`. A group is
/// its name or `gid:NUMBER`. A later file replaces a key of an earlier one; an empty value revokes. Members of no such
/// group see `org.varlink.service` and nothing else.
public struct RoleMapping: Sendable {
    private var byGroup: [UInt32: [RoleGrant]] = [:]
    /// The file that set a key last; a later file replaces what an earlier one granted.
    private var sources: [String: String] = [:]

    /// Nobody may anything.
    public init() {}

    /// What somebody with these groups may.
    func grants(_ groups: [UInt32]) -> [RoleGrant] { Set(groups).flatMap { byGroup[$0] ?? [] } }

    mutating func add(_ entry: ConfigurationFile.Entry) throws(ConfigurationFault) {
        let parts = entry.key.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let role = Role(rawValue: String(parts[0])) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw entry.fault("unknown role \(parts[0]); roles are \(roles)")
        }
        let prefix = parts.count > 1 ? String(parts[1]) : ""
        guard parts.count == 1 || EngagementID(rawValue: prefix) != nil else {
            throw entry.fault("\(prefix) cannot begin an engagement's id")
        }
        if sources[entry.key].map({ $0 != entry.path }) ?? entry.value.isEmpty { revoke(role, prefix) }
        sources[entry.key] = entry.path
        for name in entry.value.split(separator: ",") {
            let group = try RoleMapping.group(name.trimmingPrefix(while: \.isWhitespace), entry)
            byGroup[group, default: []].append(RoleGrant(role: role, prefix: prefix))
        }
    }

    private mutating func revoke(_ role: Role, _ prefix: String) {
        let gone = RoleGrant(role: role, prefix: prefix)
        byGroup = byGroup.mapValues { grants in grants.filter { $0 != gone } }
    }

    private static func group(
        _ name: Substring, _ entry: ConfigurationFile.Entry
    ) throws(ConfigurationFault) -> UInt32 {
        let name = String(name.reversed().drop(while: \.isWhitespace).reversed())
        if name.hasPrefix("gid:"), let number = UInt32(name.dropFirst(4)) { return number }
        var record = group_record()
        var found: UnsafeMutablePointer<group_record>?
        var buffer = [CChar](repeating: 0, count: 65_536)
        guard getgrnam_r(name, &record, &buffer, buffer.count, &found) == 0, found != nil else {
            throw entry.fault("no group \(name) on this machine")
        }
        return record.gr_gid
    }
}

private typealias group_record = Glibc.group
