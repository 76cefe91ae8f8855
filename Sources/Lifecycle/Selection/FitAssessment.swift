public import Schema

/// The verdict on a set of answers, with the figures it rests on (SEL-2).
public struct FitAssessment: Message, Equatable {
    /// What comes out.
    public var verdict: FitVerdict
    /// How many reasons for are yes.
    public var favouring: Int64
    /// How many reasons against are yes.
    public var opposing: Int64
    /// How many reasons against are unknown or unanswered.
    public var unclear: Int64
    /// Whether `measurable` is yes.
    public var measurable: Bool

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("verdict", \Self.verdict, "what comes out"),
        Field("favouring", \.favouring, "how many reasons for are yes"),
        Field("opposing", \.opposing, "how many reasons against are yes"),
        Field("unclear", \.unclear, "how many reasons against are unknown or unanswered"),
        Field("measurable", \.measurable, "whether measurable is yes"))
}

extension FitAssessment {
    /// Judges answers by a policy, leaving out what the policy does not count for the model.
    ///
    /// Rule: SEL-2. Unknown never counts as yes; two reasons against decide alone, before anything is counted.
    static func judge(
        _ answers: [FitQuestion: FitAnswer], _ model: EngagementModel, _ policy: SelectionPolicy
    ) -> FitAssessment {
        let counted = FitQuestion.allCases.filter { !policy.exempts($0, for: model) }
        func count(_ side: FitSide, _ answer: FitAnswer) -> Int64 {
            Int64(counted.count { $0.side == side && answers[$0, default: .unknown] == answer })
        }
        func isYes(_ question: FitQuestion) -> Bool {
            counted.contains(question) && answers[question] == .yes
        }
        var result = FitAssessment(
            verdict: .conditional, favouring: count(.favours, .yes), opposing: count(.opposes, .yes),
            unclear: count(.opposes, .unknown), measurable: isYes(.measurable))
        if isYes(.undefinedOrShifting) || isYes(.notStandardisedInside)
            || result.opposing >= policy.opposingToRefuse.value {
            result.verdict = .unfit
        } else if result.opposing == 0, result.unclear == 0, result.measurable,
                  result.favouring >= policy.favouringToPass.value {
            result.verdict = .fit
        }
        return result
    }
}

extension Engagement {
    /// The verdict on the answers as they stand.
    func fit(_ policy: SelectionPolicy) -> FitAssessment {
        let answers = selection.answers.map { ($0.question, $0.answer) }
        return FitAssessment.judge(
            Dictionary(answers) { _, last in last }, profile?.model ?? .other, policy)
    }
}
