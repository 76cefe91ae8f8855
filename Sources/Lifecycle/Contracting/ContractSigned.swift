public import Schema

/// A contract was signed, by another than its drafter (CON-7).
public struct ContractSigned: Event {
    /// The contract.
    public var contract: Code
    /// Version of the draft that was signed.
    public var draft: Int64
    /// The end of the term and what counts back from it; none where it has no end (DATE-1).
    public var dates: ContractDates?
    /// The decision that falls due before the term ends (DATE-4).
    public var obligation: Obligation?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("contract", \Self.contract, "the contract", example: Code(validated: "MSA-1")),
        Field("draft", \.draft, "version of the draft that was signed"),
        Field("dates", \.dates, "the end of the term and what counts back from it"),
        Field("obligation", \.obligation, "the decision that falls due before the term ends"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.contractSigned
    /// What it records.
    public static let about = "A contract was signed by another person than its drafter."
    /// CON-9.
    public static let phases = PhaseSet.fromContracting
    /// Another than who drafted it (CON-7).
    public static let separations = [Separation(field: "draft", of: ["contract.drafted"])]
    /// A decision.
    public static let attention = Attention.notice

    /// The draft's terms are in force from their start.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.contracting.contracts.firstIndex(where: { $0.code == contract }) else {
            throw IllegalEvent("no contract \(contract)")
        }
        let drafted = state.contracting.contracts[index]
        guard drafted.signature == nil, drafted.draft.version == draft else {
            throw IllegalEvent("contract \(contract) has no open draft of version \(draft)")
        }
        state.contracting.contracts[index].signature = ContractSignature(
            on: fact.effective, proof: fact.position, terms: drafted.draft.terms)
        state.contracting.contracts[index].dates = dates
        if let obligation { state.obligations.add(obligation) }
    }

    /// The provider is a party; a decision falls due.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        let party = state.contracting.contract(contract).map { Posting.partyRelated($0.provider, .contracted) }
        return [party, obligation.map { Posting.obligationOpened($0) }].compactMap(\.self)
    }

    /// The trail's line.
    public var summary: String {
        "contract \(contract) signed" + (dates.map { ", ends \($0.end), notice by \($0.lastValidDay)" } ?? "")
    }
}

/// Signs the last draft of a contract.
public struct SignContract: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The contract.
    public var contract: Code

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("contract", \.contract, "the contract", example: Code(validated: "MSA-1")))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.signContract
    /// What a person types.
    public static let verb = "contract sign"
    /// What it does.
    public static let about = "Record the signature of a contract's last draft, as another person than its drafter."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Refused while anything of CON-5, CON-6, CON-8 or CON-10 is missing, listing all of it.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        guard let drafted = state.contracting.contract(contract) else { throw state.unknownContract(contract) }
        guard drafted.signature == nil else { return .nothing }
        try context.requireNotBefore(drafted.draft.on, "the draft")
        let missing = state.missingForSignature(of: drafted, context.surroundings)
        if let first = missing.first {
            throw Refusal(first.rule, "Contract \(contract) cannot be signed yet.", missing: missing)
        }
        let policy = context.policy.contracting
        let dates = try drafted.draft.terms.dates(policy.calendar.business)
        let event = ContractSigned(
            contract: contract, draft: drafted.draft.version, dates: dates,
            obligation: dates?.obligation(contract, owner: state.profile?.owner))
        return Decision(event, warnings: drafted.draft.terms.warnings(
            drafted.kind, policy, pilotEnd: state.pilot.window?.end))
    }

    /// The last draft.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        guard let drafted = state.contracting.contract(contract), drafted.signature == nil else { return nil }
        return SecondHand(ContractSigned.self, upon: drafted.draft.version)
    }
}

extension Engagement {
    /// Everything that stands between a draft and its signature.
    func missingForSignature(of drafted: Contract, _ around: Surroundings) -> [Missing] {
        let gaps = drafted.draft.terms.missing(for: drafted.kind).map { item in
            Missing(rule: .con6, what: item.title,
                    command: "contract draft \(id) --contract \(drafted.code) -f FILE")
        }
        let barred = disqualifiers(
            of: drafted.provider, around, data: drafted.draft.terms.protection?.data ?? [])
        return gaps + choiceMissing(drafted.provider) + missing(barred, drafted.provider)
            + riskMissing(drafted.provider, around)
    }

    private func choiceMissing(_ provider: ProviderID) -> [Missing] {
        guard contracting.choice?.provider != provider else { return [] }
        return [Missing(rule: .con4, what: "the choice of \(provider)",
                        command: "evaluation choose \(id) --provider \(provider)")]
    }

    /// What CON-8 and CON-10 still ask of a provider's risk assessment.
    func riskMissing(_ provider: ProviderID, _ around: Surroundings) -> [Missing] {
        let command = "risk assess \(id) --provider \(provider) -f FILE"
        guard let risk = contracting.risk(of: provider) else {
            return [Missing(rule: .con8, what: "a risk assessment of \(provider)", command: command)]
        }
        var missing: [Missing] = []
        if !risk.open.isEmpty {
            missing.append(Missing(rule: .con8, what: "risk items \(risk.open.list)", command: command))
        }
        let policy = around.policy.contracting
        if !risk.isFresh(on: around.date, policy) {
            missing.append(Missing(
                rule: .con8,
                what: "a risk assessment of the last \(policy.assessmentMonthsMax) months, not of \(risk.on)",
                command: command))
        }
        return missing + risk.untreated.map { treatmentMissing($0, provider) }
    }

    /// A contract that is not there.
    func unknownContract(_ code: Code) -> Refusal {
        Refusal(.unknown, "There is no contract \(code).", missing: [Missing(
            rule: .unknown, what: "a draft", command: "contract draft \(id) --contract \(code) -f FILE")])
    }
}
