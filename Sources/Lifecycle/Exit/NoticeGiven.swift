public import Schema

/// Notice was given: the agreed or foreseen end begins (EXI-1). Late, it counts for the next possible end.
public struct NoticeGiven: Event {
    /// Why.
    public var cause: NoticeReason
    /// The contract, where one is named.
    public var contract: Code?
    /// The last day on which it would have been in time; absent where there is no term.
    public var lastValidDay: CivilDate?
    /// Whether it came after that day; absent where there is no contract to hold it to.
    public var late: Bool?
    /// The next possible end.
    public var ends: CivilDate?
    /// Why, in words.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("cause", \Self.cause, "why"),
        Field("contract", \.contract, "the contract, where one is named"),
        Field("lastValidDay", \.lastValidDay, "the last day on which it would have been in time"),
        Field("late", \.late, "whether it came after that day"),
        Field("ends", \.ends, "the next possible end"),
        Field("reason", \.reason, "why, in words"))
    /// Its place in the catalogue.
    public static let entry = ExitEvent.noticeGiven
    /// What it records.
    public static let about = "Notice was given, in time or late, with the next possible end."
    /// From where an exit can be reached, and once more in it.
    public static let phases = PhaseSet(.transition, .pilot, .steadyState, .exit)
    /// The end begins.
    public static let attention = Attention.notice

    /// The newest notice counts.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        state.exit.notice = NoticeOnRecord(
            reason: cause, contract: contract, late: late, ends: ends, given: fact.proof)
    }

    /// The trail's line.
    public var summary: String {
        let end = ends.map { ", ends \($0)" } ?? ""
        return "notice given (\(cause.shown))" + (late == true ? ", late" : "") + end
    }
}

/// Gives notice.
public struct GiveNotice: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Why.
    public var cause: NoticeReason
    /// The contract; the long-term one where absent.
    public var contract: Code?
    /// The agreed end; mutual partings only.
    public var ends: CivilDate?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("cause", \.cause, "expiry, convenience or mutual"),
        Field("contract", \.contract, "the contract; the long-term one where absent"),
        Field("ends", \.ends, "the agreed end; mutual partings only"))
    /// Its place in the catalogue.
    public static let entry = ExitCommand.giveNotice
    /// What a person types.
    public static let verb = "exit give-notice"
    /// What it does.
    public static let about = "Record a notice; a late one is recorded too, with the next possible end."
    /// A notice may be dated ahead (domain.md section 8).
    public static let mayLieAhead = true
    /// Exits say why (domain.md section 8).
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Never refused for being late (EXI-1).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(NoticeGiven.self, context)
        let reason = try context.demandedReason(.exi1)
        if cause == .mutual {
            return Decision(NoticeGiven(
                cause: cause, contract: contract, lastValidDay: nil, late: nil, ends: ends, reason: reason))
        }
        guard ends == nil else { throw Refusal(.form, "Only a mutual parting agrees on its end.") }
        let calendar = context.policy.contracting.calendar.business
        let judged = state.noticeTerms(of: contract, givenOn: context.effective, calendar)?
            .judge(givenOn: context.effective)
        let event = NoticeGiven(
            cause: cause, contract: contract, lastValidDay: judged?.lastValidDay, late: judged?.late,
            ends: judged?.ends, reason: reason)
        return Decision(event, warnings: event.late == true ? [event.lateness] : [])
    }
}

extension NoticeGiven {
    fileprivate var lateness: String {
        "EXI-1: the notice is late" + (lastValidDay.map { ", the last valid day was \($0)" } ?? "") + "."
    }
}
