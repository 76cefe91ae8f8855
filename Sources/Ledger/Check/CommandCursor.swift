internal import Glibc

/// Walks the rows of `command` beside the events: each event must lie in a command by the same hand and id.
final class CommandCursor {
    private let statement: Statement
    private let buffer = RecordBuffer()
    private var first: Int64 = -1
    private var end: Int64 = -1
    private var person: [UInt8] = []
    private var id: [UInt8] = []
    private var isAtEnd = false
    private let start: Int64

    /// Starts with the command that the event at `start` should belong to.
    init(_ connection: Connection, start: Int64) throws(LedgerError) {
        self.start = start
        statement = try connection.prepare("""
            SELECT first, count, person, id, parameters, seal FROM command
              WHERE first >= (SELECT coalesce(max(first), 0) FROM command WHERE first <= ?1) ORDER BY first
            """)
        statement.bind(1, start)
    }

    /// Says what is wrong between the commands and the event at `position`.
    func check(_ position: Int64, namespace: [UInt8]?, command: UnsafeRawBufferPointer,
               into result: inout ChunkResult) throws(LedgerError) {
        while position >= end, !isAtEnd { try advance(&result) }
        guard position >= first, position < end else {
            if isAtEnd { result.uncoveredTail = result.uncoveredTail ?? position }
            return
        }
        if let fault = mismatch(position, namespace, command) { result.faults.append(fault) }
    }

    /// The fault of an event, and of those behind it, that no command covers.
    static func uncovered(_ position: Int64) -> LedgerFault {
        LedgerFault(.command, at: position, "events from here on", expected: "a command that covers them",
                    found: "none")
    }

    private func mismatch(_ position: Int64, _ namespace: [UInt8]?,
                          _ command: UnsafeRawBufferPointer) -> LedgerFault? {
        if !Self.isSame(id, command) {
            return LedgerFault(.command, at: position, "id of the event's command",
                               expected: String(decoding: id, as: UTF8.self),
                               found: String(decoding: command, as: UTF8.self))
        }
        guard let namespace, namespace != person else { return nil }
        return LedgerFault(.command, at: position, "person of the event's command",
                           expected: String(decoding: namespace, as: UTF8.self),
                           found: String(decoding: person, as: UTF8.self))
    }

    private func advance(_ result: inout ChunkResult) throws(LedgerError) {
        guard try statement.step("read commands") else {
            isAtEnd = true
            return
        }
        let next = statement.integer(0)
        // The one that the chunk begins with began where it should, for all that can be said here.
        let due = end >= 0 ? end : next > start ? 0 : next
        if next > due { result.uncovered.append(due) }
        if next < due {
            result.faults.append(LedgerFault(.command, at: next, "first position of a command",
                                             expected: "\(due) or later", found: "\(next)"))
        }
        first = next
        end = first.addingReportingOverflow(max(statement.integer(1), 0)).partialValue
        Self.copy(statement.bytes(2), to: &person)
        Self.copy(statement.bytes(3), to: &id)
        if let fault = sealFault() { result.faults.append(fault) }
        if let fault = formFault() { result.faults.append(fault) }
    }

    private func sealFault() -> LedgerFault? {
        guard first >= start else { return nil }
        let seal = buffer.seal(first: first, count: statement.integer(1), person: statement.bytes(2),
                               id: statement.bytes(3), parameters: statement.bytes(4))
        guard seal != statement.hash(5) else { return nil }
        return LedgerFault(.command, at: first, "seal of the command", expected: "\(seal)",
                           found: Digits.hexText(statement.bytes(5)))
    }

    /// What the table's CHECKs demand: SQLite does not look at them on a connection that only reads.
    private func formFault() -> LedgerFault? {
        let name = if statement.integer(1) < 1 {
            "count"
        } else if statement.bytes(4).count != 32 {
            "parameters"
        } else if !Identifier.isValid(statement.bytes(2)) {
            "person"
        } else {
            Identifier.isUUID(statement.bytes(3)) ? "" : "id"
        }
        guard first >= start, !name.isEmpty else { return nil }
        return LedgerFault(.command, at: first, "column \(name)", expected: "its form", found: "another")
    }

    private static func copy(_ bytes: UnsafeRawBufferPointer, to array: inout [UInt8]) {
        array.removeAll(keepingCapacity: true)
        array.append(contentsOf: bytes)
    }

    private static func isSame(_ array: [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool {
        array.count == bytes.count && array.withUnsafeBytes { left in
            guard let left = left.baseAddress, let right = bytes.baseAddress else { return true }
            return memcmp(left, right, array.count) == 0
        }
    }
}
