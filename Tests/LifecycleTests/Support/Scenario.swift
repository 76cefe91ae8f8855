@testable import Lifecycle
import Schema
import Testing

/// Plays commands against the domain as the writer does, without a ledger: given, when, then.
struct Scenario {
    var engagement = Engagement.initial(.engagement(.example))
    var governance = Governance()
    var providers: [ProviderID: Provider] = [:]
    /// Every event so far, by stream, as it would be stored.
    var log: [(stream: StreamID, kind: String, body: [UInt8], fact: Fact)] = []
    var today = CivilDate("2026-01-05") ?? .min
    /// The Unix user of every command, where not the person's own.
    var uid: UInt32?

    static let mia = PersonHandle("p-mia") ?? .example
    static let max = PersonHandle("p-max") ?? .example

    /// Two persons, known to governance, and the standard policy.
    init(separation: SeparationMode = .enforce) {
        governance.policy.separation = separation
        governance.policyVersion = 1
        governance.persons = [
            Person(handle: Self.mia, uids: [1000], position: 2), Person(handle: Self.max, uids: [1001], position: 3),
        ]
    }

    func context(by person: PersonHandle, on date: CivilDate?, reason: Text?) -> Context {
        let providers = providers
        return Context(
            now: .min, effective: date ?? today, today: today, person: person, uid: uid(of: person),
            roles: [.manager, .approver], reason: reason, governance: governance, provider: { providers[$0] },
            isKnownZone: { $0 == .utc || $0 == .example })
    }

    /// The Unix user behind a person; ``uid`` where a test says so.
    private func uid(of person: PersonHandle) -> UInt32 {
        uid ?? (person == Self.mia ? 1000 : 1001)
    }

    /// Runs a command; its events are folded.
    ///
    /// - Returns: the events' wire names.
    @discardableResult
    mutating func when<C: Command>(
        _ command: C, by person: PersonHandle = mia, on date: String? = nil, reason: Text? = nil
    ) throws -> [String] {
        let context = context(by: person, on: date.flatMap { CivilDate($0) }, reason: reason)
        if C.needsReason, reason == nil { throw Refusal(.form, "needs a reason") }
        let state = try #require(state(command.stream) as? C.State)
        var decision: Decision
        do throws(Refusal) {
            decision = try command.decide(state, context)
            expectNamed(command.secondHand(state), decision)
            decision.emissions += try SeparationOfDuties.examine(
                decision, state: state, stream: command.stream, context)
        } catch {
            throw error.record.isEmpty ? SeparationOfDuties.ownAttempt(command, state, context) ?? error : error
        }
        for emission in decision.emissions {
            try append(emission.event, to: emission.stream ?? command.stream, context)
        }
        return decision.emissions.map { wireName($0.event) }
    }

    /// Runs a command that must be refused.
    mutating func refusal(
        _ command: some Command, by person: PersonHandle = mia, on date: String? = nil, reason: Text? = nil
    ) throws -> Refusal {
        do {
            try when(command, by: person, on: date, reason: reason)
        } catch let refusal as Refusal {
            return refusal
        }
        throw Expected("\(command) was not refused")
    }

    /// A command names what it decides as a second hand, and no other does (SEP-2).
    private func expectNamed(_ hand: SecondHand?, _ decision: Decision) {
        let named = decision.emissions.flatMap { emission in
            type(of: emission.event).separations.compactMap { rule -> String? in
                let body = try? JSON(parsing: JSONWriter.encode(emission.event))
                return body?[rule.field]?.number.map { "\(wireName(emission.event)) upon \($0)" }
            }
        }
        guard !decision.emissions.isEmpty else { return }
        #expect(hand.map { ["\($0.event) upon \($0.earlier)"] } ?? [] == named)
    }

    private func state(_ stream: StreamID) -> any StreamState {
        switch stream {
        case .engagement: engagement
        case .provider(let id): providers[id] ?? Provider.initial(stream)
        case .governance: governance
        }
    }

    private mutating func append(_ event: some Event, to stream: StreamID, _ context: Context) throws {
        let body = JSONWriter.encode(event)
        let fact = Fact(
            position: Int64(log.count) + 10, version: state(stream).version + 1, recorded: context.now,
            effective: context.effective, actor: Author(uid: context.uid, person: context.person, roles: context.roles))
        log.append((stream, wireName(event), body, fact))
        switch stream {
        case .engagement: try fold(&engagement, wireName(event), body, fact)
        case .governance: try fold(&governance, wireName(event), body, fact)
        case .provider(let id):
            var provider = providers[id] ?? .initial(stream)
            try fold(&provider, wireName(event), body, fact)
            providers[id] = provider
        }
    }

    /// Folds from the stored bytes, as replay does.
    private func fold<S: StreamState>(_ state: inout S, _ kind: String, _ body: [UInt8], _ fact: Fact) throws {
        try body.withUnsafeBufferPointer { (body) throws(IllegalEvent) in
            try state.fold(kind: kind, schema: 1, body: body, fact)
        }
    }

    private func wireName<E: Event>(_ event: E) -> String { E.kind }
}

struct Expected: Error {
    var what: String
    init(_ what: String) { self.what = what }
}
