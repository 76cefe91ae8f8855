internal import CSQLite
internal import Glibc

/// A ledger's file that is built anew from the rows of another, event by event: what arrives is hashed here, so that
/// the root says whether it is the same log.
///
/// It is begun by `schema.sql`, goes on where an earlier copy ended, and is a ledger at every moment. Used by one
/// thread at a time.
public final class LedgerCopy {
    /// Where it lies.
    public let path: String
    private let writerLock: WriterLock
    private let writer: LedgerWriter

    /// Opens the copy at a path, or begins one.
    ///
    /// - Throws: `fault` where there is something else, `held` while another process has it.
    public init(path: String) throws(LedgerError) {
        self.path = path
        writerLock = try WriterLock(ledger: path)
        let connection = try Connection(path: path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
        // One that was killed before its schema was there has nothing to lose.
        if try connection.integer("SELECT count(*) FROM sqlite_schema", "read the schema") == 0 {
            try connection.execute("PRAGMA page_size = 4096; BEGIN; \(LedgerSchema.text) COMMIT", "create the schema")
        }
        var options = LedgerOptions()
        options.synchronous = "NORMAL"
        options.mayEndWithinCommand = true
        writer = try LedgerWriter(connection, texts: nil, options: options, checksRows: true)
    }

    /// How many events it has.
    public var size: Int64 { writer.head.next }

    /// The root over them, computed here.
    public var root: TreeHash { writer.edge.root }

    /// Adds what comes next, in one transaction: events in order, and the commands whose first events are among them.
    ///
    /// - Throws: `fault` where a row is not what comes next or a body is not the one that was hashed.
    public func add(_ events: [StoredEvent], commands: [CommandRow]) throws(LedgerError) {
        let saved = (writer.head, writer.edge)
        do throws(LedgerError) {
            try writer.begin()
            var commands = commands[...]
            for event in events {
                if let command = commands.first, command.first == event.header.position {
                    try writer.copy(command)
                    commands = commands.dropFirst()
                }
                try writer.copy(event)
            }
            guard commands.isEmpty else { throw Self.stray(commands.first?.first ?? 0) }
            try writer.commit.run("commit")
        } catch {
            (writer.head, writer.edge) = saved
            if writer.connection.isInTransaction { _ = try? writer.rollback.run("roll back") }
            throw error
        }
        try writer.log.moveIfDue()
    }

    /// Adds checkpoints as they stood elsewhere; those it has already are left out.
    ///
    /// - Throws: `fault` where one is not what comes next. Signatures are the full check's.
    public func add(_ checkpoints: [StoredCheckpoint]) throws(LedgerError) {
        let known = try CheckpointQueries.last(writer.connection)?.place ?? -1
        for row in checkpoints where row.place > known {
            do throws(LedgerError) {
                try writer.insert(row)
            } catch {
                throw writer.refusal(error, at: nil)
            }
        }
    }

    /// Moves everything into the one file and syncs it.
    public func settle() throws(LedgerError) { try writer.log.settle() }

    private static func stray(_ first: Int64) -> LedgerError {
        .fault(LedgerFault(.command, at: first, "command", expected: "its first event", found: "none"))
    }
}

extension LedgerWriter {
    /// Adds a row of `command` as it stood elsewhere, with a seal of our own.
    func copy(_ row: CommandRow) throws(LedgerError) {
        guard row.parameters.count == 32 else {
            throw .fault(LedgerFault(.command, at: row.first, "parameters of a command", expected: "32 bytes",
                                     found: "\(row.parameters.count)"))
        }
        insertCommand.bind(1, row.first)
        insertCommand.bind(2, row.count)
        insertCommand.bind(3, row.person)
        insertCommand.bind(4, row.id)
        insertCommand.bind(5, row.parameters)
        insertCommand.bind(6, seal(row))
        try refusing(at: row.first) { () throws(LedgerError) in try insertCommand.run("copy a command") }
    }

    private func seal(_ row: CommandRow) -> TreeHash {
        Array(row.person.utf8).withUnsafeBytes { person in
            Array(row.id.utf8).withUnsafeBytes { id in
                row.parameters.withUnsafeBytes { parameters in
                    buffer.seal(first: row.first, count: row.count, person: person, id: id, parameters: parameters)
                }
            }
        }
    }

    /// Adds an event as it stood elsewhere. The row's texts are bound where the record holds them, as in an append.
    func copy(_ event: StoredEvent) throws(LedgerError) {
        let header = event.header
        let hash = SHA.hash(event.body)
        guard header.bodyHash == hash.bytes else {
            throw .fault(LedgerFault(.bodyHash, at: header.position, "SHA-256 of the body", expected: hash.description,
                                     found: header.bodyHash.withUnsafeBytes { Digits.hexText($0) }))
        }
        buffer.render(header)
        insertEvent.bind(1, header.position)
        insertEvent.lend(2, text: buffer.bytes(buffer.stream))
        insertEvent.bind(3, header.version)
        insertEvent.lend(4, text: buffer.bytes(buffer.type))
        insertEvent.bind(5, Int64(header.schema))
        insertEvent.bind(6, header.recorded)
        insertEvent.lend(7, text: buffer.bytes(buffer.effective))
        insertEvent.lend(8, text: buffer.bytes(buffer.actor))
        insertEvent.lend(9, text: buffer.bytes(buffer.command))
        insertEvent.bind(10, hash)
        try event.body.withUnsafeBufferPointer { body throws(LedgerError) in
            insertEvent.lend(11, text: UnsafeRawBufferPointer(body))
            try refusing(at: header.position) { () throws(LedgerError) in try insertEvent.run("copy an event") }
        }
        head = LedgerHead(next: header.position + 1, recorded: header.recorded)
        try edge.append(buffer.leaf) { (tile) throws(LedgerError) in try copy(tile) }
    }

    private func copy(_ tile: Tile) throws(LedgerError) {
        insertTile.bind(1, Int64(tile.level))
        insertTile.bind(2, tile.number)
        insertTile.bind(3, tile.root)
        try tile.hashes.withUnsafeBufferPointer { hashes throws(LedgerError) in
            insertTile.lend(4, blob: UnsafeRawBufferPointer(hashes))
            try insertTile.run("insert a tile")
        }
    }

    /// What the database's own rules refuse is a fault of what arrived, not of the system.
    private func refusing(at position: Int64, _ body: () throws(LedgerError) -> Void) throws(LedgerError) {
        do throws(LedgerError) { try body() } catch { throw refusal(error, at: position) }
    }

    /// The fault behind a constraint's failure; any other error as it is.
    func refusal(_ error: LedgerError, at position: Int64?) -> LedgerError {
        guard case .storage(let storage) = error, storage.code & 0xFF == SQLITE_CONSTRAINT else { return error }
        return .fault(LedgerFault(.header, at: position, "row that came next", expected: "one that the schema allows",
                                  found: storage.message))
    }
}
