import Ledger
import Lifecycle
import Schema
import Views

/// What is derived from the log and read by everybody: lists, states, and the zones by which days are told.
struct Shelves: Sendable {
    /// Keeps the views up.
    let keeper: ViewKeeper
    /// Lists.
    let views: ViewReader
    /// States at any position.
    let states: StateReader
    /// Time zones of the machine.
    let zones: ZoneFolder
}

/// The moment at which a question is answered.
struct Moment: Sendable {
    /// The earlier position asked for; none for now.
    var asOf: Int64?
    /// The position at which the answer holds.
    var position: Int64
    /// The wall clock then.
    var time: Instant
}

extension Library {
    /// How long a reader waits for the views to come to a position it named, in milliseconds.
    static let waitMillisecondsMax = 5_000
    /// How long a reader who named none waits for what has been acknowledged, in milliseconds.
    static let freshMillisecondsMax = 500

    /// The shelves.
    ///
    /// - Throws: `unavailable` before they stand.
    func open() throws(QueryFault) -> Shelves {
        guard let shelves else { throw .unavailable("the views are not there yet") }
        return shelves
    }

    /// Fixes the moment of a question, having waited until the views have come to it.
    ///
    /// Who names no position sees all that was acknowledged before the question, unless the views lag behind for long.
    ///
    /// - Parameter field: what the question calls the moment.
    func moment(_ asOf: AsOf?, _ atLeast: Int64?, field: String = "asOf") throws(QueryFault) -> Moment {
        let shelves = try open()
        let head = try ledger { (reader) throws(LedgerError) in try reader.head() }
        let last = head.next - 1
        let now = (try? Instant(microseconds: head.recorded)) ?? .min
        guard atLeast ?? 0 <= last else {
            throw .badInput(field: "atLeast", message: "the log ends at position \(last)")
        }
        if let atLeast, !shelves.keeper.waitFor(position: atLeast, timeoutMilliseconds: Library.waitMillisecondsMax) {
            throw .unavailable(
                "the views have not come to position \(atLeast); they stand at \(shelves.keeper.position)")
        }
        guard let asOf else {
            _ = shelves.keeper.waitFor(position: last, timeoutMilliseconds: Library.freshMillisecondsMax)
            return Moment(asOf: nil, position: last, time: max(now, .now))
        }
        let position = try self.position(asOf, field, shelves)
        guard position <= last else {
            throw .badInput(field: field, message: "the log ends at position \(last)")
        }
        return Moment(asOf: position, position: position, time: try recorded(position))
    }

    private func position(_ asOf: AsOf, _ field: String, _ shelves: Shelves) throws(QueryFault) -> Int64 {
        if let position = Int64(asOf.text) {
            guard position >= 0 else { throw .badInput(field: field, message: "positions begin at 0") }
            return position
        }
        guard let time = Instant(lenient: asOf.text) else {
            throw .badInput(field: field, message: "neither a position nor a time")
        }
        let position = try QueryFault.of { () throws(ViewError) in try shelves.views.position(at: time) }
        guard position >= 0 else { throw .notFound("anything recorded by \(asOf.text)") }
        return position
    }

    /// When an event was recorded.
    private func recorded(_ position: Int64) throws(QueryFault) -> Instant {
        let event = try ledger { (reader) throws(LedgerError) in try reader.event(at: position) }
        guard let event, let time = try? Instant(microseconds: event.recorded) else {
            throw .notFound("position \(position)")
        }
        return time
    }

    /// The day in an engagement's zone.
    func day(_ engagement: Engagement, _ moment: Moment) throws(QueryFault) -> CivilDate {
        try open().zones.rules(engagement.profile?.zone ?? .utc).civilDate(at: moment.time)
    }

    /// An engagement at a moment.
    func engagement(_ id: EngagementID, _ moment: Moment) throws(QueryFault) -> Engagement {
        let states = try open().states
        return try QueryFault.of { () throws(ViewError) in try states.engagement(id, asOf: moment.asOf) }
    }

    /// What readiness looks at on a day, as known at a moment.
    func surroundings(_ date: CivilDate, _ moment: Moment) throws(QueryFault) -> Surroundings {
        let states = try open().states
        let governance = try QueryFault.of { () throws(ViewError) in try states.governance(asOf: moment.asOf) }
        return Surroundings(date: date, governance: governance) { try? states.provider($0, asOf: moment.asOf) }
    }
}

extension QueryFault {
    /// Refuses a place to go on from that the list never told: what came back would only look like its next page.
    static func requirePlace(_ after: String?, _ isPlace: (String) -> Bool) throws(QueryFault) {
        guard let after, !isPlace(after) else { return }
        throw .badInput(field: "after", message: "no place of this list; next names one")
    }

    /// Runs a reading of the views, turning its error into the question's.
    static func of<Answer>(_ body: () throws(ViewError) -> Answer) throws(QueryFault) -> Answer {
        do throws(ViewError) {
            return try body()
        } catch {
            throw QueryFault(error)
        }
    }

    /// From the views' errors.
    init(_ error: ViewError) {
        switch error {
        case .notFound(let stream): self = .notFound(stream)
        case .behind, .damaged, .ledger: self = .unavailable("\(error)")
        }
    }
}

extension Asker {
    /// Whether a role that reads counts for the stream; roles narrowed to some engagements see those only.
    func sees(_ stream: StreamID) -> Bool { caller.may([.manager, .approver, .auditor, .operator], stream) }

    /// Whether the stream of that name may be seen.
    func sees(named name: String) -> Bool { StreamID(name: name).map(sees) ?? false }
}
