internal import CSQLite
import Ledger
import Lifecycle
import Schema

/// One reading connection with its prepared statements. Used by one thread at a time.
final class ViewConnection {
    let file: String
    let connection: Connection
    private var statements: [String: Statement] = [:]
    private let begin, end: Statement

    init(_ file: String) throws(LedgerError) {
        self.file = file
        connection = try Connection(path: file, flags: SQLITE_OPEN_READONLY)
        begin = try connection.prepare("BEGIN")
        end = try connection.prepare("ROLLBACK")
    }

    /// Reads at one point in time.
    func reading<Result>(_ body: () throws(ViewError) -> Result) throws(ViewError) -> Result {
        try ViewError.ledger { () throws(LedgerError) in try begin.run("begin to read views") }
        defer { _ = try? end.run("end reading views") }
        return try body()
    }

    /// The statement of a text, prepared once.
    func statement(_ text: String) throws(LedgerError) -> Statement {
        if let statement = statements[text] { return statement }
        let statement = try connection.prepare(text)
        statements[text] = statement
        return statement
    }

    /// How far a view has come, or was asked to go back.
    func position(_ view: ViewName, asOf: Int64?) throws(LedgerError) -> Int64 {
        let statement = try statement("SELECT position FROM progress WHERE view = ?1")
        defer { statement.reset() }
        statement.bind(1, view.rawValue)
        let position = try statement.step("read a view's position") ? statement.integer(0) : -1
        return min(position, asOf ?? .max)
    }
}

extension ViewError {
    /// What the ledger's parts throw, as a view's error.
    static func ledger<Result>(_ body: () throws(LedgerError) -> Result) throws(ViewError) -> Result {
        do throws(LedgerError) { return try body() } catch { throw .ledger(error) }
    }
}
