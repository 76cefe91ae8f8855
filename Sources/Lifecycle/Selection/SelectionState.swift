public import Schema

/// What an engagement's stream says of Selection.
public struct SelectionState: Message, Equatable {
    /// The latest answer to every question that was asked.
    public var answers: [ReasonAnswer] = []
    /// The latest word on every document.
    public var documents: [DocumentStanding] = []
    /// Who employs, directs and selects.
    public var model: ModelStanding?
    /// Where the work would be done.
    public var location: LocationStanding?
    /// What it should save and cost.
    public var business: BusinessStanding?
    /// How critical the process is.
    public var criticality: CriticalityStanding?
    /// The verdict on the answers as they stand; none once an answer changed.
    public var fit: FitDecision?
    /// Asked for or granted for this very verdict.
    public var override: FitOverride?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("answers", \Self.answers, "the latest answer to every question that was asked"),
        Field("documents", \.documents, "the latest word on every document"),
        Field("model", \.model, "who employs, directs and selects"),
        Field("location", \.location, "where the work would be done"),
        Field("business", \.business, "what it should save and cost"),
        Field("criticality", \.criticality, "how critical the process is"),
        Field("fit", \.fit, "the verdict on the answers as they stand"),
        Field("override", \.override, "asked for or granted for this very verdict"))

    /// The answer to a question.
    func answer(to question: FitQuestion) -> ReasonAnswer? { answers.first { $0.question == question } }

    /// The standing of a document.
    func document(_ item: DocumentItem) -> DocumentStanding? { documents.first { $0.item == item } }
}

/// The latest answer to one question.
public struct ReasonAnswer: Message, Equatable {
    /// Which question.
    public var question: FitQuestion
    /// What is known.
    public var answer: FitAnswer
    /// Since when.
    public var on: CivilDate
    /// Who said so.
    public var by: PersonHandle?
    /// The event that proves it.
    public var proof: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("question", \Self.question, "which question"),
        Field("answer", \.answer, "what is known"),
        Field("on", \.on, "since when"),
        Field("by", \.by, "who said so"),
        Field("proof", \.proof, "position of the event"))
}

/// The verdict in force, frozen with its figures.
public struct FitDecision: Message, Equatable {
    /// Verdict and figures.
    public var assessment: FitAssessment
    /// Which entry into selection it belongs to (LIFE-2).
    public var entry: Int64
    /// Version of the event, which an override names.
    public var version: Int64
    /// The event that proves it.
    public var proof: Int64
    /// Its day.
    public var on: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("assessment", \Self.assessment, "verdict and figures"),
        Field("entry", \.entry, "which entry into selection it belongs to"),
        Field("version", \.version, "version of the event"),
        Field("proof", \.proof, "position of the event"),
        Field("on", \.on, "its day"))
}

/// An override of one verdict (SEL-3).
public struct FitOverride: Message, Equatable {
    /// Version of the request.
    public var version: Int64
    /// Version of the verdict that it accepts.
    public var decision: Int64
    /// Its day.
    public var on: CivilDate
    /// Position of the approval; none while it waits.
    public var approved: Int64?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("version", \Self.version, "version of the request"),
        Field("decision", \.decision, "version of the verdict that it accepts"),
        Field("on", \.on, "its day"),
        Field("approved", \.approved, "position of the approval"))
}
