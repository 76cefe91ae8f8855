public import Schema

/// One metric of a parallel run, with the comparison that was made of it (TRA-3).
public struct ParallelRunRecorded: Event {
    /// The plan.
    public var plan: Code
    /// What was compared.
    public var comparison: ParallelComparison
    /// Tolerance of the policy then: points for quality, percent for time.
    public var tolerance: Decimal
    /// Whether the provider was no worse by more than that.
    public var accepted: Bool

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("plan", \Self.plan, "the plan", example: Code(validated: "pilot")),
        Field("comparison", \.comparison, "what was compared"),
        Field("tolerance", \.tolerance, "tolerance then: points for quality, percent for time"),
        Field("accepted", \.accepted, "whether the provider was no worse by more than that"))
    /// Its place in the catalogue.
    public static let entry = TransitionEvent.parallelRunRecorded
    /// What it records.
    public static let about = "A metric of the parallel run was compared with its reference."
    /// As the plan itself.
    public static let phases = TransitionPlanned.phases

    /// The newest result of a metric counts.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard (try? comparison.isAccepted(tolerance: tolerance)) == accepted else {
            throw IllegalEvent("the acceptance of \(comparison.metric) does not follow from its figures")
        }
        let result = ParallelResult(metric: comparison.metric, accepted: accepted, recorded: fact.proof)
        try state.transition.change(plan) { (plan) throws(IllegalEvent) in
            plan.results.removeAll { $0.metric == result.metric }
            plan.results.append(result)
        }
    }

    /// The trail's line.
    public var summary: String {
        "parallel run of \(plan): \(comparison.metric) \(accepted ? "accepted" : "not accepted")"
    }
}

/// One metric, done by both sides on the same work.
public struct ParallelComparison: Message, Equatable {
    /// The metric.
    public var metric: Code
    /// What the provider is compared with.
    public var reference: RunReference
    /// By which tolerance it is judged.
    public var measure: RunMeasure
    /// Whether more or less is better.
    public var direction: Direction
    /// How many items.
    public var sample: Count
    /// What the reference achieved.
    public var referenceResult: Decimal
    /// What the provider achieved.
    public var providerResult: Decimal

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("metric", \Self.metric, "the metric"),
        Field("reference", \.reference, "what the provider is compared with"),
        Field("measure", \.measure, "quality is judged in points, time in percent"),
        Field("direction", \.direction, "whether more or less is better"),
        Field("sample", \.sample, "how many items"),
        Field("referenceResult", \.referenceResult, "what the reference achieved"),
        Field("providerResult", \.providerResult, "what the provider achieved"))

    /// Whether the provider is no worse by more than the tolerance; equality is accepted (TRA-3, C4).
    ///
    /// - Throws: ``ArithmeticOverflow`` for figures that no parallel run has.
    func isAccepted(tolerance: Decimal) throws(ArithmeticOverflow) -> Bool {
        let reference = Fraction(referenceResult), provider = Fraction(providerResult)
        let allowed =
            switch measure {
            case .quality: Fraction(tolerance)
            case .time: try reference * Fraction(tolerance) / 100
            }
        return switch direction {
        case .higherIsBetter: try provider >= reference - allowed
        case .lowerIsBetter: try provider <= reference + allowed
        }
    }
}

/// Records one metric of a parallel run.
public struct RecordParallelRun: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The plan.
    public var plan: Code
    /// The metric.
    public var metric: Code
    /// What the provider is compared with.
    public var reference: RunReference
    /// By which tolerance it is judged.
    public var measure: RunMeasure
    /// Whether more or less is better.
    public var direction: Direction
    /// How many items.
    public var sample: Count
    /// What the reference achieved.
    public var referenceResult: Decimal
    /// What the provider achieved.
    public var providerResult: Decimal

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("plan", \.plan, "the plan", example: Code(validated: "pilot")),
        Field("metric", \.metric, "the metric"),
        Field("reference", \.reference, "what the provider is compared with"),
        Field("measure", \.measure, "quality is judged in points, time in percent"),
        Field("direction", \.direction, "whether more or less is better"),
        Field("sample", \.sample, "how many items"),
        Field("referenceResult", \.referenceResult, "what the reference achieved"),
        Field("providerResult", \.providerResult, "what the provider achieved"))
    /// Its place in the catalogue.
    public static let entry = TransitionCommand.recordParallelRun
    /// What a person types.
    public static let verb = "transition parallel-run"
    /// What it does.
    public static let about = "Record one metric of the parallel run; its acceptance is computed."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    private var comparison: ParallelComparison {
        ParallelComparison(
            metric: metric, reference: reference, measure: measure, direction: direction, sample: sample,
            referenceResult: referenceResult, providerResult: providerResult)
    }

    /// An empty sample proves nothing; a duration is never negative.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(ParallelRunRecorded.self, context)
        let plan = try state.openPlan(plan)
        try context.follows(plan.planned.on, "the plan")
        guard sample > 0 else { throw Refusal(.tra3, "A parallel run needs a sample of at least one.") }
        guard measure != .time || (referenceResult >= .zero && providerResult >= .zero) else {
            throw Refusal(.tra3, "A time is not negative.")
        }
        let tolerance = context.policy.transition.tolerance(of: measure)
        guard let accepted = try? comparison.isAccepted(tolerance: tolerance) else {
            throw Refusal(.form, "The figures have too many digits.")
        }
        return Decision(ParallelRunRecorded(
            plan: plan.code, comparison: comparison, tolerance: tolerance, accepted: accepted))
    }
}
