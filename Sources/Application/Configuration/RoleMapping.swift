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
    /// The group that the units of the timers hold (`SupplementaryGroups=`), as the package's configuration names it.
    var timersGroup = "engaged-operators"
    private var areTimersGranted = false
    /// The line that took the role of operators from the timers' group, where a later file did so.
    private(set) var timersFault: ConfigurationFault?

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
            throw entry.fault("\(prefix) cannot begin an engagement's id, as ENG-2026- does")
        }
        let names = entry.value.split(separator: ",").map { RoleMapping.trimmed($0) }
        let groups = try RoleMapping.groups(names, entry)
        let replaces = sources[entry.key].map({ $0 != entry.path }) ?? entry.value.isEmpty
        if replaces { revoke(role, prefix) }
        sources[entry.key] = entry.path
        for group in groups { byGroup[group, default: []].append(RoleGrant(role: role, prefix: prefix)) }
        if entry.key == Role.operator.rawValue { watch(entry, names, replaces) }
    }

    /// Notes whether the timers' group still has the role that their units need.
    private mutating func watch(_ entry: ConfigurationFile.Entry, _ names: [String], _ replaces: Bool) {
        if names.contains(timersGroup) {
            areTimersGranted = true
            timersFault = nil
        } else if areTimersGranted, replaces {
            timersFault = entry.fault(
                "operator leaves out \(timersGroup): the timers for backup and checkpoints will be refused")
        }
    }

    private mutating func revoke(_ role: Role, _ prefix: String) {
        let gone = RoleGrant(role: role, prefix: prefix)
        byGroup = byGroup.mapValues { grants in grants.filter { $0 != gone } }
    }

    private static func trimmed(_ name: Substring) -> String {
        String(name.trimmingPrefix(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The numbers of groups.
    ///
    /// - Throws: all that there are not, in one fault; or that they cannot be looked up.
    private static func groups(
        _ names: [String], _ entry: ConfigurationFile.Entry
    ) throws(ConfigurationFault) -> [UInt32] {
        var found: [UInt32?] = []
        for name in names { found.append(try group(name, entry)) }
        let unknown = zip(names, found).filter { $1 == nil }.map(\.0)
        guard unknown.isEmpty else {
            throw entry.fault(
                "no group \(unknown.joined(separator: ", ")) on this machine; a group is a name or gid:NUMBER")
        }
        return found.compactMap { $0 }
    }

    private static func group(_ name: String, _ entry: ConfigurationFile.Entry) throws(ConfigurationFault) -> UInt32? {
        if name.hasPrefix("gid:") { return UInt32(name.dropFirst(4)) }
        do throws(GroupLookup.Failure) {
            return try GroupLookup().number(of: name)
        } catch {
            var fault = entry.fault("the group \(name) could not be looked up: \(error)")
            fault.mayPass = true
            throw fault
        }
    }
}
