public import Schema

/// The pilot's boundaries were drawn (PIL-1).
public struct PilotScoped: Event {
    /// The one limited, measurable function.
    public var function: Label
    /// Inside.
    public var inScope: [Label]
    /// Outside.
    public var outOfScope: [Label]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("function", \Self.function, "the one limited, measurable function", example: "First-line claims intake"),
        Field("inScope", \.inScope, "inside", example: ["Motor claims by phone"]),
        Field("outOfScope", \.outOfScope, "outside", example: ["Bodily injury"]))
    /// Its place in the catalogue.
    public static let entry = PilotEvent.scoped
    /// What it records.
    public static let about = "The pilot's boundaries were drawn: one function, what is in, what is out."
    /// Before the pilot or at its beginning.
    public static let phases = PhaseSet(.transition, .pilot)

    /// The newest boundaries before the freeze count.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        try state.changePilot { (pilot) throws(IllegalEvent) in
            guard pilot.frozen == nil else { throw IllegalEvent("scoped after the freeze") }
            pilot.scope = PilotBoundaries(
                function: function, inScope: inScope, outOfScope: outOfScope, recorded: fact.proof)
        }
    }

    /// The trail's line.
    public var summary: String { "pilot scoped: \(inScope.count) in, \(outOfScope.count) out" }
}

/// Draws the pilot's boundaries.
public struct ScopePilot: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The one limited, measurable function.
    public var function: Label
    /// Inside.
    public var inScope: [Label]
    /// Outside.
    public var outOfScope: [Label]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("function", \.function, "the one limited, measurable function", example: "First-line claims intake"),
        Field("inScope", \.inScope, "inside", example: ["Motor claims by phone"]),
        Field("outOfScope", \.outOfScope, "outside", example: ["Bodily injury"]))
    /// Its place in the catalogue.
    public static let entry = PilotCommand.scope
    /// What a person types.
    public static let verb = "pilot scope"
    /// What it does.
    public static let about = "Draw the pilot's boundaries: one limited function, what is in and what is out."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// A boundary has two sides (PIL-1).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(PilotScoped.self, context)
        try state.requireUnfrozen()
        var missing: [Missing] = []
        if inScope.isEmpty { missing.append(Missing(rule: .pil1, what: "what is in", command: "--in-scope …")) }
        if outOfScope.isEmpty {
            missing.append(Missing(rule: .pil1, what: "what is out", command: "--out-of-scope …"))
        }
        guard missing.isEmpty else {
            throw Refusal(.pil1, "Boundaries say what is in and what is out.", missing: missing)
        }
        return Decision(PilotScoped(function: function, inScope: inScope, outOfScope: outOfScope))
    }
}

extension Engagement {
    /// Refuses changes once the benchmarks are frozen (PIL-1).
    func requireUnfrozen() throws(Refusal) {
        guard let frozen = currentPilot.frozen else { return }
        throw Refusal(
            .pil1, "Boundaries and benchmarks are frozen since \(frozen.on).",
            missing: [Missing(
                rule: .life2, what: "another pilot",
                command: "gate request \(id) --gate back-to-transition --reason …")])
    }
}
