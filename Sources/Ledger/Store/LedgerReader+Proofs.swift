extension LedgerReader {
    /// The root of the tree over the first `size` events: MTH of RFC 9162 § 2.1.1.
    ///
    /// - Throws: `LedgerFault.Kind.head` where there are fewer events.
    public func root(size: Int64) throws(LedgerError) -> TreeHash {
        try lock.held { () throws(LedgerError) in try tree(size).root(0..<size) }
    }

    /// The audit path of the event at `position` in the tree over the first `size` events (RFC 9162 § 2.1.3).
    public func inclusionProof(of position: Int64, size: Int64) throws(LedgerError) -> [TreeHash] {
        guard position >= 0, position < size else { throw .fault(Self.outside(position, size)) }
        return try lock.held { () throws(LedgerError) in try tree(size).path(position, in: 0..<size) }
    }

    /// The proof that the first `old` events are the beginning of the first `size` events (RFC 9162 § 2.1.4).
    public func consistencyProof(from old: Int64, to size: Int64) throws(LedgerError) -> [TreeHash] {
        guard old >= 0, old <= size else { throw .fault(Self.outside(old, size)) }
        if old == 0 || old == size { return [] }
        return try lock.held { () throws(LedgerError) in try tree(size).consistency(old, size) }
    }

    private func tree(_ size: Int64) throws(LedgerError) -> TileNodes {
        if let nodes, nodes.size == size { return nodes }
        let next = try queries.head().next
        guard size >= 0, size <= next else { throw .fault(Self.outside(size, next)) }
        let edge = try TreeEdge.read(queries, size: size)
        let nodes = try TileNodes(queries.connection, edge: edge)
        self.nodes = nodes
        return nodes
    }

    private static func outside(_ position: Int64, _ size: Int64) -> LedgerFault {
        LedgerFault(.head, at: position, "place in the tree", expected: "at most \(size)", found: "\(position)")
    }
}
