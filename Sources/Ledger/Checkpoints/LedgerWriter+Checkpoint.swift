extension LedgerWriter {
    /// Signs the tree as it is now and writes the note, in a transaction of its own.
    func checkpoint(signers: [SignerKey], made: Int64) throws(LedgerError) -> CheckpointOutcome {
        guard head.next > 0 else { return .empty }
        let last = try CheckpointQueries.last(connection)
        if let last, last.size == head.next { return .unchanged(last) }
        let identity = try LogIdentity.read(connection)
        let inForce = identity.key(at: head.next)
        guard let inForce, signers.first?.verifier == inForce, let origin = identity.origin else {
            return .notInForce(inForce)
        }
        let text = Checkpoint(origin: origin, size: head.next, root: edge.root).text
        guard let note = SignedNote(text, signedBy: signers) else {
            throw .storage(.init(.other, "sign a checkpoint", message: "the key cannot sign"))
        }
        let row = StoredCheckpoint(place: (last?.place ?? -1) + 1, size: head.next,
                                   made: max(made, head.recorded, last?.made ?? 0), note: note.description)
        try insert(row)
        return .made(row)
    }

    func insert(_ row: StoredCheckpoint) throws(LedgerError) {
        try begin()
        do throws(LedgerError) {
            insertCheckpoint.bind(1, row.place)
            insertCheckpoint.bind(2, row.size)
            insertCheckpoint.bind(3, row.made)
            insertCheckpoint.bind(4, row.note)
            insertCheckpoint.bind(5, row.seal)
            try insertCheckpoint.run("insert a checkpoint")
            try commit.run("commit")
        } catch {
            if connection.isInTransaction { _ = try? rollback.run("roll back") }
            throw error
        }
    }
}
