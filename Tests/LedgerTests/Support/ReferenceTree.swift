@testable import Ledger

/// A tree by the definitions of RFC 9162 § 2.1.1 and nothing else.
struct ReferenceTree: NodeSource {
    var leaves: [TreeHash] = []
    var size: Int64 { Int64(leaves.count) }

    func root(_ range: Range<Int>) -> TreeHash {
        if range.count < 2 { return range.isEmpty ? .empty : leaves[range.lowerBound] }
        var split = 1
        while split * 2 < range.count { split *= 2 }
        let middle = range.lowerBound + split
        return .interior(root(range.lowerBound..<middle), root(middle..<range.upperBound))
    }

    func node(height: Int, index: Int64) throws(LedgerError) -> TreeHash {
        let width = 1 << height
        return root(Int(index) * width..<(Int(index) + 1) * width)
    }

    func edge() throws(LedgerError) -> TreeEdge {
        var edge = TreeEdge()
        for leaf in leaves { try edge.append(leaf) { _ in } }
        return edge
    }
}
