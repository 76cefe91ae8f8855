/// A row of `command` without its seal: which events a command added, and under which id.
public struct CommandRow: Hashable, Sendable {
    /// Position of its first event.
    public var first: Int64
    /// How many events it added.
    public var count: Int64
    /// The namespace of its id (`Actor.namespace`).
    public var person: String
    /// A lower-case UUID.
    public var id: String
    /// SHA-256 of its parameters without texts, 32 bytes.
    public var parameters: [UInt8]

    /// A row of the given parts.
    public init(first: Int64, count: Int64, person: String, id: String, parameters: [UInt8]) {
        self.first = first
        self.count = count
        self.person = person
        self.id = id
        self.parameters = parameters
    }
}

extension LedgerReader {
    /// The commands whose first events stand at these positions, in order.
    public func commands(_ positions: Range<Int64>) throws(LedgerError) -> [CommandRow] {
        try lock.held { () throws(LedgerError) in
            let statement = try queries.connection.prepare("""
                SELECT first, count, person, id, parameters FROM command WHERE first >= ?1 AND first < ?2 ORDER BY first
                """)
            statement.bind(1, positions.lowerBound)
            statement.bind(2, positions.upperBound)
            var rows: [CommandRow] = []
            while try statement.step("read commands") {
                rows.append(CommandRow(
                    first: statement.integer(0), count: statement.integer(1), person: statement.text(2),
                    id: statement.text(3), parameters: statement.blob(4)))
            }
            return rows
        }
    }
}
