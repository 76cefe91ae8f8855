import Glibc
import Schema
import Synchronization

/// Time-zone rules of the machine, read once each from the folder of the IANA database.
final class ZoneFolder: Sendable {
    private let folder: String
    private let known = Mutex<Known>(Known())

    private struct Known {
        var rules: [ZoneID: ZoneRules] = [:]
        /// The one asked for last: most engagements of a house are in one zone.
        var last: (zone: ZoneID, rules: ZoneRules)?
    }

    /// Rules below a folder, by default the system's.
    init(_ folder: String = "/usr/share/zoneinfo") { self.folder = folder }

    /// The rules of a zone; UTC where the machine does not have it.
    func rules(_ zone: ZoneID) -> ZoneRules { load(zone) ?? .utc }

    /// Whether the machine has the zone.
    func knows(_ zone: ZoneID) -> Bool { load(zone) != nil }

    private func load(_ zone: ZoneID) -> ZoneRules? {
        if zone == .utc { return .utc }
        return known.withLock { known in
            if let last = known.last, last.zone == zone { return last.rules }
            let found = known.rules[zone] ?? read("\(folder)/\(zone)").flatMap { try? ZoneRules(id: zone, tzif: $0) }
            guard let found else { return nil }
            known.rules[zone] = found
            known.last = (zone, found)
            return found
        }
    }

    /// A file of at most 64 KiB; TZif files are a few.
    private func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(file, &bytes, bytes.count)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }
}
