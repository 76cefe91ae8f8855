import Ledger
import Lifecycle
import Schema

/// The events of one decision with their future places: what is folded, appended, answered and announced.
struct Drafts {
    private(set) var events: [EventDraft] = []
    private(set) var recorded: [RecordedEvent] = []
    private(set) var notices: [EventNotice] = []
    /// A decision touches one stream or two.
    private var versions: [(stream: StreamID, name: String, last: Int64)] = []
    private var expected: [Append.Expectation] = []

    /// - Parameter effective: the day that the events count from; the command's, where none is given.
    init(
        _ emissions: [Decision.Emission], _ home: StreamID, _ hand: Hand, _ context: Context, _ world: World,
        next: Int64, effective: CivilDate? = nil
    ) throws(LedgerError) {
        for (offset, emission) in emissions.enumerated() {
            let stream = emission.stream ?? home
            let (name, version) = try nextPlace(stream, world)
            let fact = Fact(
                position: next + Int64(offset), version: version, recorded: context.now,
                effective: effective ?? context.effective, actor: hand.author)
            add(emission.event, fact, stream, name)
        }
    }

    /// The stream's name and the version of its next event.
    private mutating func nextPlace(
        _ stream: StreamID, _ world: World
    ) throws(LedgerError) -> (name: String, version: Int64) {
        if let index = versions.firstIndex(where: { $0.stream == stream }) {
            versions[index].last += 1
            return (versions[index].name, versions[index].last)
        }
        let name = stream.name
        let last = try world.version(of: stream)
        expected.append(.init(stream: name, version: last))
        versions.append((stream, name, last + 1))
        return (name, last + 1)
    }

    private mutating func add<E: Event>(_ event: E, _ fact: Fact, _ stream: StreamID, _ name: String) {
        let body = JSONWriter.encode(event)
        events.append(EventDraft(
            stream: name, type: E.kind, schema: E.schemaVersion, effective: fact.effective.description, body: body,
            isVouchedFor: true))
        recorded.append(RecordedEvent(fact, name, E.kind, body))
        notices.append(EventNotice(fact: fact, stream: stream, event: event))
    }

    /// The stream's version behind these events.
    func lastVersion(of stream: StreamID) -> Int64? { versions.first { $0.stream == stream }?.last }

    /// Folds them into the world, ahead of the commit: all, or none.
    ///
    /// - Returns: why history does not allow one of them, if so; the world is then as it was.
    func fold(into world: World) throws(LedgerError) -> IllegalEvent? {
        var saved: [() -> Void] = []
        if notices.count > 1 {
            for (stream, _, _) in versions { saved.append(try world.saved(stream)) }
        }
        for (index, notice) in notices.enumerated() {
            do throws(IllegalEvent) {
                try world.fold(notice.event, notice.fact, in: notice.stream, bytes: events[index].body.count)
            } catch {
                for putBack in saved { putBack() }
                return error
            }
        }
        return nil
    }

    /// Whether an event refers to the text; one that none refers to could never be found again, nor erased.
    private func isMeant(_ text: SealedText) -> Bool {
        let digest = Array((Schema.Digest(bytes: text.digest)?.description ?? "-").utf8)
        return events.contains { !$0.body.ranges(of: digest).isEmpty }
    }

    /// What the ledger is asked to keep.
    func append(_ job: Job, _ hand: Hand, _ now: Instant) -> Append {
        Append(
            commandID: job.commandID, person: hand.namespace, parameters: job.parameters, actor: hand.actor,
            recorded: now.microseconds, expected: expected, events: events, texts: job.texts.filter(isMeant))
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
