public import Schema

/// The pilot runs longer than planned: once, for a reason, and counted in (PIL-2).
public struct PilotExtended: Event {
    /// The new last day.
    public var end: CivilDate
    /// Why.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("end", \Self.end, "the new last day"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = PilotEvent.extended
    /// What it records.
    public static let about = "The pilot's window was extended."
    /// In its own phase only.
    public static let phases = PhaseSet(.pilot)
    /// A plan did not hold.
    public static let attention = Attention.notice

    /// Once, while there is no verdict.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        try state.changePilot { (pilot) throws(IllegalEvent) in
            guard var window = pilot.window, window.extended == nil, window.end < end, pilot.outcome == nil else {
                throw IllegalEvent("a pilot that cannot be extended")
            }
            window.end = end
            window.extended = fact.proof
            pilot.window = window
        }
    }

    /// The trail's line.
    public var summary: String { "pilot extended to \(end)" }
}

/// Extends the pilot.
public struct ExtendPilot: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The new last day.
    public var end: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("end", \.end, "the new last day of the window"))
    /// Its place in the catalogue.
    public static let entry = PilotCommand.extend
    /// What a person types.
    public static let verb = "pilot extend"
    /// What it does.
    public static let about = "Extend the pilot's window, once and with a reason."
    /// PIL-2.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Refused a second time, after the verdict, or to an earlier day.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(PilotExtended.self, context)
        let reason = try context.demandedReason(.pil2)
        let window = try state.runningPilot()
        guard state.currentPilot.outcome == nil else { throw Refusal(.pil3, "The pilot has been judged.") }
        guard window.extended == nil else { throw Refusal(.pil2, "A pilot is extended once.") }
        guard end > window.end, let span = DateSpan(window.start, through: end) else {
            throw Refusal(.pil2, "An extension ends after \(window.end).")
        }
        try context.follows(window.started.on, "the start")
        let warnings = try state.examineLength(span, context)
        return Decision(PilotExtended(end: end, reason: reason), warnings: warnings)
    }
}

extension Engagement {
    /// The window of the round.
    ///
    /// - Throws: a refusal that names the command which starts the pilot.
    func runningPilot() throws(Refusal) -> PilotWindow {
        guard let window = currentPilot.window else {
            throw Refusal(
                .pil1, "The pilot has not been started.",
                missing: [Missing(
                    rule: .pil1, what: "the start", command: "pilot start \(id) --start … --end …")])
        }
        return window
    }
}
