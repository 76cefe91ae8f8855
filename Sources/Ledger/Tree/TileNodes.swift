/// The nodes of the tree of a connection's first `size` events: full tiles from the file, the rest from the edge.
final class TileNodes: NodeSource {
    let edge: TreeEdge
    var size: Int64 { edge.size }
    private let tile: Statement
    private var kept: [Key: [TreeHash]] = [:]

    private struct Key: Hashable {
        var level: Int
        var number: Int64
    }

    init(_ connection: Connection, edge: TreeEdge) throws(LedgerError) {
        self.edge = edge
        tile = try connection.prepare("SELECT hashes FROM tile WHERE level = ?1 AND number = ?2")
    }

    func node(height: Int, index: Int64) throws(LedgerError) -> TreeHash {
        let level = height / 8
        let first = index << Int64(height % 8)
        let width = 1 << (height % 8)
        let number = first / Int64(Tile.width)
        let offset = Int(first % Int64(Tile.width))
        let isStored = number < Tile.fullCount(level: level, size: size)
        let nodes = isStored ? try stored(Key(level: level, number: number)) : edge.levels[level]
        guard offset + width <= nodes.count else { throw .fault(Self.missing(level, number, nodes.count)) }
        var group = Array(nodes[offset..<offset + width])
        return TreeHash.complete(&group)
    }

    private func stored(_ key: Key) throws(LedgerError) -> [TreeHash] {
        if let hashes = kept[key] { return hashes }
        defer { tile.reset() }
        tile.bind(1, Int64(key.level))
        tile.bind(2, key.number)
        guard try tile.step("read a tile") else { throw .fault(Self.missing(key.level, key.number, 0)) }
        let hashes = Self.hashes(tile.bytes(0))
        if kept.count >= 64 { kept.removeAll(keepingCapacity: true) }
        kept[key] = hashes
        return hashes
    }

    static func hashes(_ bytes: UnsafeRawBufferPointer) -> [TreeHash] {
        (0..<bytes.count / 32).map { TreeHash(unchecked: .init(rebasing: bytes[$0 * 32..<$0 * 32 + 32])) }
    }

    private static func missing(_ level: Int, _ number: Int64, _ count: Int) -> LedgerFault {
        LedgerFault(.tile, "tile \(level)/\(number)", expected: "256 hashes", found: "\(count)")
    }
}
