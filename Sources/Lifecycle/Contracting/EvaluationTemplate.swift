public import Schema

/// A band of the policy that turns a percentage into a score.
public enum PercentBand: Sendable, Hashable {
    /// Client retention: more is better.
    case retention
    /// Service level compliance: more is better.
    case slaCompliance
    /// Staff turnover: less is better, and it may exceed 100.
    case turnover
}

/// What an item may be answered with, best first.
public enum AnswerScale: Sendable, Hashable {
    /// Two or three words: 1 / 0, or 1 / ½ / 0.
    case words([Grade])
    /// A percentage, scored by a band.
    case percent(PercentBand)
    /// Money, scored against the lowest of the round.
    case cost
}

/// One item of a template.
public struct TemplateItem: Sendable, Hashable {
    /// Number, from 1.
    public let number: Int64
    /// What is asked.
    public let title: String
    /// What it may be answered with.
    public let scale: AnswerScale
    /// Whether it may stay not yet known until after the pilot.
    public let mayWait: Bool

    init(_ number: Int64, _ title: String, _ scale: AnswerScale, mayWait: Bool = false) {
        self.number = number
        self.title = title
        self.scale = scale
        self.mayWait = mayWait
    }
}

/// A questionnaire with closed scales, shipped with the program and versioned: an edition never changes.
public struct EvaluationTemplate: Sendable, Hashable {
    /// Edition, from 1.
    public let version: Count
    /// In order.
    public let items: [TemplateItem]

    /// The item of that number.
    public subscript(_ number: Count) -> TemplateItem? { items.first { $0.number == number.value } }

    /// Provider evaluation, edition by edition.
    public static let providerEvaluation = [EvaluationTemplate(version: 1, items: providerItems)]
    /// Risk assessment, edition by edition.
    public static let risk = [EvaluationTemplate(version: 1, items: riskItems)]

    /// The provider evaluation of that edition.
    static func provider(_ version: Count) -> EvaluationTemplate? {
        providerEvaluation.first { $0.version == version }
    }

    /// The risk assessment of that edition.
    static func risk(_ version: Count) -> EvaluationTemplate? { risk.first { $0.version == version } }

    private static let providerItems = [
        TemplateItem(1, "industry experience", .words([.proven, .limited, .nothing])),
        TemplateItem(2, "relevant case studies", .words([.yes, .no])),
        TemplateItem(3, "client references", .words([.verified, .notVerified])),
        TemplateItem(4, "client retention rate", .percent(.retention)),
        TemplateItem(5, "regulatory compliance", .words([.fullyCompliant, .partial, .notCompliant])),
        TemplateItem(6, "certifications", .words([.certified, .notCertified])),
        TemplateItem(7, "data-security framework", .words([.strong, .moderate, .weak])),
        TemplateItem(8, "disaster recovery", .words([.documentedAndTested, .documentedOnly, .nothing])),
        TemplateItem(9, "structured training", .words([.comprehensive, .basic, .nothing])),
        TemplateItem(10, "quality assurance model", .words([.structured, .limited, .unclear])),
        TemplateItem(11, "SLA compliance in the pilot", .percent(.slaCompliance), mayWait: true),
        TemplateItem(12, "cost per transaction", .cost, mayWait: true),
        TemplateItem(13, "CRM and tool compatibility", .words([.compatible, .needsIntegration, .notCompatible])),
        TemplateItem(14, "real-time KPI reporting", .words([.available, .limited, .nothing])),
        TemplateItem(15, "pilot success", .words([.meets, .partial, .fails]), mayWait: true),
    ]

    private static let riskItems = [
        TemplateItem(1, "data security", .words([.strong, .moderate, .weak])),
        TemplateItem(2, "regulatory compliance", .words([.fullyCompliant, .partial, .notCompliant])),
        TemplateItem(3, "financial stability", .words([.stable, .moderate, .risky])),
        TemplateItem(4, "continuity and disaster recovery",
                     .words([.documentedAndTested, .documentedOnly, .nothing])),
        TemplateItem(5, "legal and contract risk", .words([.covered, .partial, .notAddressed])),
        TemplateItem(6, "reputation and references", .words([.verified, .partial, .notVerified])),
        TemplateItem(7, "hidden costs", .words([.nothing, .minor, .significant])),
        TemplateItem(8, "infrastructure reliability", .words([.strong, .moderate, .weak])),
        TemplateItem(9, "staff turnover", .percent(.turnover)),
        TemplateItem(10, "incident history", .words([.nothing, .minor, .major])),
        TemplateItem(11, "backup and redundancy", .words([.complete, .partial, .nothing])),
        TemplateItem(12, "pilot risk", .words([.low, .medium, .high])),
    ]
}

/// The areas of a heat map, each with its risk items.
public enum RiskArea: String, Choice {
    case security, compliance, continuity, quality, cost

    /// Numbers of its items in the risk template.
    public var items: [Int64] {
        switch self {
        case .security: [1, 10]
        case .compliance: [2, 5]
        case .continuity: [3, 4, 8, 11]
        case .quality: [6, 9, 12]
        case .cost: [7]
        }
    }
}
