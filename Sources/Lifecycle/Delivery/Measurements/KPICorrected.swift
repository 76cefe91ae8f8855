public import Schema

/// A figure was wrong; another counts from now on (KPI-2). The old one stays in history.
public struct KPICorrected: Event {
    /// The KPI.
    public var metric: Code
    /// Part of the work, where it does not cover all.
    public var segment: Code?
    /// Where the figure comes from.
    public var source: Code
    /// The first day measured.
    public var from: CivilDate
    /// The last day measured.
    public var to: CivilDate
    /// The exact value, or nothing where numerator and denominator are given.
    public var value: Decimal?
    /// What is divided.
    public var numerator: Decimal?
    /// What it is divided by.
    public var denominator: Decimal?
    /// How many cases stand behind it.
    public var sample: Count?
    /// Position of the event whose figure counts no longer.
    public var supersedes: Int64
    /// Why.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("metric", \Self.metric, "the KPI"),
        Field("segment", \.segment, "part of the work, where it does not cover all"),
        Field("source", \.source, "where the figure comes from", example: Code(validated: "crm")),
        Field("from", \.from, "the first day measured"),
        Field("to", \.to, "the last day measured"),
        Field("value", \.value, "the exact value, where no numerator and denominator are given"),
        Field("numerator", \.numerator, "what is divided"),
        Field("denominator", \.denominator, "what it is divided by"),
        Field("sample", \.sample, "how many cases stand behind it"),
        Field("supersedes", \.supersedes, "position of the event whose figure counts no longer"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = DeliveryEvent.corrected
    /// What it records.
    public static let about = "A KPI figure was corrected; the old one stays in history."
    /// From the first signature on, and corrections even after closing (EXI-3).
    public static let phases = PhaseSet([.contracting, .transition, .pilot, .steadyState, .exit, .closed])

    /// Where it belongs.
    var place: MeasurementPlace {
        MeasurementPlace(metric: metric, segment: segment, source: source, from: from, to: to)
    }

    /// The new figure takes the old one's place.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let figure = Figure(value: value, numerator: numerator, denominator: denominator, sample: sample) else {
            throw IllegalEvent("neither a value nor numerator and denominator")
        }
        guard state.delivery.observation(at: place)?.position == supersedes else {
            throw IllegalEvent("position \(supersedes) is not the figure of \(place.words)")
        }
        try state.delivery.correct(figure, at: place, position: fact.position)
    }

    /// A figure of that metric.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.measured(metric: metric.rawValue, on: to)]
    }

    /// The trail's line.
    public var summary: String {
        let figure = value.map { "\($0)" } ?? "\(numerator ?? .zero)/\(denominator ?? .zero)"
        return "\(place.words) corrected: \(figure)"
    }
}

/// Corrects one figure.
public struct CorrectMeasurement: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The KPI.
    public var metric: Code
    /// Part of the work, where it does not cover all.
    public var segment: Code?
    /// Where the figure comes from.
    public var source: Code
    /// The first day measured.
    public var from: CivilDate
    /// The last day measured; the first where absent.
    public var to: CivilDate?
    /// The exact value.
    public var value: Decimal?
    /// What is divided.
    public var numerator: Decimal?
    /// What it is divided by.
    public var denominator: Decimal?
    /// How many cases stand behind it.
    public var sample: Count?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("metric", \.metric, "the KPI"),
        Field("segment", \.segment, "part of the work, where it does not cover all"),
        Field("source", \.source, "where the figure comes from", example: Code(validated: "crm")),
        Field("from", \.from, "the first day measured"),
        Field("to", \.to, "the last day measured; the first where absent"),
        Field("value", \.value, "the exact value"),
        Field("numerator", \.numerator, "what is divided"),
        Field("denominator", \.denominator, "what it is divided by"),
        Field("sample", \.sample, "how many cases stand behind it"))
    /// Its place in the catalogue.
    public static let entry = DeliveryCommand.correct
    /// What a person types.
    public static let verb = "kpi correct"
    /// What it does.
    public static let about = "Correct one KPI figure; what it changes in closed periods is booked as adjustments."
    /// KPI-2.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// There must be a figure, and another value; closed periods are recomputed (KPI-3).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.correct(self, state.terms, context)
    }

    /// Where it belongs.
    var place: MeasurementPlace {
        MeasurementPlace(metric: metric, segment: segment, source: source, from: from, to: to ?? from)
    }

    fileprivate func event(_ old: Observation, _ reason: Text) -> KPICorrected {
        KPICorrected(
            metric: metric, segment: segment, source: source, from: from, to: to ?? from, value: value,
            numerator: numerator, denominator: denominator, sample: sample, supersedes: old.position, reason: reason)
    }
}

extension Engagement {
    /// Decides a correction.
    func correct(
        _ wish: CorrectMeasurement, _ terms: DeliveryTerms, _ context: Context
    ) throws(Refusal) -> Decision {
        let reason = try context.demandedReason(.kpi2)
        let place = wish.place
        guard let old = delivery.observation(at: place), let unit = delivery.unit(of: wish.metric) else {
            throw Refusal(.kpi2, "There is no figure \(place.words) to correct.")
        }
        guard let figure = Figure(
            value: wish.value, numerator: wish.numerator, denominator: wish.denominator, sample: wish.sample)
        else { throw Refusal(.form, "\(place.words) needs a value, or numerator and denominator.") }
        guard (figure.denominator == nil) == (old.figure.denominator == nil) else {
            let shape = old.figure.denominator == nil ? "a value" : "numerator and denominator"
            throw Refusal(.kpi2, "\(place.words) was measured as \(shape); a correction takes the same form.")
        }
        if let fault = figure.impossibility(in: unit, of: wish.metric) {
            throw Refusal(.kpi1, "\(place.words) is impossible: \(fault).")
        }
        guard context.effective > place.to else { throw Refusal(.time, "\(place.words) was not over then.") }
        guard figure != old.figure else { return .nothing }
        var decision = Decision(wish.event(old, reason))
        var corrected = delivery
        do throws(IllegalEvent) {
            try corrected.correct(figure, at: place, position: old.position)
        } catch {
            throw Refusal(.kpi2, "There is no figure \(place.words) to correct.")
        }
        try restate(&decision, after: corrected, since: place.from, terms, context)
        return decision
    }
}
