public import Schema

/// One of the sixteen questions of SEL-1 was answered.
public struct ReasonAssessed: Event {
    /// Which question.
    public var question: FitQuestion
    /// What is known.
    public var answer: FitAnswer
    /// On what grounds.
    public var note: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("question", \Self.question, "which of the sixteen questions"),
        Field("answer", \.answer, "what is known"),
        Field("note", \.note, "on what grounds"))
    /// Its place in the catalogue.
    public static let entry = SelectionEvent.reasonAssessed
    /// What it records.
    public static let about = "A reason for or against outsourcing the process was answered."
    /// While the process is looked at.
    public static let phases = PhaseSet(.selection)

    /// Takes the earlier answer's place; the verdict, if any, was on other answers.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        if let other = state.contradiction(to: question, answer) {
            throw IllegalEvent("\(question.rawValue) and \(other.rawValue) cannot both be yes")
        }
        let standing = ReasonAnswer(
            question: question, answer: answer, on: fact.effective, by: fact.person, proof: fact.position)
        state.selection.answers.removeAll { $0.question == question }
        state.selection.answers.append(standing)
        state.selection.fit = nil
        state.selection.override = nil
    }

    /// The trail's line.
    public var summary: String { "\(question.shown): \(answer.shown)" }
}

/// Answers one of the sixteen questions.
public struct AssessReason: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Which question.
    public var question: FitQuestion
    /// What is known.
    public var answer: FitAnswer
    /// On what grounds.
    public var note: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("question", \.question, "which of the sixteen questions"),
        Field("answer", \.answer, "what is known"),
        Field("note", \.note, "on what grounds"))
    /// Its place in the catalogue.
    public static let entry = SelectionCommand.assessReason
    /// What a person types.
    public static let verb = "selection assess"
    /// What it does.
    public static let about = "Answer one of the sixteen questions about the process's fitness to go out."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// An answer again is nothing, unless it brings a note; a contradiction is refused.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(ReasonAssessed.self, context)
        let standing = state.selection.answer(to: question)
        if standing?.answer == answer, note == nil { return .nothing }
        try context.requireNotBefore(standing?.on, "the answer it supersedes")
        if let other = state.contradiction(to: question, answer) {
            throw Refusal(
                .sel1, "\(question.shown) and \(other.shown) cannot both be yes.",
                missing: [Missing(
                    rule: .sel1, what: "another answer to \(other.shown)",
                    command: "selection assess \(engagement) --question \(other.shown) --answer no")])
        }
        return Decision(ReasonAssessed(question: question, answer: answer, note: note))
    }
}

extension Engagement {
    /// The question already answered yes that forbids this answer (SEL-1).
    func contradiction(to question: FitQuestion, _ answer: FitAnswer) -> FitQuestion? {
        guard answer == .yes, let other = question.contradicts else { return nil }
        return selection.answer(to: other)?.answer == .yes ? other : nil
    }
}
