public import Schema

/// Who does one of the three things that tell engagement models apart (SEL-5).
public enum WorkParty: String, Choice {
    case provider, supplier, client, shared, nobody
}

/// The answers to the three questions, and what is to be said of a deviation.
public struct ModelStanding: Message, Equatable {
    /// Who employs the workers.
    public var employer: WorkParty
    /// Who directs daily work.
    public var director: WorkParty?
    /// Who selects people.
    public var selector: WorkParty?
    /// The model that was justified against the answers; none where nothing was.
    public var justified: EngagementModel?
    /// The event that proves it.
    public var proof: Int64
    /// Its day.
    public var on: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("employer", \Self.employer, "who employs the workers"),
        Field("director", \.director, "who directs daily work"),
        Field("selector", \.selector, "who selects people"),
        Field("justified", \.justified, "the model that was justified against the answers"),
        Field("proof", \.proof, "position of the event"),
        Field("on", \.on, "its day"))
}

extension EngagementModel {
    /// Whether the three answers are this model's (the table of domain.md section 2).
    public func agrees(employer: WorkParty, director: WorkParty?, selector: WorkParty?) -> Bool {
        let rest = (director, selector)
        switch self {
        case .bpo, .kpo, .lpo, .ito, .rpo: return employer == .provider && rest == (.provider, .provider)
        case .msp: return (employer == .provider || employer == .supplier) && rest == (.provider, .provider)
        case .eor: return employer == .provider && rest == (.client, .client)
        case .peo: return employer == .shared && rest == (.client, .client)
        case .aso, .seatLeasing, .captive: return employer == .client && rest == (.client, .client)
        case .ccaas, .aiAgents: return employer == .nobody
        case .other: return true
        }
    }
}

/// The three questions that decide the engagement model were answered (SEL-5).
public struct ModelAssessed: Event {
    /// As declared in the profile at that time.
    public var declared: EngagementModel
    /// Who employs the workers.
    public var employer: WorkParty
    /// Who directs daily work; nobody's question for technology.
    public var director: WorkParty?
    /// Who selects people; nobody's question for technology.
    public var selector: WorkParty?
    /// Why the declared model holds against the answers.
    public var justification: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("declared", \Self.declared, "the model as declared at that time"),
        Field("employer", \.employer, "who employs the workers"),
        Field("director", \.director, "who directs daily work"),
        Field("selector", \.selector, "who selects people"),
        Field("justification", \.justification, "why the declared model holds against the answers"))
    /// Its place in the catalogue.
    public static let entry = SelectionEvent.modelAssessed
    /// What it records.
    public static let about = "The three questions that decide the engagement model were answered."

    /// Takes the earlier answers' place.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        state.selection.model = ModelStanding(
            employer: employer, director: director, selector: selector,
            justified: justification == nil ? nil : declared, proof: fact.position, on: fact.effective)
    }

    /// The trail's line.
    public var summary: String {
        let agrees = declared.agrees(employer: employer, director: director, selector: selector)
        return "model \(declared.shown) " + (agrees ? "agrees with the answers" : "disagrees with the answers")
    }
}

/// Answers who employs, directs and selects.
public struct AssessModel: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Who employs the workers.
    public var employer: WorkParty
    /// Who directs daily work.
    public var director: WorkParty?
    /// Who selects people.
    public var selector: WorkParty?
    /// Why the declared model holds against the answers.
    public var justification: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("employer", \.employer, "who employs the workers"),
        Field("director", \.director, "who directs daily work"),
        Field("selector", \.selector, "who selects people"),
        Field("justification", \.justification, "why the declared model holds against the answers"))
    /// Its place in the catalogue.
    public static let entry = SelectionCommand.assessModel
    /// What a person types.
    public static let verb = "selection model"
    /// What it does.
    public static let about =
        "Answer who employs, directs and selects the workers; the declared model is checked against it."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Answers are recorded as they are; disagreement warns now and stands in the gate's way.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let profile = try state.admit(ModelAssessed.self, context)
        try context.requireNotBefore(state.selection.model?.on, "the answers it supersedes")
        let agrees = profile.model.agrees(employer: employer, director: director, selector: selector)
        let silent = !agrees && justification == nil
        var decision = Decision(ModelAssessed(
            declared: profile.model, employer: employer, director: director, selector: selector,
            justification: justification))
        if silent { decision.warnings = ["SEL-5: the answers are not those of model \(profile.model.shown)."] }
        return decision
    }
}
