import Ledger

/// Times and sizes of proofs in a ledger's tree, at some sizes of it.
enum Proofs {
    private static let rounds = 2_000

    /// Random inclusion proofs and consistency proofs, each at a million events and at all of them; read from the file,
    /// without a socket.
    static func measure(_ folder: String) throws(LedgerError) -> String {
        let reader = try LedgerReader(path: folder + "/state/ledger.db")
        let head = try reader.head().next
        var parts: [String] = []
        for size in Set([min(1_000_000, head), head]).sorted() {
            let inclusion = try times { () throws(LedgerError) in
                try reader.inclusionProof(of: Int64.random(in: 0..<size), size: size).count
            }
            let consistency = try times { () throws(LedgerError) in
                try reader.consistencyProof(from: Int64.random(in: 1..<size), to: size).count
            }
            parts.append("\"\(size)\": {\"inclusion\": \(inclusion), \"consistency\": \(consistency)}")
        }
        return "{" + parts.joined(separator: ", ") + "}"
    }

    /// Median and 99th percentile in microseconds, and the most hashes.
    private static func times(_ proof: () throws(LedgerError) -> Int) throws(LedgerError) -> String {
        var spent: [Int64] = []
        var hashes = 0
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            hashes = max(hashes, try proof())
            let taken = start.duration(to: .now).components
            spent.append(taken.seconds * 1_000_000 + taken.attoseconds / 1_000_000_000_000)
        }
        spent.sort()
        return "{\"p50_us\": \(spent[rounds / 2]), \"p99_us\": \(spent[rounds * 99 / 100]), \"hashes_max\": \(hashes)}"
    }
}
