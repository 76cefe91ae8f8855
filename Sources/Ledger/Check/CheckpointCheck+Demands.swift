extension CheckpointCheck {
    /// What a trusted key and checkpoints kept elsewhere demand of the ledger.
    func faults(of demands: CheckDemands) -> [LedgerFault] {
        (demands.key.map { trust($0).faults } ?? []) + demands.against.flatMap { faults(against: $0, demands.key) }
    }

    /// Some checkpoint is signed by a trusted key, and each key adopted after the trusted one is vouched for by a
    /// checkpoint that a trusted key has signed.
    private func trust(_ key: VerifierKey) -> (trusted: [VerifierKey], faults: [LedgerFault]) {
        guard let start = identity.keys.firstIndex(where: { $0.key == key }) else {
            return ([], [LedgerFault(.key, "given key", expected: "one that the log adopted", found: "\(key)")])
        }
        var trusted = [key]
        var faults: [LedgerFault] = []
        for adopted in identity.keys[(start + 1)...] {
            guard let next = adopted.key else { continue }
            let isVouchedFor = trusted.contains { (vouchers[$0] ?? 0) > adopted.position }
            if isVouchedFor {
                trusted.append(next)
            } else {
                faults.append(LedgerFault(.key, at: adopted.position, "adoption of \(next)",
                                          expected: "a checkpoint over it, signed by a trusted key", found: "none"))
            }
        }
        if !trusted.contains(where: { vouchers[$0] != nil }) {
            faults.append(LedgerFault(.key, "checkpoints", expected: "one signed by a trusted key", found: "none"))
        }
        return (trusted, faults)
    }

    /// How many events lie under a good checkpoint: one that a trusted key has signed, where a key is given.
    func covered(trusting key: VerifierKey?) -> Int64 {
        guard let key else { return covered }
        return min(covered, trust(key).trusted.compactMap { vouchers[$0] }.max() ?? 0)
    }

    /// Whether a checkpoint kept elsewhere covers all events, and the ledger does not have it: it was made when the
    /// file already was what it is, or it was removed.
    func lacksLast(of demands: CheckDemands) -> Bool {
        guard !listed.contains(size) else { return false }
        return demands.against.contains {
            Checkpoint(text: $0.text)?.size == size && faults(against: $0, demands.key) == []
        }
    }

    /// A checkpoint that was kept elsewhere: its origin, its signature, the root at its size, and its row.
    ///
    /// The daemon signs a head only while it is the head, and only together with the row: a ledger that goes on behind
    /// it has the row. One that ends there may have been copied before.
    private func faults(against note: SignedNote, _ key: VerifierKey?) -> [LedgerFault] {
        guard let kept = Checkpoint(text: note.text) else {
            return [Self.against("note", "a checkpoint", "another text")]
        }
        var faults: [LedgerFault] = []
        if kept.origin != identity.origin {
            faults.append(Self.against("origin", kept.origin, identity.origin ?? "none"))
        }
        let (good, bad) = note.verify(identity.keys(below: kept.size) + (key.map { [$0] } ?? []))
        let inForce = identity.key(at: kept.size)
        let isSigned = good.contains { $0 == inForce }
        if !isSigned || !bad.isEmpty {
            faults.append(Self.against("signature", "a good one by the key in force at \(kept.size)", "another"))
        }
        if kept.size > size {
            faults.append(Self.against("events", "\(kept.size) or more", "\(size)", at: size))
        } else if let fault = rootFault(kept) {
            faults.append(fault)
        }
        if faults.isEmpty, kept.size < size, !listed.contains(kept.size) {
            faults.append(Self.against("row of size \(kept.size)", "in the table checkpoint", "none"))
        }
        return faults
    }

    /// A root that cannot be told, since events are missing, is not the one that was kept.
    private func rootFault(_ kept: Checkpoint) -> LedgerFault? {
        let root = kept.size == 0 ? TreeHash.empty : roots[kept.size]
        if root == kept.root { return nil }
        return Self.against("root at \(kept.size)", "\(kept.root)", root.map { "\($0)" } ?? "none that can be told")
    }

    private static func against(_ what: String, _ expected: String, _ found: String,
                                at position: Int64? = nil) -> LedgerFault {
        LedgerFault(.against, at: position, "checkpoint kept elsewhere: \(what)", expected: expected, found: found)
    }
}
