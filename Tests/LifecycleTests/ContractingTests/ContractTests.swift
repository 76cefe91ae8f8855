@testable import Lifecycle
import Schema
import Testing

@Suite("Contracts")
struct ContractTests {
    static let code = Code("MSA-1") ?? .example

    func draft(_ terms: ContractTerms = .complete, kind: ContractKind = .longTerm) -> DraftContract {
        DraftContract(engagement: .example, contract: Self.code, kind: kind, provider: .example, terms: terms)
    }

    let sign = SignContract(engagement: .example, contract: ContractTests.code)

    /// Chosen provider, contract drafted by Mia.
    func drafted(_ terms: ContractTerms = .complete, kind: ContractKind = .longTerm) throws -> Scenario {
        var scenario = try Scenario.contracting()
        try scenario.choose(.example)
        try scenario.when(draft(terms, kind: kind))
        return scenario
    }

    func signed(_ terms: ContractTerms = .complete) throws -> Scenario {
        var scenario = try drafted(terms)
        try scenario.when(sign, by: Scenario.max)
        return scenario
    }

    func amend(
        _ scenario: inout Scenario, _ code: String, from day: String, _ change: (inout ContractTerms) -> Void
    ) throws {
        var to = ContractTerms()
        change(&to)
        let amendment = try #require(Code(code))
        try scenario.when(DraftAmendment(
            engagement: .example, contract: Self.code, amendment: amendment, what: "A change", to: to,
            effectiveOn: scenario.date(day), rationale: .example))
        try scenario.when(
            SignAmendment(engagement: .example, contract: Self.code, amendment: amendment), by: Scenario.max)
    }

    @Test("CON-7: the drafter cannot sign; another person can, and signing twice is nothing")
    func separation() throws {
        var scenario = try drafted()
        #expect(try scenario.refusal(sign).rule == .sep1)
        #expect(try scenario.when(sign, by: Scenario.max) == ["contract.signed"])
        #expect(try scenario.when(sign, by: Scenario.max).isEmpty)
        #expect(try scenario.refusal(draft()).rule == .con7)
    }

    @Test("CON-6: each item left out of a long-term contract is named at the signature", arguments: TermItem.allCases)
    func missingItem(_ item: TermItem) throws {
        var terms = ContractTerms.complete
        terms.none = terms.none.filter { $0.item != item }
        terms.clear(item)
        var scenario = try drafted(terms)
        let refusal = try scenario.refusal(sign, by: Scenario.max)
        #expect(refusal.rule == .con6)
        #expect(refusal.missing.map(\.what) == [item.title])
        terms.none.append(NoneBecause(item: item, because: "It does not apply"))
        try scenario.when(draft(terms))
        #expect(try scenario.when(sign, by: Scenario.max) == ["contract.signed"])
    }

    @Test("CON-6: an empty contract lists everything it lacks, a pilot contract less", arguments: [
        (ContractKind.longTerm, 23), (.pilot, 6),
    ])
    func empty(_ kind: ContractKind, _ count: Int) throws {
        var scenario = try drafted(ContractTerms(), kind: kind)
        #expect(try scenario.refusal(sign, by: Scenario.max).missing.count == count)
    }

    @Test("CON-6: a contract cannot both hold an item and say none of it")
    func contradiction() throws {
        var scenario = try Scenario.contracting()
        try scenario.choose(.example)
        var terms = ContractTerms.complete
        terms.none.append(NoneBecause(item: .scope, because: "No"))
        #expect(try scenario.refusal(draft(terms)).rule == .form)
    }

    @Test("CON-5, CON-8, CON-10: the signature lists all that is missing at once")
    func allMissing() throws {
        var scenario = try Scenario.contracting()
        try scenario.register(.example)
        var terms = ContractTerms.complete
        terms.protection?.data = [.health]
        try scenario.when(draft(terms))
        let refusal = try scenario.refusal(sign, by: Scenario.max)
        #expect(refusal.missing.map(\.rule) == [.con4, .con5, .con8])
        #expect(refusal.missing.allSatisfy { $0.command != nil })
    }

