/// Proofs as RFC 9162 § 2.1 defines them, checked with nothing but hashes at hand.
public enum TreeProof {
    /// Whether `proof` shows that `leaf` is leaf `index` of the tree of `size` leaves with that root.
    ///
    /// From RFC 9162 § 2.1.3.2.
    public static func isIncluded(_ leaf: TreeHash, index: Int64, size: Int64, proof: [TreeHash],
                                  root: TreeHash) -> Bool {
        guard index >= 0, index < size else { return false }
        var node = index
        var last = size - 1
        var hash = leaf
        for sibling in proof {
            guard last != 0 else { return false }
            if node & 1 == 1 || node == last {
                hash = .interior(sibling, hash)
                climb(&node, &last)
            } else {
                hash = .interior(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether `proof` shows that the tree of `old` leaves is the beginning of the tree of `new` leaves.
    ///
    /// From RFC 9162 § 2.1.4.2; equal sizes need equal roots and an empty proof, and of an empty tree nothing can be
    /// said.
    public static func isConsistent(old: Int64, oldRoot: TreeHash, new: Int64, newRoot: TreeHash,
                                    proof: [TreeHash]) -> Bool {
        guard old > 0, old <= new else { return false }
        if old == new { return proof.isEmpty && oldRoot == newRoot }
        let path = old & (old - 1) == 0 ? [oldRoot] + proof : proof
        guard let first = path.first else { return false }
        var node = old - 1
        var last = new - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        guard let (small, large) = climb(path.dropFirst(), from: first, &node, &last) else { return false }
        return last == 0 && small == oldRoot && large == newRoot
    }

    private static func climb(_ path: ArraySlice<TreeHash>, from first: TreeHash, _ node: inout Int64,
                              _ last: inout Int64) -> (small: TreeHash, large: TreeHash)? {
        var small = first
        var large = first
        for sibling in path {
            guard last != 0 else { return nil }
            if node & 1 == 1 || node == last {
                small = .interior(sibling, small)
                large = .interior(sibling, large)
                climb(&node, &last)
            } else {
                large = .interior(large, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return (small, large)
    }

    /// Skips the levels on which a right-most node has no sibling.
    private static func climb(_ node: inout Int64, _ last: inout Int64) {
        while node & 1 == 0, node != 0 {
            node >>= 1
            last >>= 1
        }
    }
}
