internal import Schema

/// The signed heads that a bundle brings along: the last one, the keys below it, and how each key came to be trusted.
struct BundleCheckpoints {
    /// The last checkpoint; none where no key signed it.
    private(set) var note: String?
    /// The keys that the log adopted below it.
    private(set) var keys: [String] = []
    /// For each replaced key the first checkpoint over the adoption of the next, which both signed.
    private(set) var vouchers: [String] = []
    /// How many events lie under the last checkpoint.
    private(set) var size: Int64 = 0
    private static let page: Int64 = 1000

    init(_ session: Session) throws(CommandFailure) {
        let reply = try session.ask("org.engaged.Ledger.Checkpoints")
        guard let last = reply["checkpoints"]?.elements.last, let size = last["size"]?.number else { return }
        let adopted = (reply["keys"]?.elements ?? []).filter { $0["position"]?.number ?? .max < size }
        guard !adopted.isEmpty else { return }
        self.size = size
        note = last["note"]?.text
        keys = adopted.compactMap { $0["verifierKey"]?.text }
        vouchers = try Self.vouchers(adopted.dropFirst().compactMap { $0["position"]?.number }, before: size, session)
    }

    /// Looks through the checkpoints for the first over each adoption; the last one is in the bundle anyway.
    private static func vouchers(
        _ adoptions: [Int64], before size: Int64, _ session: Session
    ) throws(CommandFailure) -> [String] {
        var waiting = adoptions[...], found: [String] = [], place: Int64 = 0
        while !waiting.isEmpty {
            let rows = try session.ask("org.engaged.Ledger.Checkpoints", JSON.object([
                .init("from", .integer(place)), .init("limit", .integer(page)),
            ]))["checkpoints"]?.elements ?? []
            for row in rows {
                guard let covered = row["size"]?.number, covered < size else { return found }
                guard let first = waiting.first, covered > first, let note = row["note"]?.text else { continue }
                found.append(note)
                waiting = waiting.drop { $0 < covered }
            }
            guard !rows.isEmpty else { return found }
            place += Int64(rows.count)
        }
        return found
    }
}