    @Test("CON-8: a risk assessment may be 12 months old at signing, not a day more", arguments: [
        ("2027-01-05", true), ("2027-01-06", false),
    ])
    func assessmentAge(_ day: String, _ fresh: Bool) throws {
        var scenario = try drafted()
        scenario.today = scenario.date("2027-02-01")
        if fresh {
            #expect(try scenario.when(sign, by: Scenario.max, on: day) == ["contract.signed"])
        } else {
            #expect(try scenario.refusal(sign, by: Scenario.max, on: day).rule == .con8)
        }
    }

    @Test("CON-8: open risk items stop the signature")
    func incompleteAssessment() throws {
        var scenario = try drafted()
        try scenario.when(AssessRisk(engagement: .example, provider: .example, answers: []))
        #expect(try scenario.refusal(sign, by: Scenario.max).missing.map(\.rule) == [.con8])
    }

    @Test("CON-10: every risk item at its worst value needs a treatment approved by a second person")
    func treatments() throws {
        var scenario = try drafted()
        try scenario.assess(.example, worst: 2)
        #expect(try scenario.refusal(sign, by: Scenario.max).missing.map(\.rule) == [.con10, .con10])
        try scenario.treat(.example, item: 1)
        try scenario.when(ProposeTreatment(
            engagement: .example, provider: .example, item: 2, treatment: .accept, owner: Scenario.mia,
            due: scenario.date("2026-06-30"), note: nil))
        #expect(try scenario.refusal(sign, by: Scenario.max).missing.map(\.rule) == [.con10])
        let approve = ApproveTreatment(engagement: .example, provider: .example, item: 2)
        #expect(try scenario.refusal(approve).rule == .sep1)
        try scenario.when(approve, by: Scenario.max)
        #expect(scenario.engagement.obligations.open.filter { $0.rule == .con10 }.count == 2)
        #expect(try scenario.when(sign, by: Scenario.max) == ["contract.signed"])
    }

    @Test("CON-7: per field the latest effective date not after the day wins, then position")
    func inForce() throws {
        var scenario = try signed()
        try amend(&scenario, "A-1", from: "2026-06-01") { $0.work = WorkTerms(scope: "First", reporting: "Monthly") }
        try amend(&scenario, "A-2", from: "2026-04-01") { $0.work = WorkTerms(scope: "Second") }
        try amend(&scenario, "A-3", from: "2026-06-01") { $0.work = WorkTerms(scope: "Third") }
        func scope(_ day: String) -> Label? {
            scenario.engagement.contracting.contract(Self.code)?.terms(inForceOn: scenario.date(day))?.work?.scope
        }
        #expect(scope("2026-03-31") == ContractTerms.complete.work?.scope)
        #expect(scope("2026-04-01") == "Second")
        #expect(scope("2026-05-31") == "Second")
        #expect(scope("2026-06-01") == "Third")
        let june = scenario.engagement.contracting.contract(Self.code)?.terms(inForceOn: scenario.date("2026-06-01"))
        #expect(june?.work?.reporting == "Monthly")
        #expect(june?.work?.clientDuties == ContractTerms.complete.work?.clientDuties)
    }

    @Test("CON-7: an amendment records what was, and only of what it changes")
    func fromAndTo() throws {
        var scenario = try signed()
        try amend(&scenario, "A-1", from: "2026-06-01") {
            $0.serviceLevels = [.percent("sla", target: "96"), .percent("csat", target: "90")]
        }
        let stored = try #require(scenario.log.last { $0.kind == "amendment.drafted" })
        let event = try AmendmentDrafted.decode(stored.body)
        #expect(event.from == ContractTerms(serviceLevels: [.percent("sla", target: "95")]))
    }

