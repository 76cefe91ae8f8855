import Ledger
import Lifecycle
import Schema

/// The events of one decision with their future places: what is folded, appended, answered and announced.
struct Drafts {
    private(set) var events: [EventDraft] = []
    private(set) var recorded: [RecordedEvent] = []
    private(set) var notices: [EventNotice] = []
    private var payloads: [(event: any Event, fact: Fact, stream: StreamID)] = []
    private var versions: [StreamID: Int64] = [:]
    private var expected: [Append.Expectation] = []

    init(
        _ emissions: [Decision.Emission], _ home: StreamID, _ hand: Hand, _ context: Context, _ world: World,
        next: Int64
    ) throws(LedgerError) {
        let author = Author(uid: hand.uid, person: hand.person, roles: hand.roles)
        for (offset, emission) in emissions.enumerated() {
            let stream = emission.stream ?? home
            let version = try nextVersion(stream, world)
            let fact = Fact(
                position: next + Int64(offset), version: version, recorded: context.now,
                effective: context.effective, actor: author)
            add(emission.event, fact, stream)
        }
    }

    private mutating func nextVersion(_ stream: StreamID, _ world: World) throws(LedgerError) -> Int64 {
        if let last = versions[stream] {
            versions[stream] = last + 1
            return last + 1
        }
        let last = try world.version(of: stream)
        expected.append(.init(stream: stream.name, version: last))
        versions[stream] = last + 1
        return last + 1
    }

    private mutating func add<E: Event>(_ event: E, _ fact: Fact, _ stream: StreamID) {
        let body = JSONWriter.encode(event)
        let name = stream.name
        payloads.append((event, fact, stream))
        events.append(EventDraft(
            stream: name, type: E.kind, schema: E.schemaVersion, effective: fact.effective.description, body: body))
        recorded.append(RecordedEvent(fact, name, E.kind, body))
        notices.append(EventNotice(
            position: fact.position, stream: name, kind: E.kind, event: event, attention: E.attention,
            actor: fact.actor.line, rule: nil))
    }

    /// The stream's version behind these events.
    func lastVersion(of stream: StreamID) -> Int64? { versions[stream] }

    /// Folds them into the world, ahead of the commit.
    mutating func fold(into world: World) throws(LedgerError) {
        for (index, payload) in payloads.enumerated() {
            try world.fold(payload.event, payload.fact, in: payload.stream, bytes: events[index].body.count)
        }
    }

    /// What the ledger is asked to keep.
    func append(_ job: Job, _ hand: Hand, _ now: Instant) -> Append {
        Append(
            commandID: job.commandID, person: hand.namespace, parameters: job.parameters, actor: hand.actor,
            recorded: now.microseconds, expected: expected, events: events, texts: job.texts)
    }
}

extension RecordedEvent {
    /// An event as a reply shows it.
    init(_ fact: Fact, _ stream: String, _ kind: String, _ body: [UInt8]) {
        self.init(
            position: fact.position, stream: stream, version: fact.version, type: kind, effective: fact.effective,
            body: VerbatimObject(validated: body))
    }
}
