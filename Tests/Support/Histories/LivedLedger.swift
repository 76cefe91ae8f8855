import Ledger
public import Lifecycle
public import Schema

/// Random lives written to a ledger that a daemon has made, while no daemon has it.
public struct LivedLedger {
    /// What was written.
    public private(set) var lives: RandomLives
    private let ledger: SQLiteLedger
    private var number = 0
    private var recorded: Int64

    /// Opens the ledger, and registers the provider of every contract.
    public init(_ path: String, seed: UInt64) throws {
        ledger = try SQLiteLedger(path: path)
        lives = RandomLives(seed: seed)
        recorded = try ledger.head().recorded
        let stream = StreamID.provider(ContractDrafted.example.provider)
        guard try ledger.version(of: stream.name) == 0 else { return }
        try append(RandomLives.Step(
            hand: RandomLives.hands[0], on: RandomLives.begin, stream: stream, events: [ProviderRegistered.example]))
    }

    /// The provider of every contract.
    public static var provider: String { ContractDrafted.example.provider.rawValue }

    /// Adds as many steps.
    public mutating func live(_ steps: Int) throws {
        for _ in 0..<steps { try append(try lives.next(at: try ledger.head().next)) }
        try ledger.settle()
    }

    /// Adds events that no life would have brought, on one day; the lives know nothing of them.
    public mutating func add(_ events: [any Event], to id: EngagementID, on day: CivilDate) throws {
        try append(RandomLives.Step(hand: RandomLives.hands[0], on: day, stream: .engagement(id), events: events))
        try ledger.settle()
    }

    /// The ledger did not take a step.
    public struct Refused: Error { public var number: Int }

    private mutating func append(_ step: RandomLives.Step) throws {
        recorded += 1_000_000
        number += 1
        let digits = String(number, radix: 16)
        let uid: UInt32 = step.hand == RandomLives.hands[0] ? 59_001 : 59_002
        let append = Append(
            commandID: "01936f0e-7c1e-7a63-9c7e-" + String(repeating: "0", count: 12 - digits.count) + digits,
            person: step.hand.rawValue, parameters: Array(repeating: 7, count: 32),
            actor: .person(uid: uid, person: step.hand.rawValue, roles: ["manager"]),
            recorded: recorded, expected: [], events: step.events.map { Self.draft($0, step) })
        guard case .appended? = try ledger.append([append]).first else { throw Refused(number: number) }
    }

    private static func draft<E: Event>(_ event: E, _ step: RandomLives.Step) -> EventDraft {
        EventDraft(stream: step.stream.name, type: E.kind, schema: E.schemaVersion, effective: "\(step.on)",
                   body: JSONWriter.encode(event))
    }
}
