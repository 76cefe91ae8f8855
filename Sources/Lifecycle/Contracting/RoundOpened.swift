public import Schema

/// A class of data that a law or a scheme protects (CON-5, CON-6).
public enum DataClass: String, Choice {
    case health, euPersonal = "eu_personal", california, cards, personal, confidential, open
}

/// One comparison of providers on one edition of the template; a later round leaves it as it is (CON-2).
public struct EvaluationRound: Message, Equatable {
    /// The n-th of its engagement, from 1.
    public var number: Count
    /// Edition of the provider-evaluation template.
    public var template: Count
    /// Frozen for this round (CON-2).
    public var weights: [ItemWeight]
    /// Certificates that item 6 is derived from.
    public var certificates: [AttestationKind]
    /// Classes of data that the provider would handle (CON-5).
    public var data: [DataClass]
    /// Providers evaluated, each with its last answers.
    public var evaluations: [Evaluation]
    /// The event that opened it.
    public var proof: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("number", \Self.number, "the n-th of its engagement", example: 1),
        Field("template", \.template, "edition of the provider-evaluation template", example: 1),
        Field("weights", \.weights, "weights and critical marks, frozen"),
        Field("certificates", \.certificates, "certificates that item 6 is derived from"),
        Field("data", \.data, "classes of data that the provider would handle"),
        Field("evaluations", \.evaluations, "providers evaluated, each with its last answers"),
        Field("proof", \.proof, "the event that opened it"))
}

/// One provider's answers in a round.
public struct Evaluation: Message, Equatable {
    /// The provider.
    public var provider: ProviderID
    /// Item by item.
    public var answers: [TemplateAnswer]
    /// Since when.
    public var on: CivilDate
    /// The event that proves it.
    public var proof: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("answers", \.answers, "item by item"),
        Field("on", \.on, "since when"),
        Field("proof", \.proof, "the event that proves it"))
}

/// A round of evaluation begins: template, weights and critical marks are frozen (CON-2).
public struct RoundOpened: Event {
    /// The n-th of its engagement, from 1.
    public var round: Count
    /// Edition of the provider-evaluation template.
    public var template: Count
    /// One weight for each item.
    public var weights: [ItemWeight]
    /// Certificates that item 6 is derived from.
    public var certificates: [AttestationKind]
    /// Classes of data that the provider would handle.
    public var data: [DataClass]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("round", \Self.round, "the n-th of its engagement, from 1", example: 1),
        Field("template", \.template, "edition of the provider-evaluation template", example: 1),
        Field("weights", \.weights, "one weight for each item"),
        Field("certificates", \.certificates, "certificates that item 6 is derived from"),
        Field("data", \.data, "classes of data that the provider would handle"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.roundOpened
    /// What it records.
    public static let about = "A round of provider evaluation was opened; its weights are frozen."
    /// CON-9's reach: re-tendering happens in any phase from contracting on.
    public static let phases = PhaseSet.fromContracting

    /// The older rounds stay.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard round.value == Int64(state.contracting.rounds.count) + 1 else {
            throw IllegalEvent("round \(round) after \(state.contracting.rounds.count)")
        }
        state.contracting.rounds.append(EvaluationRound(
            number: round, template: template, weights: weights, certificates: certificates, data: data,
            evaluations: [], proof: fact.position))
    }

    /// The trail's line.
    public var summary: String { "round \(round) opened on template edition \(template)" }
}

/// Opens a round of evaluation.
public struct OpenRound: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Weights and critical marks; the policy's where absent.
    public var weights: [ItemWeight]
    /// Certificates that item 6 is derived from.
    public var certificates: [AttestationKind]
    /// Classes of data that the provider would handle.
    public var data: [DataClass]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("weights", \.weights, "weights and critical marks; the policy's where absent"),
        Field("certificates", \.certificates, "certificates that item 6 is derived from"),
        Field("data", \.data, "classes of data that the provider would handle"))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.openRound
    /// What a person types.
    public static let verb = "evaluation open-round"
    /// What it does.
    public static let about = "Open a round of provider evaluation and freeze its weights."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Every item has one weight, some weight is above zero.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        guard let template = EvaluationTemplate.providerEvaluation.last else { return .nothing }
        let weights = weights.isEmpty ? context.policy.contracting.weights : weights
        let items = weights.map(\.item.value).sorted()
        guard items == template.items.map(\.number) else {
            throw Refusal(.con2, "A round weighs each of the items 1 to \(template.items.count) once.")
        }
        guard weights.allSatisfy(\.isInRange), weights.contains(where: { $0.weight > .zero }) else {
            throw Refusal(.con2, "Weights are 0 to 1000 with at most six digits after the point, and not all zero.")
        }
        let round = Count(Int64(state.contracting.rounds.count) + 1) ?? 1
        return Decision(RoundOpened(
            round: round, template: template.version, weights: weights, certificates: certificates, data: data))
    }
}
