import Ledger

/// Reading connections that are free, for any thread.
final class ConnectionPool: @unchecked Sendable {
    private let place: ViewPlace
    private let lock = ThreadLock()
    private var free: [ViewConnection] = []
    private static let freeMax = 4

    init(_ path: String) { place = ViewPlace(path) }

    /// Lends a connection to the file in use, at one point in time.
    func reading<Result>(_ body: (ViewConnection) throws(ViewError) -> Result) throws(ViewError) -> Result {
        let connection = try take()
        defer { giveBack(connection) }
        return try connection.reading { () throws(ViewError) in try body(connection) }
    }

    /// A rebuilt file may take the place of the one that was just looked up; hence more than one try.
    private func take() throws(ViewError) -> ViewConnection {
        var last: LedgerError?
        for _ in 0..<4 {
            guard let file = place.current else { break }
            if let connection = lock.held({ take(file) }) { return connection }
            do throws(LedgerError) { return try ViewConnection(file) } catch { last = error }
        }
        throw .ledger(last ?? .storage(StorageError(.absent, "open \(place.path)", message: "there are no views")))
    }

    private func take(_ file: String) -> ViewConnection? {
        free.removeAll { $0.file != file }
        return free.popLast()
    }

    private func giveBack(_ connection: ViewConnection) {
        lock.held { if free.count < Self.freeMax { free.append(connection) } }
    }
}
