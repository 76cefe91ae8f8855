/// Walks the stored tiles of level 0 beside the leaves that are computed from the events.
final class TileCursor {
    private let statement: Statement
    private var number: Int64
    private let last: Int64
    private var stored: [TreeHash] = []
    private var storedRoot: TreeHash?
    private(set) var leaves: [TreeHash] = []

    /// Starts at a tile, with as many full ones to come as the tree's size says.
    init(_ connection: Connection, first: Int64, count: Int64) throws(LedgerError) {
        number = first
        last = first + count - 1
        statement = try connection.prepare("""
            SELECT number, root, hashes FROM tile WHERE level = 0 AND number = ?1
            """)
        leaves.reserveCapacity(Tile.width)
    }

    /// Takes the next leaf, or nil for an event that is missing; its place in the tile stands in for it then, where
    /// there is one.
    func append(_ leaf: TreeHash?, at position: Int64, into result: inout ChunkResult) throws(LedgerError) {
        if leaves.isEmpty { try load(&result) }
        let index = leaves.count
        let expected = index < stored.count ? stored[index] : nil
        if let leaf, let expected, leaf != expected {
            result.faults.append(LedgerFault(.tile, at: position, "leaf in tile 0/\(number)", expected: "\(leaf)",
                                             found: "\(expected)"))
        }
        if leaf == nil, expected == nil { result.unknownLeaf = result.unknownLeaf ?? position }
        leaves.append(leaf ?? expected ?? .empty)
        if leaves.count == Tile.width { close(&result) }
    }

    private func load(_ result: inout ChunkResult) throws(LedgerError) {
        stored = []
        storedRoot = nil
        guard number <= last else { return }
        statement.bind(1, number)
        defer { statement.reset() }
        guard try statement.step("read a tile"), statement.bytes(2).count == Tile.width * 32 else {
            result.faults.append(LedgerFault(.tile, at: number * Int64(Tile.width), "tile 0/\(number)",
                                             expected: "256 hashes", found: "none"))
            return
        }
        stored = TileNodes.hashes(statement.bytes(2))
        storedRoot = statement.hash(1)
    }

    private func close(_ result: inout ChunkResult) {
        let root = TreeHash.complete(&leaves)
        if !stored.isEmpty, root != storedRoot {
            result.faults.append(LedgerFault(.tile, at: number * Int64(Tile.width), "root of tile 0/\(number)",
                                             expected: "\(root)", found: storedRoot.map { "\($0)" } ?? "none"))
        }
        result.tileRoots.append(root)
        leaves.removeAll(keepingCapacity: true)
        number += 1
    }
}
