/// The right edge of the tree: on each tile level the nodes that do not fill a tile yet.
struct TreeEdge: Sendable {
    /// The number of leaves.
    private(set) var size: Int64 = 0
    /// On level L at most 255 nodes, each the root of 256^L leaves.
    private(set) var levels: [[TreeHash]] = [[]]

    init() {}

    init(size: Int64, levels: [[TreeHash]]) {
        self.size = size
        self.levels = levels
    }

    /// Adds a leaf and hands out each tile that it fills, from the lowest level up.
    mutating func append(_ leaf: TreeHash, filled: (Tile) throws(LedgerError) -> Void) throws(LedgerError) {
        try append(leaf, at: 0, filled: filled)
    }

    /// Adds a node of a tile level, that is 256^level leaves at once, where the levels below are empty.
    mutating func append(_ node: TreeHash, at lowest: Int,
                         filled: (Tile) throws(LedgerError) -> Void) throws(LedgerError) {
        size += 1 << Int64(8 * lowest)
        var node = node
        for level in lowest... {
            while level >= levels.count { levels.append([]) }
            levels[level].append(node)
            guard levels[level].count == Tile.width else { return }
            let number = Tile.fullCount(level: level, size: size) - 1
            let tile = Tile(level: level, number: number, hashes: levels[level])
            levels[level].removeAll(keepingCapacity: true)
            try filled(tile)
            node = tile.root
        }
    }

    /// The tree's root.
    var root: TreeHash { root(before: nil) }

    /// The root of this tree and, to its right, a smaller one that fills no tile, given by its own root.
    ///
    /// From right to left, each level's nodes are joined in groups as their number's bits say.
    func root(before right: TreeHash?) -> TreeHash {
        var right = right
        for nodes in levels {
            var end = nodes.count
            while end > 0 {
                let width = end & -end
                var group = Array(nodes[end - width..<end])
                let left = TreeHash.complete(&group)
                right = right.map { TreeHash.interior(left, $0) } ?? left
                end -= width
            }
        }
        return right ?? .empty
    }
}
