/// The reads that a writer and a reader have in common, on a connection of their own.
final class LedgerQueries {
    let connection: Connection
    private let lastEvent, streamVersion, command, versions, byPosition, byStream: Statement

    init(_ connection: Connection) throws(LedgerError) {
        self.connection = connection
        lastEvent = try connection.prepare("SELECT position, recorded FROM event ORDER BY position DESC LIMIT 1")
        streamVersion = try connection.prepare("SELECT max(version) FROM event WHERE stream = ?1")
        command = try connection.prepare("""
            SELECT first, count, parameters FROM command WHERE person = ?1 AND id = ?2
            """)
        versions = try connection.prepare("SELECT version FROM event WHERE position >= ?1 ORDER BY position LIMIT ?2")
        byPosition = try connection.prepare("""
            SELECT \(EventRow.columns) FROM event WHERE position >= ?1 AND position < ?2 ORDER BY position
            """)
        byStream = try connection.prepare("""
            SELECT \(EventRow.columns) FROM event WHERE stream = ?1 AND version >= ?2 ORDER BY version
            """)
    }

    func head() throws(LedgerError) -> LedgerHead {
        defer { lastEvent.reset() }
        guard try lastEvent.step("read the head") else { return LedgerHead(next: 0, recorded: 0) }
        let (next, isTooLarge) = lastEvent.integer(0).addingReportingOverflow(1)
        guard !isTooLarge, next > 0 else { throw .fault(Self.badHead(lastEvent.integer(0))) }
        return LedgerHead(next: next, recorded: lastEvent.integer(1))
    }

    func version(of stream: String) throws(LedgerError) -> Int64 {
        defer { streamVersion.reset() }
        streamVersion.bind(1, stream)
        return try streamVersion.step("read a stream's version") ? streamVersion.integer(0) : 0
    }

    func receipt(person: String, id: String) throws(LedgerError) -> CommandReceipt? {
        defer { command.reset() }
        command.bind(1, person)
        command.bind(2, id)
        guard try command.step("look up a command") else { return nil }
        let first = command.integer(0)
        let versions = try versions(first, command.integer(1))
        return CommandReceipt(parameters: command.blob(2), appended: Appended(first: first, versions: versions))
    }

    private func versions(_ first: Int64, _ count: Int64) throws(LedgerError) -> [Int64] {
        defer { versions.reset() }
        versions.bind(1, first)
        versions.bind(2, count)
        var found: [Int64] = []
        while try versions.step("read a command's events") { found.append(versions.integer(0)) }
        return found
    }

    func scan(_ positions: Range<Int64>,
              _ visit: (borrowing EventRow) throws(LedgerError) -> Bool) throws(LedgerError) {
        byPosition.bind(1, positions.lowerBound)
        byPosition.bind(2, positions.upperBound)
        try lend(byPosition, visit)
    }

    func scan(stream: String, from version: Int64,
              _ visit: (borrowing EventRow) throws(LedgerError) -> Bool) throws(LedgerError) {
        byStream.bind(1, stream)
        byStream.bind(2, version)
        try lend(byStream, visit)
    }

    private func lend(_ statement: Statement,
                      _ visit: (borrowing EventRow) throws(LedgerError) -> Bool) throws(LedgerError) {
        defer { statement.reset() }
        let row = EventRow(statement.handle)
        while try statement.step("read events") {
            guard try visit(row) else { return }
        }
    }

    private static func badHead(_ position: Int64) -> LedgerFault {
        LedgerFault(.head, at: position, "last position", expected: "0 or more", found: "\(position)")
    }
}
