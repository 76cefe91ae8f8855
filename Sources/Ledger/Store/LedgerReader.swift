internal import CSQLite
internal import Glibc

/// A reading connection of its own, for any thread but one at a time: calls wait for each other.
///
/// It never writes. While a daemon has the ledger it reads beside it; otherwise it reads the file as it lies there,
/// and where a write-ahead log was left over, a copy of both.
public final class LedgerReader: @unchecked Sendable {
    /// The ledger's path as it was given.
    public let path: String
    let lock = ThreadLock()
    let source: ReadingSource
    let queries: LedgerQueries
    var nodes: TileNodes?

    /// What is wrong with the schema's text, where a reader was opened that does not stop at it.
    public let schemaFault: LedgerFault?

    /// Opens a ledger for reading and checks that its schema is the specification's.
    public convenience init(path: String, options: LedgerOptions = LedgerOptions()) throws(LedgerError) {
        try self.init(path, options)
        if let schemaFault { throw .fault(schemaFault) }
    }

    /// Opens a ledger for an audit: a schema that is not the specification's is noted in `schemaFault`, and the rows
    /// are read as far as they can be.
    public convenience init(auditing path: String) throws(LedgerError) { try self.init(path, LedgerOptions()) }

    private init(_ path: String, _ options: LedgerOptions) throws(LedgerError) {
        self.path = path
        do throws(LedgerError) {
            source = try ReadingSource(path, options)
            let connection = try source.connect()
            let fault = try Self.schemaFault(connection)
            do throws(LedgerError) {
                queries = try LedgerQueries(connection)
            } catch {
                throw fault.map(LedgerError.fault) ?? error
            }
            schemaFault = fault
        } catch {
            throw FileLength.explain(error, path)
        }
    }

    private static func schemaFault(_ connection: Connection) throws(LedgerError) -> LedgerFault? {
        do throws(LedgerError) {
            try LedgerSchema.check(connection)
            return nil
        } catch {
            guard case .fault(let fault) = error, fault.kind == .schema, try LedgerSchema.hasTables(connection) else {
                throw error
            }
            return fault
        }
    }

    /// Where the ledger ends now.
    public func head() throws(LedgerError) -> LedgerHead {
        try lock.held { () throws(LedgerError) in try queries.head() }
    }

    /// The stream's last version; 0 where there is no such stream.
    public func version(of stream: String) throws(LedgerError) -> Int64 {
        try lock.held { () throws(LedgerError) in try queries.version(of: stream) }
    }

    /// What is remembered of a command that added events.
    public func receipt(person: String, id: String) throws(LedgerError) -> CommandReceipt? {
        try lock.held { () throws(LedgerError) in try queries.receipt(person: person, id: id) }
    }

    /// Lends each event of the positions in order, until there is none or the visitor answers false.
    public func scan(_ positions: Range<Int64>,
                     _ visit: (borrowing EventRow) throws(LedgerError) -> Bool) throws(LedgerError) {
        try lock.held { () throws(LedgerError) in try queries.scan(positions, visit) }
    }

    /// Lends each event of a stream from a version on, until there is none or the visitor answers false.
    public func scan(stream: String, from version: Int64,
                     _ visit: (borrowing EventRow) throws(LedgerError) -> Bool) throws(LedgerError) {
        try lock.held { () throws(LedgerError) in try queries.scan(stream: stream, from: version, visit) }
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
