import Glibc
import Histories
import Ledger
@testable import Lifecycle
import Schema
import Testing
@testable import Views

/// A ledger in a folder of its own, that a random walk through the domain fills.
final class ViewScene {
    let folder: String
    let ledger: SQLiteLedger
    private var source: SplitMix64
    private var lives: RandomLives
    private var governance = Governance()
    private var engagements: [StreamID: Engagement] = [:]
    private var recorded: Int64 = 1_767_600_000_000_000
    private var commands = 0
    static let mia = PersonHandle("p-mia") ?? .example
    static let max = PersonHandle("p-max") ?? .example
    private let today = CivilDate("2026-01-05") ?? .min

    init(seed: UInt64) throws {
        var template = Array("/tmp/engaged-views-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        source = SplitMix64(seed: seed)
        lives = RandomLives(seed: seed ^ 0x11FE)
        try SQLiteLedger.create(path: folder + "/ledger.db", genesis: [])
        ledger = try SQLiteLedger(path: folder + "/ledger.db")
        try append([
            (.governance, LedgerCreated(ledger: .example, format: "engaged.event.v1", origin: "test")),
            (.governance, PolicyAdopted(policy: .standard, proposal: nil)),
        ])
        for handle in [Self.mia, Self.max] {
            try append([(.governance, PersonAdded(handle: handle, name: nil))])
        }
    }

    deinit {
        guard let entries = opendir(folder) else { return }
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            unlink(folder + "/" + name)
        }
        closedir(entries)
        rmdir(folder)
    }

    var views: String { folder + "/views.db" }
    var ledgerPath: String { folder + "/ledger.db" }
    var last: Int64 { get throws { try ledger.head().next - 1 } }
    var someStream: StreamID { engagements.keys.min { $0.name < $1.name } ?? .governance }

    func keeper(_ incidents: @escaping @Sendable (ViewIncident) -> Void = { _ in }) throws -> ViewKeeper {
        var options = ViewOptions()
        options.batchEventsMax = 7
        options.snapshotEvents = 5
        return try ViewKeeper(path: views, ledger: ledgerPath, options: options, onIncident: incidents)
    }

    /// Carries out commands at random; those that are refused leave nothing.
    func walk(_ steps: Int) throws {
        for _ in 0..<steps {
            try step(Int.random(in: 0..<10, using: &source))
        }
    }

    /// Adds steps of whole lives: contracts, measurements, closed periods, credits.
    func live(_ steps: Int) throws {
        for _ in 0..<steps {
            let step = try lives.next(at: try ledger.head().next)
            try append(step.events.map { (step.stream, $0) }, by: step.hand, on: step.on)
        }
    }

    /// Streams of whole lives.
    var livedStreams: [StreamID] { RandomLives.ids.map { .engagement($0) } }

    private func step(_ kind: Int) throws {
        let number = Int.random(in: 0..<6, using: &source)
        let id = EngagementID("ENG-\(number)") ?? .example
        let gate = Gate.allCases.randomElement(using: &source) ?? .close
        switch kind {
        case 0, 1:
            var profile = Profile.example
            profile.owner = Self.mia
            profile.deputy = Self.max
            profile.functionNote = "what it means"
            profile.title = Label.random(using: &source)
            if engagements[.engagement(id)] == nil { try run(OpenEngagement(engagement: id, profile: profile)) }
        case 2, 3, 4: try run(RequestGate(engagement: id, gate: gate))
        case 5, 6, 7: try run(ApproveGate(engagement: id, gate: gate))
        case 8: try run(AddPerson(handle: PersonHandle.random(using: &source), name: nil))
        default: try run(BindPerson(handle: Self.mia, uid: Count(Int64(1000 + number)) ?? 1))
        }
    }

    private func run<C: Command>(_ command: C) throws {
        let person = Bool.random(using: &source) ? Self.mia : Self.max
        let context = Context(
            now: .min, effective: today, today: today, person: person, uid: person == Self.mia ? 1000 : 1001,
            roles: [.approver, .manager], reason: Text.example, governance: governance, provider: { _ in nil },
            isKnownZone: { _ in true })
        guard let state = state(command.stream) as? C.State, state.version > 0 || C.opensStream == true else { return }
        do throws(Refusal) {
            let decision = try command.decide(state, context)
            let extra = try SeparationOfDuties.examine(decision, state: state, stream: command.stream, context)
            decided = (decision.emissions + extra, person)
        } catch {
            decided = (error.record, person)
        }
        try append(decided.emissions.map { ($0.stream ?? command.stream, $0.event) }, by: decided.person)
    }

