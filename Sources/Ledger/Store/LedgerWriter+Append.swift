internal import CSQLite

extension LedgerWriter {
    /// Begins the transaction of the next append, for reads that belong to it.
    func begin() throws(LedgerError) {
        try log.moveIfOverdue()
        try beginWriting.run("begin a transaction")
    }

    /// Ends a transaction that nothing was added in.
    func abandon() {
        if connection.isInTransaction { _ = try? rollback.run("roll back") }
    }

    /// Adds a batch in one transaction, the one that was begun where one was.
    ///
    /// - Parameter allOrNone: adds nothing where one of the appends is not added.
    func append(_ batch: [Append], allOrNone: Bool = false) throws(LedgerError) -> [AppendOutcome] {
        guard !batch.isEmpty else {
            abandon()
            return []
        }
        let saved = (head, edge)
        var mayHaveTexts = false
        do throws(LedgerError) {
            if !connection.isInTransaction { try begin() }
            let (outcomes, sealed) = try decide(batch)
            guard !allOrNone || outcomes.allSatisfy(\.isAppended) else {
                undo(saved, texts: false)
                return outcomes
            }
            mayHaveTexts = true
            if !sealed.isEmpty { try texts?.store(sealed) }
            try commit.run("commit")
            return outcomes
        } catch {
            undo(saved, texts: mayHaveTexts)
            throw error
        }
    }

    private func decide(_ batch: [Append]) throws(LedgerError) -> ([AppendOutcome], [TextEntry]) {
        var outcomes: [AppendOutcome] = []
        outcomes.reserveCapacity(batch.count)
        var sealed: [TextEntry] = []
        for append in batch {
            let outcome = try decide(append)
            if case .appended(let appended) = outcome { sealed += entries(of: append, appended) }
            outcomes.append(outcome)
        }
        return (outcomes, sealed)
    }

    private func decide(_ append: Append) throws(LedgerError) -> AppendOutcome {
        let hand = spell(append.actor)
        if let flaw = append.flaw(after: head.recorded, by: hand) { return .malformed(flaw) }
        for draft in append.events where !draft.isVouchedFor {
            guard try isObject(draft.body) else { return .malformed("a body is no JSON object") }
        }
        if texts == nil && !append.texts.isEmpty { return .malformed("there is no place for texts") }
        for expected in append.expected {
            let actual = try version(of: expected.stream)
            guard actual == expected.version else {
                let conflict = AppendOutcome.conflict(
                    stream: expected.stream, expected: expected.version, actual: actual)
                return try earlier(append) ?? conflict
            }
        }
        do throws(LedgerError) {
            try insertReceipt(append)
        } catch {
            guard let outcome = try earlier(append) else { throw error }
            return outcome
        }
        return .appended(try insert(append, by: hand.text))
    }

    /// Whether a body, which begins with a brace, is JSON.
    private func isObject(_ body: [UInt8]) throws(LedgerError) -> Bool {
        try body.withUnsafeBufferPointer { bytes throws(LedgerError) in
            defer { isJSON.reset() }
            isJSON.lend(1, text: UnsafeRawBufferPointer(bytes))
            return try isJSON.step("look at a body") && isJSON.integer(0) == 1
        }
    }

    /// What became of the command id before. The trigger on `command` refuses a taken id, so that the usual append, of
    /// a new id, needs no search of its own.
    private func earlier(_ append: Append) throws(LedgerError) -> AppendOutcome? {
        guard let receipt = try queries.receipt(person: append.person, id: append.commandID) else { return nil }
        return receipt.parameters == append.parameters ? .repeated(receipt.appended) : .commandIDReused
    }

    private func insert(_ append: Append, by actor: String) throws(LedgerError) -> Appended {
        var appended = Appended(first: head.next, versions: [])
        appended.versions.reserveCapacity(append.events.count)
        for draft in append.events {
            let version = try version(of: draft.stream) + 1
            try insert(draft, version, append, actor)
            remember(version, of: draft.stream)
            appended.versions.append(version)
        }
        return appended
    }

    private func insertReceipt(_ append: Append) throws(LedgerError) {
        let count = Int64(append.events.count)
        insertCommand.bind(1, head.next)
        insertCommand.bind(2, count)
        insertCommand.bind(3, append.person)
        insertCommand.bind(4, append.commandID)
        insertCommand.bind(5, append.parameters)
        insertCommand.bind(6, seal(append, count))
        try insertCommand.run("remember a command")
    }

    private func seal(_ append: Append, _ count: Int64) -> TreeHash {
        var person = append.person
        var id = append.commandID
        return person.withUTF8 { person in
            id.withUTF8 { id in
                append.parameters.withUnsafeBytes { parameters in
                    buffer.seal(first: head.next, count: count, person: UnsafeRawBufferPointer(person),
                                id: UnsafeRawBufferPointer(id), parameters: parameters)
                }
            }
        }
    }

    /// The row's texts are bound where the record holds them: one rendering serves the hash and the insert.
    private func insert(_ draft: EventDraft, _ version: Int64, _ append: Append,
                        _ actor: String) throws(LedgerError) {
        let hash = SHA.hash(draft.body)
        buffer.render(draft, position: head.next, version: version, recorded: append.recorded, actor: actor,
                      command: append.commandID, hash: hash)
        insertEvent.bind(1, head.next)
        insertEvent.lend(2, text: buffer.bytes(buffer.stream))
        insertEvent.bind(3, version)
        insertEvent.lend(4, text: buffer.bytes(buffer.type))
        insertEvent.bind(5, Int64(draft.schema))
        insertEvent.bind(6, append.recorded)
        insertEvent.lend(7, text: buffer.bytes(buffer.effective))
        insertEvent.lend(8, text: buffer.bytes(buffer.actor))
        insertEvent.lend(9, text: buffer.bytes(buffer.command))
        insertEvent.bind(10, hash)
        try draft.body.withUnsafeBufferPointer { body throws(LedgerError) in
            insertEvent.lend(11, text: UnsafeRawBufferPointer(body))
            try insertEvent.run("insert an event")
        }
        head = LedgerHead(next: head.next + 1, recorded: append.recorded)
        try edge.append(buffer.leaf, filled: insert)
    }

    private func insert(_ tile: Tile) throws(LedgerError) {
        insertTile.bind(1, Int64(tile.level))
        insertTile.bind(2, tile.number)
        insertTile.bind(3, tile.root)
        try tile.hashes.withUnsafeBufferPointer { hashes throws(LedgerError) in
            insertTile.lend(4, blob: UnsafeRawBufferPointer(hashes))
            try insertTile.run("insert a tile")
        }
    }

    private func entries(of append: Append, _ appended: Appended) -> [TextEntry] {
        append.texts.map { TextEntry(text: $0, position: appended.first) }
    }

    /// Takes back what the transaction did, here and in the file. SQLite may have rolled back by itself.
    /// Texts that became durable first are taken back too; if that fails, the next start sweeps them.
    private func undo(_ saved: (LedgerHead, TreeEdge), texts mayBeStored: Bool) {
        (head, edge) = saved
        versions.removeAll(keepingCapacity: true)
        abandon()
        if mayBeStored { _ = try? texts?.sweep(from: head.next) }
    }
}
