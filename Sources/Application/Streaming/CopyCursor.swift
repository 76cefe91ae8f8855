import Ledger
import Lifecycle
import Schema
import Varlink
import Views

/// Where a backup goes on from.
struct BackupRequest: Message {
    var from: Int64?
    static let fields = Fields(
        Self.init, Field("from", \Self.from, "first position; 0 where absent. Who goes on names where"))
}

/// A copy on its way out: read by a connection of its own, so that nobody else's questions wait for it.
final class CopyCursor: StreamCursor, @unchecked Sendable {
    private enum Stage {
        case events, checkpoints(from: Int64), texts(after: [UInt8]), persons, end
    }

    private let request: CopyRequest
    private let reader: LedgerReader
    private let size: Int64
    private let withTexts: Bool
    private var start: CopyStart?
    private var next: Int64
    private var stage = Stage.events
    private static let eventsMax = 1024
    private static let bytesMax = 1 << 20

    /// Fixes where the copy ends: what is recorded meanwhile is not in it.
    init(_ request: CopyRequest, _ library: Library, withTexts: Bool = false) throws(QueryFault) {
        self.request = request
        self.withTexts = withTexts
        try Period.require(request.since, request.until)
        let created = library.governance.ledger
        var absent: [String] = []
        next = request.from ?? 0
        let head: Int64
        do throws(LedgerError) {
            reader = try library.freshReader()
            head = try reader.head().next
        } catch {
            throw QueryFault(error)
        }
        size = min(request.to ?? head, head)
        try CopyCursor.requireWithin(from: next, to: request.to, head)
        do throws(LedgerError) {
            for stream in request.streams where try reader.version(of: stream) == 0 { absent.append(stream) }
            start = CopyStart(
                ledger: created?.ledger.description ?? "", origin: created?.origin.text ?? "", size: size,
                root: try reader.digest(size: size), rootBefore: next > 0 ? try reader.digest(size: next) : nil)
        } catch {
            throw QueryFault(error)
        }
        if let stream = absent.first { throw .notFound(stream) }
    }

    /// Refuses an end or a beginning that the log does not have; an end beyond it means its end.
    private static func requireWithin(from: Int64, to: Int64?, _ head: Int64) throws(QueryFault) {
        guard to ?? 0 >= 0 else { throw .badInput(field: "to", message: "positions begin at 0") }
        guard from >= 0 else { throw .badInput(field: "from", message: "positions begin at 0") }
        guard from <= head else { throw .badInput(field: "from", message: "the log has \(head) events") }
        guard from <= to ?? head else { throw .badInput(field: "to", message: "lies before from") }
    }

    func next(_ library: Library) throws(QueryFault) -> VarlinkSupply {
        let chunk = try piece(library)
        start = nil
        let bytes = JSONWriter.encode(chunk)
        return chunk.end == nil ? .replies([bytes]) : .last(bytes)
    }

    private func piece(_ library: Library) throws(QueryFault) -> CopyChunk {
        switch stage {
        case .events where next < size: return try library.telling { () throws(LedgerError) in try events() }
        case .events:
            stage = .checkpoints(from: 0)
            return try piece(library)
        case .checkpoints(let place): return try library.telling { () throws(LedgerError) in try checkpoints(place) }
        case .texts(let after): return try texts(library, after)
        case .persons:
            stage = .end
            return CopyChunk(start: start, persons: try library.telling(library.copiedPersons), next: next)
        case .end: return try library.telling { () throws(LedgerError) in try end() }
        }
    }

    private func events() throws(LedgerError) -> CopyChunk {
        let first = next
        let chosenOnly = request.chosenOnly ?? false, choosesAll = request.choosesAll
        var events: [CopiedEvent] = []
        var bytes = 0, scanned = 0
        try reader.scan(next..<size) { (row) throws(LedgerError) in
            let isChosen = choosesAll || row.position == 0 && !chosenOnly
                || request.chooses(row.stream, position: row.position, recorded: row.recorded)
            if isChosen || !chosenOnly { events.append(try CopiedEvent(row, withBody: isChosen)) }
            if isChosen { bytes += row.body.count }
            scanned += 1
            next = row.position + 1
            return events.count < CopyCursor.eventsMax && bytes < CopyCursor.bytesMax && scanned < 65_536
        }
        guard next > first else {
            throw .fault(LedgerFault(.gap, at: first, "event", expected: "position \(first)", found: "none"))
        }
        let commands = chosenOnly ? [] : try reader.commands(first..<next).compactMap { CopiedCommand($0) }
        return CopyChunk(start: start, commands: commands, events: events, next: next)
    }

    private func checkpoints(_ place: Int64) throws(LedgerError) -> CopyChunk {
        let rows = try reader.checkpoints(from: place, limit: 512)
        let within = rows.filter { $0.size <= size }
        if let last = rows.last, within.count == rows.count {
            stage = .checkpoints(from: last.place + 1)
        } else {
            stage = withTexts ? .texts(after: []) : .end
        }
        return CopyChunk(start: start, checkpoints: within.compactMap { CopiedCheckpoint($0) }, next: next)
    }

    private func texts(_ library: Library, _ after: [UInt8]) throws(QueryFault) -> CopyChunk {
        let rows = try library.telling { () throws(LedgerError) in
            try library.textRows(after: after, size: size, limit: 512)
        }
        stage = rows.last.map { .texts(after: $0.digest) } ?? .persons
        return CopyChunk(start: start, texts: rows.compactMap { CopiedText($0) }, next: next)
    }

    private func end() throws(LedgerError) -> CopyChunk {
        let head = try reader.head().next
        let proof = try reader.consistencyProof(from: size, to: head)
        return CopyChunk(
            start: start, next: next,
            end: CopyEnd(
                size: head, root: try reader.digest(size: head), proof: proof.compactMap { Digest(bytes: $0.bytes) }))
    }
}

extension LedgerReader {
    /// The root at a size, as messages have it.
    func digest(size: Int64) throws(LedgerError) -> Schema.Digest {
        Schema.Digest(bytes: try root(size: size).bytes) ?? .example
    }
}
