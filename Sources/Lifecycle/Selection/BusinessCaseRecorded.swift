public import Schema

/// What an engagement should save and cost (SEL-7).
public struct BusinessCase: Message, Equatable {
    /// What the process costs a year as it is; none for a start-up.
    public var baselineAnnualCost: Money?
    /// Share of it that should be saved, in percent; none where there is no baseline, which is not zero.
    public var savingPercent: Decimal?
    /// Moving it, once.
    public var transitionCost: Money
    /// Output lost while it moves.
    public var transitionLoss: Money
    /// Work done twice.
    public var rework: Money
    /// Managing the provider, a year.
    public var managementOverhead: Money

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("baselineAnnualCost", \Self.baselineAnnualCost, "what the process costs a year; absent for a start-up"),
        Field("savingPercent", \.savingPercent, "share of it to be saved, percent", example: Decimal(units: 30)),
        Field("transitionCost", \.transitionCost, "one-off cost of moving"),
        Field("transitionLoss", \.transitionLoss, "hidden cost: output lost while it moves"),
        Field("rework", \.rework, "hidden cost: work done twice"),
        Field("managementOverhead", \.managementOverhead, "hidden cost: managing the provider, a year"))

    /// Every amount that is there.
    var amounts: [Money] {
        [baselineAnnualCost, transitionCost, transitionLoss, rework, managementOverhead].compactMap { $0 }
    }
}

/// The business case as recorded last.
public struct BusinessStanding: Message, Equatable {
    /// The figures.
    public var figures: BusinessCase
    /// The event that proves it.
    public var proof: Int64
    /// Its day.
    public var on: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("figures", \Self.figures, "the figures"),
        Field("proof", \.proof, "position of the event"),
        Field("on", \.on, "its day"))
}

/// A business case was put on record (SEL-7).
public struct BusinessCaseRecorded: Event {
    /// The figures.
    public var figures: BusinessCase

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("figures", \Self.figures, "the figures"))
    /// Its place in the catalogue.
    public static let entry = SelectionEvent.businessCaseRecorded
    /// What it records.
    public static let about = "A business case was put on record: baseline, expected saving, one-off and hidden costs."

    /// Takes the earlier case's place.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        state.selection.business = BusinessStanding(figures: figures, proof: fact.position, on: fact.effective)
    }

    /// The trail's line.
    public var summary: String {
        figures.savingPercent.map { "business case: saving \($0) %" } ?? "business case without a baseline"
    }
}

/// Puts a business case on record.
public struct RecordBusinessCase: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The figures.
    public var figures: BusinessCase

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("figures", \.figures, "the figures"))
    /// Its place in the catalogue.
    public static let entry = SelectionCommand.recordBusinessCase
    /// What a person types.
    public static let verb = "selection business-case"
    /// What it does.
    public static let about = "Put a business case on record; a saving above the policy's limit warns."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// A saving needs a baseline, a baseline a saving, and all amounts one currency.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(BusinessCaseRecorded.self, context)
        try check()
        if state.selection.business?.figures == figures { return .nothing }
        try context.requireNotBefore(state.selection.business?.on, "the business case it supersedes")
        var decision = Decision(BusinessCaseRecorded(figures: figures))
        let limit = context.policy.selection.savingPercentMax
        if let saving = figures.savingPercent, saving > limit {
            decision.warnings = ["SEL-7: a saving of \(saving) % is above \(limit) %."]
        }
        return decision
    }

    private func check() throws(Refusal) {
        guard (figures.baselineAnnualCost == nil) == (figures.savingPercent == nil) else {
            throw Refusal(.sel7, "Baseline and expected saving come together, or neither (a start-up).")
        }
        guard figures.amounts.allSatisfy({ $0.signum >= 0 }) else {
            throw Refusal(.sel7, "Costs are not negative.")
        }
        guard figures.amounts.allSatisfy({ $0.currency == figures.transitionCost.currency }) else {
            throw Refusal(.sel7, "A business case is in one currency.")
        }
        if let saving = figures.savingPercent, let all = Decimal(units: 100), saving > all {
            throw Refusal(.sel7, "No more than 100 % can be saved.")
        }
    }
}
