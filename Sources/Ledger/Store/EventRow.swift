internal import CSQLite

/// An event where SQLite holds it, lent to a visitor for the time of one call: nothing is copied unless asked for.
public struct EventRow: ~Copyable {
    private let statement: OpaquePointer

    static let columns = "position, stream, version, type, schema, recorded, effective, actor, command, body_hash, body"

    init(_ statement: OpaquePointer) { self.statement = statement }

    /// Gapless from 0.
    public var position: Int64 { sqlite3_column_int64(statement, 0) }
    /// Gapless from 1 within its stream.
    public var version: Int64 { sqlite3_column_int64(statement, 2) }
    /// The version of its payload's form.
    public var schema: Int { Int(sqlite3_column_int64(statement, 4)) }
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var recorded: Int64 { sqlite3_column_int64(statement, 5) }

    /// The first column whose value is not of the table's type: STRICT is a word in a file that can be forged.
    package var mistypedColumn: String? {
        for (index, type) in Self.types.enumerated() where sqlite3_column_type(statement, Int32(index)) != type {
            return String(Self.columns.split(separator: ", ")[index])
        }
        return nil
    }

    private static let types = [
        SQLITE_INTEGER, SQLITE_TEXT, SQLITE_INTEGER, SQLITE_TEXT, SQLITE_INTEGER, SQLITE_INTEGER, SQLITE_TEXT,
        SQLITE_TEXT, SQLITE_TEXT, SQLITE_BLOB, SQLITE_TEXT,
    ]

    /// The stream's name in UTF-8, until the visitor returns.
    public var streamBytes: UnsafeRawBufferPointer { bytes(1) }
    /// The wire name in UTF-8, until the visitor returns.
    public var typeBytes: UnsafeRawBufferPointer { bytes(3) }
    /// The day in ASCII, until the visitor returns.
    public var effectiveBytes: UnsafeRawBufferPointer { bytes(6) }
    /// The actor's line in UTF-8, until the visitor returns.
    public var actorBytes: UnsafeRawBufferPointer { bytes(7) }
    /// The command's id in ASCII, until the visitor returns.
    public var commandBytes: UnsafeRawBufferPointer { bytes(8) }
    /// SHA-256 of the body, until the visitor returns.
    public var bodyHashBytes: UnsafeRawBufferPointer { bytes(9) }
    /// The JSON bytes, until the visitor returns.
    public var body: UnsafeRawBufferPointer { bytes(10) }

    /// The stream's name.
    public var stream: String { text(streamBytes) }
    /// The wire name.
    public var type: String { text(typeBytes) }
    /// The day it takes effect.
    public var effective: String { text(effectiveBytes) }
    /// The text of the actor's line.
    public var actor: String { text(actorBytes) }
    /// The command's id.
    public var command: String { text(commandBytes) }

    /// The header, copied, for keeping.
    public func header() -> EventHeader {
        EventHeader(position: position, stream: stream, version: version, type: type, schema: schema,
                    recorded: recorded, effective: effective, actor: actor, command: command,
                    bodyHash: [UInt8](bodyHashBytes))
    }

    /// The event, copied, for keeping.
    public func copied() -> StoredEvent { StoredEvent(header: header(), body: [UInt8](body)) }

    private func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

    private func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        var count: Int32 = 0
        let start = csqlite_column_bytes(statement, column, &count)
        return .init(start: start, count: Int(count))
    }
}
