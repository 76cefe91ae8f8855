public import Schema

/// Thresholds and defaults for Selection; a number in domain.md is a default here, never a constant in a rule.
public struct SelectionPolicy: Message, Equatable {
    /// How many reasons for must be yes for `fit` (house).
    public var favouringToPass: Count = 5
    /// From how many reasons against on the verdict is `unfit` (house).
    public var opposingToRefuse: Count = 3
    /// Reasons that do not count for a model (house): where the client selects people by the model's nature.
    public var exemptions: [FitExemption] = FitExemption.standard
    /// Documents that the gate demands, and how complete.
    public var documents: [DocumentDemand] = DocumentDemand.standard
    /// Difference of clocks from which a site is offshore, in minutes (house).
    public var offshoreMinutes: Count = 480
    /// Which countries count as near (house).
    public var neighbourhoods: [Neighbourhood] = Neighbourhood.standard
    /// Expected saving in percent above which a business case warns.
    public var savingPercentMax: Decimal = Decimal(units: 80) ?? .zero
    /// Months after which criticality is assessed again.
    public var criticalityMonths: Count = 12
    /// Whether the gate demands an assessment of criticality (house: no).
    public var criticalityDemanded = false

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("favouringToPass", \Self.favouringToPass, "reasons for that must be yes for fit", example: 5),
        Field("opposingToRefuse", \.opposingToRefuse, "reasons against from which the verdict is unfit", example: 3),
        Field("exemptions", \.exemptions, "reasons that do not count for a model"),
        Field("documents", \.documents, "documents that the gate demands, and how complete"),
        Field("offshoreMinutes", \.offshoreMinutes, "difference of clocks from which a site is offshore, minutes"),
        Field("neighbourhoods", \.neighbourhoods, "which countries count as near"),
        Field("savingPercentMax", \.savingPercentMax, "expected saving above which a business case warns, percent"),
        Field("criticalityMonths", \.criticalityMonths, "months after which criticality is assessed again"),
        Field("criticalityDemanded", \.criticalityDemanded, "whether the gate demands it"))

    /// The defaults of domain.md.
    public static let standard = SelectionPolicy()

    /// Whether a question is left out for a model.
    func exempts(_ question: FitQuestion, for model: EngagementModel) -> Bool {
        exemptions.contains { $0.question == question && $0.model == model }
    }
}

/// A reason that does not count for one model (SEL-1).
public struct FitExemption: Message, Equatable {
    /// For which model.
    public var model: EngagementModel
    /// Which reason.
    public var question: FitQuestion

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("model", \Self.model, "for which model"),
        Field("question", \.question, "which reason"))

    /// In these models the client selects people because that is what the model means (house).
    static let standard: [FitExemption] = [.eor, .peo, .aso, .seatLeasing, .captive].map {
        FitExemption(model: $0, question: .clientSelectsIndividuals)
    }
}

/// How complete a document must be at the gate (SEL-4).
public struct DocumentDemand: Message, Equatable {
    /// Which document.
    public var item: DocumentItem
    /// At least so complete.
    public var coverage: Coverage

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("item", \Self.item, "which document"),
        Field("coverage", \.coverage, "at least so complete"))

    /// "Standardise first": four at least in part, and how it is measured in full.
    static let standard: [DocumentDemand] = [
        DocumentDemand(item: .workflowSteps, coverage: .partial),
        DocumentDemand(item: .responsibilities, coverage: .partial),
        DocumentDemand(item: .tools, coverage: .partial),
        DocumentDemand(item: .outcomesQuality, coverage: .partial),
        DocumentDemand(item: .metrics, coverage: .full),
    ]
}
