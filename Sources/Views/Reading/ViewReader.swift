import Ledger
public import Schema

/// Reads the views, from any thread, on connections of its own.
///
/// Lists take `asOf`, a position: they are then what they were when that event was the last one; without, what they
/// are now. Every page tells the position at which it holds.
public final class ViewReader: Sendable {
    let pool: ConnectionPool

    /// Reads the file that a keeper keeps, or that one has left.
    ///
    /// - Parameter path: the path that the keeper was given.
    public init(path: String) throws(ViewError) { pool = ConnectionPool(path) }

    /// Position of the last event that every running view has taken; −1 before the first.
    public func position() throws(ViewError) -> Int64 {
        try pool.reading { (connection) throws(ViewError) in
            try ViewError.ledger { () throws(LedgerError) in try Progress(connection.connection).reached }
        }
    }

    /// Position of the last event recorded at or before a time; −1 where there is none. Time never goes back in a
    /// ledger, so that halving finds it.
    public func position(at time: Instant) throws(ViewError) -> Int64 {
        try pool.reading { (connection) throws(ViewError) in
            try ViewError.ledger { () throws(LedgerError) in try connection.position(at: time) }
        }
    }

    /// SHA-256 over a view's rows with all their columns, in the order of their keys, as lower-case hexadecimal.
    public func digest(_ view: ViewName) throws(ViewError) -> String {
        try pool.reading { (connection) throws(ViewError) in
            try ViewError.ledger { () throws(LedgerError) in try ViewDigest.of(view, connection.connection) }
        }
    }
}

extension ViewConnection {
    func position(at time: Instant) throws(LedgerError) -> Int64 {
        let statement = try statement("SELECT recorded FROM trail WHERE position = ?1")
        var before: Int64 = -1
        var after = try position(.trail, asOf: nil) + 1
        while after - before > 1 {
            let middle = before + (after - before) / 2
            defer { statement.reset() }
            statement.bind(1, middle)
            let isEarlier = try statement.step("look for a time") && statement.integer(0) <= time.microseconds
            if isEarlier { before = middle } else { after = middle }
        }
        return before
    }
}
