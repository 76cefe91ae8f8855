/// The seam for growing past one machine: what any place that keeps the log must do, and no more.
///
/// One conformance suite holds every implementation to it.
public protocol LedgerStore: AnyObject, Sendable {
    /// Adds a batch in one transaction with one sync: afterwards every `appended` outcome is durable. An append that
    /// is refused changes nothing and harms no neighbour; later appends of a batch see the earlier ones.
    ///
    /// - Throws: `LedgerError`; then nothing of the batch is in the ledger, or the store has stopped.
    func append(_ batch: [Append]) throws(LedgerError) -> [AppendOutcome]

    /// Adds the batch that `decide` makes, which may read from this object: all of it is one transaction, so that the
    /// file is looked at once. Nothing is written for an empty batch, and nothing where a single one of its appends is
    /// not added: whoever decided it knew the ledger, so that it is decided anew or given up.
    ///
    /// - Parameter meanwhile: may be called once, on this thread, while the batch is on its way to the disk: for what
    ///   has to be done anyway and tells nobody, since nothing is durable yet. It may not call this object.
    /// - Returns: what `decide` gave besides, and the outcomes.
    func append<Plan>(
        deciding decide: () throws(LedgerError) -> (Plan, [Append]), meanwhile: @escaping () -> Void
    ) throws(LedgerError) -> (Plan, [AppendOutcome])

    /// Signs the tree over all events and keeps the note, durably, unless the last one covers them all.
    ///
    /// - Parameter signers: the key in force first; others, such as the one it replaces, may sign besides.
    func checkpoint(signers: [SignerKey], made: Int64) throws(LedgerError) -> CheckpointOutcome

    /// The last checkpoint; nil where there is none.
    func lastCheckpoint() throws(LedgerError) -> StoredCheckpoint?

    /// Where the ledger ends.
    func head() throws(LedgerError) -> LedgerHead

    /// The stream's last version; 0 where there is no such stream.
    func version(of stream: String) throws(LedgerError) -> Int64

    /// What is remembered of a command that added events.
    func receipt(person: String, id: String) throws(LedgerError) -> CommandReceipt?

    /// Lends each event of the positions in order, until there is none or the visitor answers false. The visitor
    /// may not call this object.
    func scan(_ positions: Range<Int64>,
              _ visit: (borrowing EventRow) throws(LedgerError) -> Bool) throws(LedgerError)

    /// Lends each event of a stream from a version on, until there is none or the visitor answers false. The visitor
    /// may not call this object.
    func scan(stream: String, from version: Int64,
              _ visit: (borrowing EventRow) throws(LedgerError) -> Bool) throws(LedgerError)
}

extension LedgerStore {
    /// Adds the batch that `decide` makes, with nothing to do meanwhile.
    public func append<Plan>(
        deciding decide: () throws(LedgerError) -> (Plan, [Append])
    ) throws(LedgerError) -> (Plan, [AppendOutcome]) {
        try append(deciding: decide, meanwhile: {})
    }

    /// The event at a position, copied; nil beyond the head.
    public func event(at position: Int64) throws(LedgerError) -> StoredEvent? {
        guard position >= 0, position < .max else { return nil }
        var event: StoredEvent?
        try scan(position..<position + 1) { row in
            event = row.copied()
            return false
        }
        return event
    }
}
