/// Gives the roots of complete subtrees, from which any root and proof is put together.
protocol NodeSource {
    /// The number of leaves there are.
    var size: Int64 { get }
    /// The root of the complete subtree of 2^height leaves that starts at leaf `index` · 2^height.
    func node(height: Int, index: Int64) throws(LedgerError) -> TreeHash
}

extension NodeSource {
    /// The root over the leaves in `range`: MTH of RFC 9162 § 2.1.1. The start is a multiple of the largest power of
    /// two in the range, as every split of the proofs gives.
    func root(_ range: Range<Int64>) throws(LedgerError) -> TreeHash {
        var right: TreeHash?
        var end = range.upperBound
        while end > range.lowerBound {
            let height = (end - range.lowerBound).trailingZeroBitCount
            let width = Int64(1) << height
            let left = try node(height: height, index: (end - width) >> height)
            right = right.map { TreeHash.interior(left, $0) } ?? left
            end -= width
        }
        return right ?? .empty
    }

    /// PATH(index, D[range]) of RFC 9162 § 2.1.3.1: the audit path of a leaf, from the leaf up.
    func path(_ leaf: Int64, in range: Range<Int64>) throws(LedgerError) -> [TreeHash] {
        var path: [TreeHash] = []
        var range = range
        while range.count > 1 {
            let middle = range.lowerBound + split(range)
            if leaf < middle {
                path.append(try root(middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// SUBPROOF of RFC 9162 § 2.1.4.1 for the first `old` leaves in the tree of the first `size`.
    func consistency(_ old: Int64, _ size: Int64) throws(LedgerError) -> [TreeHash] {
        var proof: [TreeHash] = []
        var range = 0..<size
        var isWholeTree = true
        while range.upperBound != old {
            let middle = range.lowerBound + split(range)
            if old <= middle {
                proof.append(try root(middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(try root(range.lowerBound..<middle))
                range = middle..<range.upperBound
                isWholeTree = false
            }
        }
        if !isWholeTree { proof.append(try root(range)) }
        return proof.reversed()
    }

    /// The largest power of two smaller than the range's length.
    private func split(_ range: Range<Int64>) -> Int64 {
        let last = Int64(range.count - 1)
        return Int64(1) << (63 - last.leadingZeroBitCount)
    }
}
