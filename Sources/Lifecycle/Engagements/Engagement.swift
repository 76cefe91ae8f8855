public import Schema

/// The state of one engagement: the fold of its stream. Each phase keeps its own part.
public struct Engagement: StreamState {
    /// Its id.
    public var id: EngagementID
    /// Place of the last folded event in the stream.
    public var version: Int64 = 0
    /// Place of the last folded event in the log.
    public var position: Int64 = -1
    /// Where in its life it stands.
    public var phase: Phase = .selection
    /// Every entry into a phase, in order (LIFE-2).
    public var entries: [PhaseEntry] = []
    /// The latest effective day among the facts of the current phase; a gate is not approved before it.
    public var factsUntil: CivilDate?
    /// What it was opened with, as corrected since; none before it is opened.
    public var profile: Profile?
    /// Hands that later events may have to differ from.
    public var hands: [Hand] = []
    /// Reviews, waivers and overrides.
    public var gates = GateState()
    /// What falls due.
    public var obligations = ObligationState()
    /// Fitness of the process.
    public var selection = SelectionState()
    /// Providers compared, contracts.
    public var contracting = ContractingState()
    /// Hand-over.
    public var transition = TransitionState()
    /// Benchmarks and verdict.
    public var pilot = PilotState()
    /// Measurements, periods, credits.
    public var delivery = DeliveryState()
    /// Notice and return.
    public var exit = ExitState()

    /// Every event type of an engagement.
    public static let eventIndex = EventIndex<Engagement>()
        .adding(EngagementEvent.self)
        .adding(ContractingEvent.self)
        .adding(GateEvent.self)
        .adding(SelectionEvent.self)
        .adding(DeliveryEvent.self)
        .adding(TransitionEvent.self)
        .adding(PilotEvent.self)
        .adding(ExitEvent.self)
    private static let separated = eventIndex.separated
    /// Events on whose day no gate waits: figures and remarks, and what may lie ahead of its recording.
    private static let undated: Set<ObjectIdentifier> = [
        ObjectIdentifier(KPIMeasured.self), ObjectIdentifier(KPICorrected.self), ObjectIdentifier(NoteAdded.self),
        ObjectIdentifier(NoticeGiven.self), ObjectIdentifier(TransitionPlanned.self),
    ]

    /// An engagement before its first event.
    public static func initial(_ stream: StreamID) -> Engagement {
        Engagement(id: stream.engagement ?? .example)
    }

    /// Before it is opened only the opening event may come; afterwards the phase decides.
    public func admits(_ phases: PhaseSet) -> Bool { phases.contains(phase) }

    /// Who recorded the event of this version, if anything refers to it.
    public func hand(ofVersion version: Int64) -> Hand? { hands.first { $0.version == version } }

    /// Keeps the hand where some rule may ask for it, and the day.
    public mutating func remember(_ fact: Fact, of type: ObjectIdentifier) {
        if !Engagement.undated.contains(type) { factsUntil = max(factsUntil ?? .min, fact.effective) }
        guard Engagement.separated.contains(type), let hand = Hand(fact) else { return }
        hands.append(hand)
    }

    /// The current entry into the phase.
    public var entry: PhaseEntry? { entries.last }

    /// Enters a phase.
    mutating func enter(_ phase: Phase, _ fact: Fact) {
        self.phase = phase
        factsUntil = nil
        let number = Int64(entries.filter { $0.phase == phase }.count + 1)
        entries.append(PhaseEntry(phase: phase, number: number, on: fact.effective, position: fact.position))
    }
}

extension Engagement {
    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("id", \Self.id, "its id"),
        Field("version", \.version, "place of the last event in its stream"),
        Field("position", \.position, "place of the last event in the log"),
        Field("phase", \.phase, "where in its life it stands"),
        Field("entries", \.entries, "every entry into a phase"),
        Field("factsUntil", \.factsUntil, "the latest effective day among the facts of the current phase"),
        Field("profile", \.profile, "what it was opened with, as corrected since"),
        Field("hands", \.hands, "persons that later events may have to differ from"),
        Field("gates", \.gates, "reviews, waivers and overrides"),
        Field("obligations", \.obligations, "what falls due"),
        Field("selection", \.selection, "fitness of the process"),
        Field("contracting", \.contracting, "providers compared, contracts"),
        Field("transition", \.transition, "hand-over"),
        Field("pilot", \.pilot, "benchmarks and verdict"),
        Field("delivery", \.delivery, "measurements, periods, credits"),
        Field("exit", \.exit, "notice and return"))
}

/// One entry into a phase.
public struct PhaseEntry: Message, Equatable {
    /// Which phase.
    public var phase: Phase
    /// The n-th time, from 1.
    public var number: Int64
    /// Since when.
    public var on: CivilDate
    /// The event that proves it.
    public var position: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("phase", \Self.phase, "which phase"),
        Field("number", \.number, "the n-th time, from 1"),
        Field("on", \.on, "since when"),
        Field("position", \.position, "the event that proves it"))
}
