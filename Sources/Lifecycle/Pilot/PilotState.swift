public import Schema

/// The pilot: what it covers, what it is measured by, when it runs, how it ended.
public struct PilotState: Message, Equatable {
    /// For which entry into the phase all this counts (LIFE-2).
    public var round: Int64 = 0
    /// What it covers.
    public var scope: PilotBoundaries?
    /// What it is measured by.
    public var benchmarks: [Benchmark] = []
    /// When the benchmarks were frozen.
    public var frozen: DatedProof?
    /// When it runs.
    public var window: PilotWindow?
    /// How it ended.
    public var outcome: PilotOutcome?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("round", \Self.round, "for which entry into the phase all this counts"),
        Field("scope", \.scope, "what it covers"),
        Field("benchmarks", \.benchmarks, "what it is measured by"),
        Field("frozen", \.frozen, "when the benchmarks were frozen"),
        Field("window", \.window, "when it runs"),
        Field("outcome", \.outcome, "how it ended"))
}

/// What a pilot covers, and what it leaves alone (PIL-1).
public struct PilotBoundaries: Message, Equatable {
    /// The one limited, measurable function.
    public var function: Label
    /// Inside.
    public var inScope: [Label]
    /// Outside.
    public var outOfScope: [Label]
    /// The event.
    public var recorded: DatedProof

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("function", \Self.function, "the one limited, measurable function"),
        Field("inScope", \.inScope, "inside"),
        Field("outOfScope", \.outOfScope, "outside"),
        Field("recorded", \.recorded, "the event"))
}

/// When a pilot runs; both ends count.
public struct PilotWindow: Message, Equatable {
    /// First day.
    public var start: CivilDate
    /// Last day.
    public var end: CivilDate
    /// The start.
    public var started: DatedProof
    /// The one extension.
    public var extended: DatedProof?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("start", \Self.start, "first day"),
        Field("end", \.end, "last day"),
        Field("started", \.started, "the start"),
        Field("extended", \.extended, "the one extension"))

    /// The days.
    var span: DateSpan? { DateSpan(start, through: end) }
}

/// How a pilot ended.
public struct PilotOutcome: Message, Equatable {
    /// The verdict.
    public var verdict: PilotVerdict
    /// Benchmarks that were missed.
    public var missed: [Code]
    /// The event.
    public var judged: DatedProof

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("verdict", \Self.verdict, "the verdict"),
        Field("missed", \.missed, "benchmarks that were missed"),
        Field("judged", \.judged, "the event"))
}

extension Engagement {
    /// The entry into the phase for which pilot facts recorded now count: this one, or the next (LIFE-2).
    var pilotRound: Int64 { entryCount(of: .pilot) + (phase == .pilot ? 0 : 1) }

    /// The pilot of the round; nothing is carried over from an earlier one.
    var currentPilot: PilotState { pilot.round == pilotRound ? pilot : PilotState(round: pilotRound) }

    /// Changes the pilot of the round, beginning it anew where the state is of an earlier one.
    mutating func changePilot(
        _ change: (inout PilotState) throws(IllegalEvent) -> Void
    ) throws(IllegalEvent) {
        var current = currentPilot
        try change(&current)
        pilot = current
    }
}
