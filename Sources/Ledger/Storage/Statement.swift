internal import CSQLite

/// A prepared statement, kept for the life of its connection.
///
/// Binding lends memory: what is bound by `lend` must stay in place until the statement is reset.
package final class Statement {
    package let handle: OpaquePointer
    private let connection: Connection

    package init(_ handle: OpaquePointer, of connection: Connection) {
        self.handle = handle
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    /// Whether there is a row. A failed step leaves the statement reset.
    package func step(_ operation: @autoclosure () -> String) throws(LedgerError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let failure = connection.failure(code, operation())
            sqlite3_reset(handle)
            throw failure
        }
    }

    /// Steps once and resets: for statements that give no rows.
    package func run(_ operation: @autoclosure () -> String) throws(LedgerError) {
        _ = try step(operation())
        sqlite3_reset(handle)
    }

    package func reset() { sqlite3_reset(handle) }

    package func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }

    package func bind(_ index: Int32, _ text: String) {
        var text = text
        text.withUTF8 { _ = csqlite_bind_text_copy(handle, index, $0.baseAddress, Int32(truncatingIfNeeded: $0.count)) }
    }

    package func bindNull(_ index: Int32) { sqlite3_bind_null(handle, index) }

    package func bindOptional(_ index: Int32, _ text: String?) {
        if let text { bind(index, text) } else { sqlite3_bind_null(handle, index) }
    }

    package func bind(_ index: Int32, _ blob: [UInt8]) {
        blob.withUnsafeBytes {
            _ = csqlite_bind_blob_copy(handle, index, $0.baseAddress, Int32(truncatingIfNeeded: $0.count))
        }
    }

    package func bind(_ index: Int32, _ hash: TreeHash) {
        hash.withBytes { _ = csqlite_bind_blob_copy(handle, index, $0.baseAddress, 32) }
    }

    package func lend(_ index: Int32, text bytes: UnsafeRawBufferPointer) {
        _ = csqlite_bind_text_static(handle, index, bytes.baseAddress, Int32(truncatingIfNeeded: bytes.count))
    }

    package func lend(_ index: Int32, blob bytes: UnsafeRawBufferPointer) {
        _ = csqlite_bind_blob_static(handle, index, bytes.baseAddress, Int32(truncatingIfNeeded: bytes.count))
    }
}

extension Statement {
    package var columnCount: Int32 { sqlite3_column_count(handle) }

    package func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    package func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    package func blob(_ column: Int32) -> [UInt8] { [UInt8](bytes(column)) }

    package func hash(_ column: Int32) -> TreeHash? {
        let bytes = bytes(column)
        return bytes.count == 32 ? TreeHash(unchecked: bytes) : nil
    }

    /// The column's bytes where SQLite holds them, until the next step or reset.
    package func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        var count: Int32 = 0
        let start = csqlite_column_bytes(handle, column, &count)
        return UnsafeRawBufferPointer(start: start, count: Int(count))
    }
}
