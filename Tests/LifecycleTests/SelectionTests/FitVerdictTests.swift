@testable import Lifecycle
import Schema
import Testing

/// Row of worked example 2: answers as letters, `·` for never answered.
struct FitCase: Sendable, CustomTestStringConvertible {
    var name: String
    var favouring: String
    var opposing: String
    var verdict: FitVerdict

    var testDescription: String { "\(name): \(favouring) \(opposing)" }

    /// Answers in the order of SEL-1, unanswered ones left out.
    var answers: [(FitQuestion, FitAnswer)] {
        zip(FitQuestion.allCases, favouring + opposing).compactMap { question, letter in
            switch letter {
            case "y": (question, .yes)
            case "n": (question, .no)
            case "?": (question, .unknown)
            default: nil
            }
        }
    }

    static let all: [FitCase] = [
        FitCase(name: "a", favouring: "yyyyynnn", opposing: "nnnnnnnn", verdict: .fit),
        FitCase(name: "b", favouring: "yyynyynn", opposing: "nnnnnnnn", verdict: .conditional),
        FitCase(name: "c", favouring: "yyyynnnn", opposing: "nnnnnnnn", verdict: .conditional),
        FitCase(name: "d", favouring: "yyy?yyyy", opposing: "nnnnnnnn", verdict: .conditional),
        FitCase(name: "e", favouring: "yyyyyyyy", opposing: "n?nnnnnn", verdict: .conditional),
        FitCase(name: "f", favouring: "yyyyyyyy", opposing: "nynnnnnn", verdict: .unfit),
        FitCase(name: "g", favouring: "yyyyyyyy", opposing: "ynynnnnn", verdict: .conditional),
        FitCase(name: "h", favouring: "yyyyyyyy", opposing: "ynyynnnn", verdict: .unfit),
        FitCase(name: "i", favouring: "yyyyyyyy", opposing: "yny?????", verdict: .conditional),
        FitCase(name: "j", favouring: "yyyyyyyy", opposing: "nnnnnnn·", verdict: .conditional),
        FitCase(name: "k, before", favouring: "yyyyyyyy", opposing: "nnnnnnny", verdict: .unfit),
        FitCase(name: "k, after", favouring: "yyyyyyyy", opposing: "nnnnnnnn", verdict: .fit),
        FitCase(name: "l", favouring: "nnnnnnnn", opposing: "nnnnnnny", verdict: .unfit),
    ]

    static func named(_ name: String) throws -> FitCase { try #require(all.first { $0.name == name }) }
}

@Suite("SEL-2: the fit verdict")
struct FitVerdictTests {
    @Test("is as worked example 2 says", arguments: FitCase.all)
    func worked(row: FitCase) {
        let answers = Dictionary(uniqueKeysWithValues: row.answers)
        #expect(FitAssessment.judge(answers, .bpo, .standard).verdict == row.verdict)
    }

    @Test("has eight questions on either side, two of which contradict each other")
    func questions() {
        #expect(FitQuestion.allCases.prefix(8).allSatisfy { $0.side == .favours })
        #expect(FitQuestion.allCases.dropFirst(8).allSatisfy { $0.side == .opposes })
        #expect(FitQuestion.allCases.count == 16)
        #expect(
            FitQuestion.allCases.filter { $0.contradicts != nil }
                == [.standardisedRepeatable, .notStandardisedInside])
        #expect(FitQuestion.allCases[3] == .measurable && FitQuestion.allCases[9] == .undefinedOrShifting)
    }

    @Test("follows the policy's thresholds and exemptions")
    func policy() throws {
        let answers = Dictionary(uniqueKeysWithValues: try FitCase.named("c").answers)
        var policy = SelectionPolicy.standard
        policy.favouringToPass = 4
        #expect(FitAssessment.judge(answers, .bpo, policy).verdict == .fit)
        let selects = answers.merging([.clientSelectsIndividuals: .yes]) { _, new in new }
        #expect(FitAssessment.judge(selects, .bpo, policy).verdict == .conditional)
        #expect(FitAssessment.judge(selects, .eor, policy).verdict == .fit)
        policy.opposingToRefuse = 1
        #expect(FitAssessment.judge(selects, .bpo, policy).verdict == .unfit)
    }

    @Test("freezes its figures", arguments: ["a", "g", "i"])
    func figures(name: String) throws {
        let answers = Dictionary(uniqueKeysWithValues: try FitCase.named(name).answers)
        let result = FitAssessment.judge(answers, .bpo, .standard)
        let expected: [String: [Int64]] = ["a": [5, 0, 0], "g": [8, 2, 0], "i": [8, 2, 5]]
        #expect([result.favouring, result.opposing, result.unclear] == expected[name])
    }
}
