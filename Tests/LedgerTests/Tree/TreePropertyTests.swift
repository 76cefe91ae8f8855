@testable import Ledger
import Testing

@Suite("The tree at any size")
struct TreePropertyTests {
    private func leaves(_ count: Int) -> [TreeHash] { (0..<count).map { TreeHash.leaf(Array("\($0)".utf8)) } }

    private func holds(_ tree: ReferenceTree, _ leaf: Int, _ index: Int, _ proof: [TreeHash],
                       _ root: TreeHash) -> Bool {
        TreeProof.isIncluded(tree.leaves[leaf], index: Int64(index), size: tree.size, proof: proof, root: root)
    }

    @Test("every proof of every tree up to 40 leaves holds, and no other leaf's or root's does")
    func exhaustively() throws {
        for size in 1...40 {
            let tree = ReferenceTree(leaves: leaves(size))
            let root = tree.root(0..<size)
            for index in 0..<size {
                let proof = try tree.path(Int64(index), in: 0..<Int64(size))
                #expect(holds(tree, index, index, proof, root))
                #expect(!holds(tree, index, index, proof, .empty))
                if size > 1 { #expect(!holds(tree, (index + 1) % size, index, proof, root)) }
            }
            for old in 1...size {
                let oldRoot = tree.root(0..<old)
                let proof = old == size ? [] : try tree.consistency(Int64(old), Int64(size))
                #expect(TreeProof.isConsistent(old: Int64(old), oldRoot: oldRoot, new: Int64(size), newRoot: root,
                                               proof: proof))
                #expect(!TreeProof.isConsistent(old: Int64(old), oldRoot: .empty, new: Int64(size), newRoot: root,
                                                proof: proof))
            }
        }
    }

    @Test("tiles of three levels give the root of the definition")
    func threeLevels() throws {
        let leaf = TreeHash.leaf([1])
        let size = 65_536 + 256 * 3 + 7
        var edge = TreeEdge()
        var tiles: [Tile] = []
        for _ in 0..<size { try edge.append(leaf) { tiles.append($0) } }
        #expect(tiles.filter { $0.level == 0 }.map(\.number) == Array(0..<259))
        #expect(tiles.filter { $0.level == 1 }.map(\.number) == [0])
        #expect(tiles.count == 260)
        #expect(edge.size == Int64(size))
        #expect(edge.levels.map(\.count) == [7, 3, 1])
        #expect(edge.root == ReferenceTree(leaves: Array(repeating: leaf, count: size)).root(0..<size))
    }

    @Test("the ledger's roots and proofs are the definition's, at random sizes")
    func ledger() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix(seed)
        let scratch = try Scratch()
        try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis())
        let ledger = try SQLiteLedger(path: scratch.ledger)
        for batch in 0..<9 { _ = try ledger.append((1...100).map { Samples.append(batch * 100 + $0) }) }
        let reader = try LedgerReader(path: scratch.ledger)
        var tree = ReferenceTree()
        try reader.scan(0..<902) { row in
            tree.leaves.append(row.header().leaf)
            return true
        }
        #expect(try ledger.root() == tree.root(0..<902))
        for size in [1, 255, 256, 257, 512, 902] + (0..<20).map({ _ in Int.random(in: 2..<902, using: &random) }) {
            let root = try reader.root(size: Int64(size))
            #expect(root == tree.root(0..<size), "seed \(seed), size \(size)")
            let index = Int.random(in: 0..<size, using: &random)
            let proof = try reader.inclusionProof(of: Int64(index), size: Int64(size))
            #expect(TreeProof.isIncluded(tree.leaves[index], index: Int64(index), size: Int64(size), proof: proof,
                                         root: root), "seed \(seed), leaf \(index) of \(size)")
            let old = Int.random(in: 1...size, using: &random)
            let consistency = try reader.consistencyProof(from: Int64(old), to: Int64(size))
            #expect(TreeProof.isConsistent(old: Int64(old), oldRoot: tree.root(0..<old), new: Int64(size),
                                           newRoot: root, proof: consistency), "seed \(seed), \(old) to \(size)")
        }
    }

    @Test("what lies beyond the head has no root and no proof")
    func beyond() throws {
        let scratch = try Scratch()
        _ = try WorkedExample.ledger(scratch.ledger)
        let reader = try LedgerReader(path: scratch.ledger)
        #expect(throws: LedgerError.self) { try reader.root(size: 4) }
        #expect(throws: LedgerError.self) { try reader.root(size: -1) }
        #expect(throws: LedgerError.self) { try reader.inclusionProof(of: 3, size: 3) }
        #expect(throws: LedgerError.self) { try reader.inclusionProof(of: -1, size: 3) }
        #expect(throws: LedgerError.self) { try reader.consistencyProof(from: 3, to: 2) }
        #expect(try reader.root(size: 0) == .empty)
        #expect(try reader.consistencyProof(from: 0, to: 3) == [])
    }
}
