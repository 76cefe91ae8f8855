/// The sizes at which a full check must know the tree's root, in ascending order: those of the checkpoints.
struct TreeHeads: Sendable {
    private(set) var sizes: [Int64] = []

    init(_ sizes: [Int64]) { self.sizes = Set(sizes).sorted() }

    /// The sizes that end within these positions: above the first, up to the last.
    func ending(in positions: Range<Int64>) -> ArraySlice<Int64> {
        sizes[first(above: positions.lowerBound)..<first(above: positions.upperBound)]
    }

    /// Reads the sizes of all checkpoints that a tree of `size` events can answer for.
    static func read(_ connection: Connection, upTo size: Int64, and others: [Int64]) throws(LedgerError) -> TreeHeads {
        let statement = try connection.prepare("SELECT DISTINCT size FROM checkpoint WHERE size BETWEEN 1 AND ?1")
        statement.bind(1, size)
        var sizes = others.filter { $0 >= 1 && $0 <= size }
        while try statement.step("read the checkpoints' sizes") { sizes.append(statement.integer(0)) }
        return TreeHeads(sizes)
    }

    private func first(above bound: Int64) -> Int {
        var low = 0, high = sizes.count
        while low < high {
            let middle = (low + high) / 2
            if sizes[middle] > bound { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
