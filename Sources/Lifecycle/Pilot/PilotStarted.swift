public import Schema

/// The pilot runs, from one day to another, both included (PIL-2).
public struct PilotStarted: Event {
    /// First day.
    public var start: CivilDate
    /// Last day.
    public var end: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("start", \Self.start, "first day"),
        Field("end", \.end, "last day"))
    /// Its place in the catalogue.
    public static let entry = PilotEvent.started
    /// What it records.
    public static let about = "The pilot was started, with its window."
    /// In its own phase only.
    public static let phases = PhaseSet(.pilot)
    /// Measuring begins.
    public static let attention = Attention.notice

    /// Once a round, on frozen benchmarks.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        try state.changePilot { (pilot) throws(IllegalEvent) in
            guard start <= end, pilot.frozen != nil, pilot.window == nil else {
                throw IllegalEvent("a pilot that cannot start")
            }
            pilot.window = PilotWindow(start: start, end: end, started: fact.proof)
        }
    }

    /// The trail's line.
    public var summary: String { "pilot started: \(start) to \(end)" }
}

/// Starts the pilot.
public struct StartPilot: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// First day.
    public var start: CivilDate
    /// Last day.
    public var end: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("start", \.start, "first day of the window"),
        Field("end", \.end, "last day of the window"))
    /// Its place in the catalogue.
    public static let entry = PilotCommand.start
    /// What a person types.
    public static let verb = "pilot start"
    /// What it does.
    public static let about = "Start the pilot: its benchmarks are frozen and its window is set."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// No benchmark, no start (PIL-1); the length by PIL-2; the freeze comes along where it is not there yet.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(PilotStarted.self, context)
        if let window = state.currentPilot.window { return try again(window) }
        guard let span = DateSpan(start, through: end) else {
            throw Refusal(.form, "The pilot ends before it starts.")
        }
        var decision = Decision.nothing
        if state.currentPilot.frozen == nil {
            let (event, warnings) = try state.freeze(context)
            decision = Decision(event, warnings: warnings)
        }
        try requireOrder(state, context)
        decision.warnings += try state.examineLength(span, context)
        decision.add(PilotStarted(start: start, end: end))
        return decision
    }

    private func again(_ window: PilotWindow) throws(Refusal) -> Decision {
        guard window.start == start, window.end == end else {
            throw Refusal(
                .pil2, "The pilot runs already, until \(window.end).",
                missing: [Missing(
                    rule: .pil2, what: "an extension", command: "pilot extend \(engagement) --end … --reason …")])
        }
        return .nothing
    }

    private func requireOrder(_ state: Engagement, _ context: Context) throws(Refusal) {
        if let entry = state.entry, start < entry.on {
            throw Refusal(.time, "The pilot cannot start before the engagement entered the phase on \(entry.on).")
        }
        let frozenOn = state.currentPilot.frozen?.on ?? context.effective
        guard frozenOn <= start else {
            throw Refusal(.pil1, "Benchmarks are frozen by the start, not after it (frozen \(frozenOn)).")
        }
    }
}

extension Engagement {
    /// Holds a window's length to the policy (PIL-2).
    ///
    /// - Returns: a warning where it is long.
    /// - Throws: a refusal where it is short and no waiver is in force.
    func examineLength(_ span: DateSpan, _ context: Context) throws(Refusal) -> [String] {
        let policy = context.policy.pilot
        let waived = gates.waiver(
            of: .pil2, at: .toSteadyState, on: context.effective, entry: entries.count) != nil
        guard span.dayCount >= Int(policy.daysMin.value) || waived else {
            throw Refusal(
                .pil2, "A pilot of \(span.dayCount) days is shorter than \(policy.daysMin).",
                missing: [Missing(
                    rule: .pil2, what: "a waiver of PIL-2",
                    command: waiving(.pil2, at: .toSteadyState))])
        }
        guard span.dayCount > Int(policy.daysMax.value) else { return [] }
        return ["PIL-2: \(span.dayCount) days are more than \(policy.daysMax)."]
    }
}
