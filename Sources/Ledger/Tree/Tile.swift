/// 256 neighbouring nodes of the tree, full and never changed again: of level 8·`level`, from 256·`number` on.
///
/// As in C2SP tlog-tiles, with the height fixed at 8. Only full tiles are stored.
struct Tile: Sendable {
    static let width = 256

    var level: Int
    var number: Int64
    var hashes: [TreeHash]
    /// The subtree's root: one node of the tile above.
    var root: TreeHash

    init(level: Int, number: Int64, hashes: [TreeHash]) {
        self.level = level
        self.number = number
        self.hashes = hashes
        var nodes = hashes
        root = TreeHash.complete(&nodes)
    }

    /// How many tiles of a level are full in a tree of `size` leaves.
    static func fullCount(level: Int, size: Int64) -> Int64 {
        size >> Int64(8 * (level + 1))
    }

    /// The levels that have at least one node in a tree of `size` leaves.
    static func levelCount(size: Int64) -> Int {
        var levels = 1
        while fullCount(level: levels - 1, size: size) > 0 { levels += 1 }
        return levels
    }
}
