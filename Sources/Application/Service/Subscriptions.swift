import Ledger
import Lifecycle
import NIOCore
import Schema
import Synchronization
import Varlink
import Views

/// Streams of the log: history from a position, a mark when it has been caught up with, then what comes.
///
/// Each subscriber reads from the ledger by a cursor of its own when its socket has room: nothing queues up for a slow
/// one, and nothing is skipped.
final class Subscriptions: Sendable {
    private let library: Library
    private let streams = Mutex<[ObjectIdentifier: VarlinkStream]>([:])
    private let readers = ReaderPool(threads: 2)
    private let gatekeeper: Gatekeeper

    init(_ library: Library, _ gatekeeper: Gatekeeper) {
        self.library = library
        self.gatekeeper = gatekeeper
    }

    /// Reads no more.
    func stop() { readers.stop() }

    /// Begins a stream.
    func begin(_ call: VarlinkCall, _ caller: Caller) {
        do throws(JSONFault) {
            let request = try call.decode(SubscribeRequest.self)
            guard request.isPermitted(caller) else {
                gatekeeper.denied(call.method.fullName, call.peer)
                return call.fail(VarlinkFailure(
                    "org.engaged.Ledger.NotPermitted",
                    CommandErrors.NotPermitted(message: "the log needs a role that reads all of it")))
            }
            let asker = Asker(caller: caller, person: library.governance.person(ofUID: caller.uid))
            let streams = request.engagement.map { [StreamID.engagement($0)] } ?? []
            gatekeeper.read(call.method.fullName, ReadSubject(streams: streams), asker)
            begin(call, request)
        } catch {
            call.fail(VarlinkFailure("org.engaged.Ledger.BadInput", CommandErrors.BadInput(error)))
        }
    }

    /// Finds the place to begin at on a reading thread, for a time has to be looked for in the log.
    private func begin(_ call: VarlinkCall, _ request: SubscribeRequest) {
        let isTaken = readers.take(call.peer.uid) {
            do throws(QueryFault) {
                self.start(call, Cursor(request, try self.library.period(request.since, request.until)))
            } catch {
                call.fail(QueryFailure(error).failure("org.engaged.Ledger"))
            }
        }
        if !isTaken { call.fail(Subscriptions.busy) }
    }

    private func start(_ call: VarlinkCall, _ cursor: Cursor) {
        call.onClose { self.forget(call) }
        call.stream { stream in
            self.remember(stream)
            if self.readers.take(call.peer.uid, { stream.supply(self.next(cursor, of: call)) }) { return .later }
            // One event wakes every subscriber at once; whoever finds no room is asked again, and loses nothing.
            call.eventLoop.scheduleTask(in: Subscriptions.again) { VarlinkStream.wake([stream]) }
            return .nothingYet
        }
    }

    private static let again = TimeAmount.milliseconds(20)

    private static var busy: VarlinkFailure { VarlinkFailure("org.engaged.Ledger.Busy", CommandErrors.Busy()) }

    /// What the cursor finds, at most a chunk of it. A stream that ends is woken no more.
    private func next(_ cursor: Cursor, of call: VarlinkCall) -> VarlinkSupply {
        do throws(QueryFault) {
            let supply = try cursor.advance(library)
            if case .last = supply { forget(call) }
            return supply
        } catch {
            forget(call)
            return .failure(QueryFailure(error).failure("org.engaged.Ledger"))
        }
    }

    /// There are new events.
    func wake() {
        let waiting = streams.withLock { Array($0.values) }
        if !waiting.isEmpty { VarlinkStream.wake(waiting) }
    }

    /// How many listen.
    var count: Int { streams.withLock { $0.count } }

    private func remember(_ stream: VarlinkStream) {
        streams.withLock { $0[ObjectIdentifier(stream.call)] = stream }
    }

    private func forget(_ call: VarlinkCall) {
        _ = streams.withLock { $0.removeValue(forKey: ObjectIdentifier(call)) }
    }
}

/// What a subscriber asks for.
struct SubscribeRequest: Message {
    var from: Int64?
    var engagement: EngagementID?
    var since: LogBound?
    var until: LogBound?
    static let fields = Fields(
        Self.init,
        Field("from", \Self.from, "first position; 0 where absent"),
        Field("engagement", \.engagement, "only this engagement's events"),
        Field("since", \.since, "from this position or time of recording on"),
        Field("until", \.until, "up to this position or time of recording, itself included; then the stream ends"))

    /// The whole log is for roles that are not narrowed; one engagement for whoever reads it.
    func isPermitted(_ caller: Caller) -> Bool {
        let readers: [Role] = [.manager, .approver, .auditor, .operator]
        return caller.may(readers, engagement.map { StreamID.engagement($0) } ?? .governance)
    }
}

/// One piece of a subscription: an event, or the mark that the end was reached.
struct SubscribeReply: Message {
    var event: LedgerRecord?
    var caughtUp: Bool?
    var next: Int64
    static let fields = Fields(
        Self.init,
        Field("event", \Self.event, "an event"),
        Field("caughtUp", \.caughtUp, "all that there was has been sent; what follows is new"),
        Field("next", \.next, "the position to go on from"))
}

/// Where a subscriber stands. Asked by one thread at a time, for a stream asks again only after it was supplied.
private final class Cursor: @unchecked Sendable {
    private let stream: String?
    private let since, until: LogBound?
    private var next: Int64
    private var isCaughtUp = false
    private static let chunk: Int64 = 256

    init(_ request: SubscribeRequest, _ period: Period) {
        stream = request.engagement.map { StreamID.engagement($0).name }
        since = request.since
        until = request.until
        next = max(request.from ?? 0, 0, since == nil ? 0 : period.first)
    }

    func advance(_ library: Library) throws(QueryFault) -> VarlinkSupply {
        while true {
            let end = next.addingReportingOverflow(Cursor.chunk)
            guard !end.overflow else { throw .badInput(field: "from", message: "beyond any ledger") }
            let read = try library.records(next..<end.partialValue)
            let records = read.prefix { until?.isBefore($0.position, $0.recorded.microseconds) != true }
            guard let last = records.last else { return caughtUp() }
            next = last.position + 1
            let wanted = records.filter(isWanted)
            guard wanted.isEmpty else { return .replies(wanted.map(encode)) }
        }
    }

    /// A time that is still to come begins with what is recorded then.
    private func isWanted(_ record: LedgerRecord) -> Bool {
        (stream == nil || record.stream == stream)
            && since?.isBehind(record.position, record.recorded.microseconds) != true
    }

    private func encode(_ record: LedgerRecord) -> [UInt8] {
        JSONWriter.encode(SubscribeReply(event: record, caughtUp: nil, next: record.position + 1))
    }

    private func caughtUp() -> VarlinkSupply {
        guard !isCaughtUp else { return .nothingYet }
        isCaughtUp = true
        let mark = JSONWriter.encode(SubscribeReply(event: nil, caughtUp: true, next: next))
        return until == nil ? .replies([mark]) : .last(mark)
    }
}