    private var decided: (emissions: [Decision.Emission], person: PersonHandle) = ([], .example)

    private func state(_ stream: StreamID) -> any StreamState {
        switch stream {
        case .engagement: engagements[stream] ?? .initial(stream)
        case .provider: Provider.initial(stream)
        case .governance: governance
        }
    }

    /// Appends events as they are, and folds those that are legal into the scene's own states.
    func append(
        _ events: [(stream: StreamID, event: any Event)], by person: PersonHandle? = nil, on day: CivilDate? = nil
    ) throws {
        guard !events.isEmpty else { return }
        let first = try ledger.head().next
        var drafts: [EventDraft] = []
        for item in events { drafts.append(draft(item.event, item.stream, on: day ?? today)) }
        let versions = try append(drafts: drafts, by: person)
        for (index, item) in events.enumerated() {
            let fact = Fact(
                position: first + Int64(index), version: versions[index], recorded: .min,
                effective: day ?? today,
                actor: Author(line: hand(of: person).description))
            try take(item.event, item.stream, fact)
        }
    }

    /// The hand that the ledger writes, and that the scene's own fold reads.
    private func hand(of person: PersonHandle?) -> Actor {
        guard let person else { return .installation }
        return .person(uid: person == Self.mia ? 1000 : 1001, person: person.rawValue, roles: ["manager"])
    }

    /// Appends drafts as they are: tests of hostile logs make their own.
    @discardableResult
    func append(drafts: [EventDraft], by person: PersonHandle? = nil) throws -> [Int64] {
        commands += 1
        recorded += Int64.random(in: 0...1000, using: &source)
        let handle = person?.rawValue
        let append = Append(
            commandID: Self.id(commands),
            person: handle ?? "installation", parameters: [UInt8](repeating: 7, count: 32),
            actor: hand(of: person),
            recorded: recorded, expected: [], events: drafts)
        guard case .appended(let appended)? = try ledger.append([append]).first else {
            throw LedgerError.storage(.init(.other, "append", message: "refused"))
        }
        return appended.versions
    }

    /// A lower-case UUID that carries a number.
    private static func id(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "01936f0e-7c1e-7a63-9c7e-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    private func draft<E: Event>(_ event: E, _ stream: StreamID, on day: CivilDate) -> EventDraft {
        EventDraft(
            stream: stream.name, type: E.kind, schema: E.schemaVersion, effective: day.description,
            body: JSONWriter.encode(event))
    }

    private func take(_ event: any Event, _ stream: StreamID, _ fact: Fact) throws {
        switch stream {
        case .engagement:
            var state = engagements[stream] ?? .initial(stream)
            if let event = event as? any Event<Engagement> { try fold(event, &state, fact) }
            engagements[stream] = state
        case .governance:
            if let event = event as? any Event<Governance> { try fold(event, &governance, fact) }
        case .provider: break
        }
    }

    private func fold<E: Event, S: StreamState>(_ event: E, _ state: inout S, _ fact: Fact) throws where E.State == S {
        try state.fold(event, fact)
    }

    /// The scene's own fold of an engagement.
    func engagement(_ stream: StreamID) -> Engagement? { engagements[stream] }

    /// Digests of the views as they are.
    func digests() throws -> [ViewName: String] {
        let reader = try ViewReader(path: views)
        return try Dictionary(uniqueKeysWithValues: ViewName.allCases.map { ($0, try reader.digest($0)) })
    }

    /// A file that was folded in one go up to a position, and its digests.
    func brute(upTo position: Int64) throws -> [ViewName: String] {
        let file = try ViewFile(creating: folder + "/brute.db")
        let readers = (try LedgerReader(path: ledgerPath), try LedgerReader(path: ledgerPath))
        let builder = try ViewBuilder(file, ledger: readers.0, states: readers.1, ViewOptions())
        while builder.position < position { try builder.foldBatch(upTo: position) }
        return try ViewDigest.all(file.connection)
    }
}