    @Test("C7: service levels in force follow their amendments")
    func serviceLevels() throws {
        var scenario = try signed()
        try amend(&scenario, "A-1", from: "2026-06-01") { $0.serviceLevels = [.percent("csat", target: "90")] }
        try amend(&scenario, "A-2", from: "2026-09-01") { $0.withdrawnLevels = [Code("sla") ?? .example] }
        func levels(_ day: String) -> [String] {
            scenario.engagement.contracting.contracts.serviceLevels(inForceOn: scenario.date(day))
                .map(\.level.code.rawValue)
        }
        #expect(levels("2026-01-31").isEmpty)
        #expect(levels("2026-02-01") == ["sla"])
        #expect(levels("2026-06-01") == ["sla", "csat"])
        #expect(levels("2026-09-01") == ["csat"])
        #expect(levels("2028-05-31") == ["csat"])
        #expect(levels("2028-06-01").isEmpty)
    }

    @Test("CON-6: an amendment may not leave the contract incomplete")
    func incompleteAmendment() throws {
        var scenario = try signed()
        var to = ContractTerms()
        to.withdrawnLevels = [try #require(Code("sla"))]
        let code = try #require(Code("A-1"))
        try scenario.when(DraftAmendment(
            engagement: .example, contract: Self.code, amendment: code, what: "None left", to: to,
            effectiveOn: scenario.date("2026-06-01"), rationale: .example))
        let signature = SignAmendment(engagement: .example, contract: Self.code, amendment: code)
        #expect(try scenario.refusal(signature, by: Scenario.max).rule == .con6)
    }

    @Test("CON-7: the drafter of an amendment cannot sign it")
    func amendmentSeparation() throws {
        var scenario = try signed()
        var to = ContractTerms()
        to.legal = LegalTerms(governingLaw: "France")
        let code = try #require(Code("A-1"))
        try scenario.when(DraftAmendment(
            engagement: .example, contract: Self.code, amendment: code, what: "Law", to: to,
            effectiveOn: scenario.date("2026-06-01"), rationale: .example))
        #expect(try scenario.refusal(
            SignAmendment(engagement: .example, contract: Self.code, amendment: code)).rule == .sep1)
        to.legal = ContractTerms.complete.legal
        #expect(try scenario.refusal(DraftAmendment(
            engagement: .example, contract: Self.code, amendment: code, what: "Nothing", to: to,
            effectiveOn: scenario.date("2026-06-01"), rationale: .example)).rule == .con7)
    }

    @Test("DATE-1: the signature records safe day and last valid day", arguments: [
        ("2027-05-31", "3 months", "2027-02-28", "2027-02-28"),
        ("2026-06-30", "3 months", "2026-03-30", "2026-03-31"),
        ("2027-02-28", "1 months", "2027-01-28", "2027-01-31"),
        ("2026-12-31", "90 days", "2026-10-02", "2026-10-02"),
    ])
    func dates(_ end: String, _ notice: String, _ safe: String, _ last: String) throws {
        var terms = ContractTerms.complete
        terms.period?.end = CivilDate(end)
        terms.period?.clientNotice = NoticePeriod(notice)
        let scenario = try signed(terms)
        let dates = try #require(scenario.engagement.contracting.contract(Self.code)?.dates)
        #expect(dates.safeDay == CivilDate(safe))
        #expect(dates.lastValidDay == CivilDate(last))
        #expect(!dates.provisional)
    }

    @Test("DATE-1: business days past the loaded holidays are provisional")
    func provisional() throws {
        var terms = ContractTerms.complete
        terms.period?.end = CivilDate("2026-12-31")
        terms.period?.clientNotice = NoticePeriod("5 business_days")
        var scenario = try drafted(terms)
        scenario.governance.policy.contracting.calendar.holidays = [scenario.date("2026-12-25")]
        try scenario.when(sign, by: Scenario.max)
        let dates = try #require(scenario.engagement.contracting.contract(Self.code)?.dates)
        #expect(dates.lastValidDay == CivilDate("2026-12-23"))
        #expect(dates.provisional)
    }

    @Test("DATE-4: signing opens the decision on the term's end, the decision fulfils it, an amendment moves it")
    func renewal() throws {
        var scenario = try signed()
        #expect(scenario.engagement.obligations.open.map(\.due) == [scenario.date("2028-02-28")])
        try amend(&scenario, "A-1", from: "2026-06-01") { $0.period = PeriodTerms(end: CivilDate("2029-05-31")) }
        #expect(scenario.engagement.obligations.open.map(\.due) == [scenario.date("2029-02-27")])
        try scenario.when(DecideRenewal(engagement: .example, contract: Self.code, choice: .retender))
        #expect(scenario.engagement.obligations.open.isEmpty)
        #expect(try scenario.when(
            DecideRenewal(engagement: .example, contract: Self.code, choice: .retender)).isEmpty)
    }

    @Test("DATE-4: an open-ended contract has no end to decide on")
    func openEnded() throws {
        var terms = ContractTerms.complete
        terms.period?.end = nil
        terms.period?.openEnded = true
        var scenario = try signed(terms)
        #expect(scenario.engagement.obligations.open.isEmpty)
        #expect(try scenario.refusal(
            DecideRenewal(engagement: .example, contract: Self.code, choice: .exit)).rule == .date4)
        #expect(scenario.engagement.longTermContract(inForceOn: scenario.date("2090-01-01")) != nil)
    }

    @Test("PIL-4, LIFE-1: a long-term contract in force and the first signature are found")
    func queries() throws {
        let scenario = try signed()
        #expect(scenario.engagement.firstSignature == scenario.today)
        #expect(scenario.engagement.longTermContract(inForceOn: scenario.date("2026-01-31")) == nil)
        #expect(scenario.engagement.longTermContract(inForceOn: scenario.date("2026-02-01"))
            == scenario.engagement.contracting.contract(Self.code)?.signature?.proof)
        #expect(scenario.engagement.longTermContract(inForceOn: scenario.date("2028-06-01")) == nil)
    }

    @Test("CON-9: a pilot contract shorter than any pilot warns")
    func shortPilot() throws {
        var terms = ContractTerms.complete
        terms.period?.end = CivilDate("2026-03-01")
        #expect(terms.warnings(.pilot, .standard).count == 1)
        terms.period?.end = CivilDate("2026-03-02")
        #expect(terms.warnings(.pilot, .standard).isEmpty)
        #expect(terms.warnings(.longTerm, .standard).isEmpty)
        #expect(terms.warnings(.pilot, .standard, pilotEnd: CivilDate("2026-03-02")).isEmpty)
        #expect(terms.warnings(.pilot, .standard, pilotEnd: CivilDate("2026-03-03")).count == 1)
    }

    @Test("GATE-1: the gate to transition names what is missing, and each proof once it is there")
    func gate() throws {
        var scenario = try Scenario.contracting()
        func criteria() -> [Criterion] {
            scenario.engagement.readiness(
                .toTransition, scenario.context(by: Scenario.mia, on: nil, reason: nil).surroundings).criteria
        }
        #expect(criteria().map(\.rule) == [.con1, .con4, .con5, .con6, .con8, .con10])
        #expect(criteria().allSatisfy { $0.status == .unmet && $0.command != nil })
        try scenario.choose(.example)
        #expect(criteria().filter { $0.status == .unmet }.map(\.rule) == [.con6])
        try scenario.when(draft())
        try scenario.when(sign, by: Scenario.max)
        #expect(criteria().allSatisfy { $0.status == .met && $0.proof != nil })
    }

    @Test("TIME: a signature cannot lie before its draft, an amendment not before the contract")
    func order() throws {
        var scenario = try drafted()
        #expect(try scenario.refusal(sign, by: Scenario.max, on: "2026-01-04").rule == .time)
        try scenario.when(sign, by: Scenario.max)
        var to = ContractTerms()
        to.legal = LegalTerms(governingLaw: "France")
        #expect(try scenario.refusal(DraftAmendment(
            engagement: .example, contract: Self.code, amendment: .example, what: "Too early", to: to,
            effectiveOn: scenario.date("2026-01-31"), rationale: .example)).rule == .time)
    }
}
