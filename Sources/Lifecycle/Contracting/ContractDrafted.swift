public import Schema

/// A contract was drafted, or drafted anew before its signature (CON-7).
public struct ContractDrafted: Event {
    /// Unique in its engagement.
    public var contract: Code
    /// Pilot or long-term.
    public var contractKind: ContractKind
    /// With whom.
    public var provider: ProviderID
    /// What it says.
    public var terms: ContractTerms

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("contract", \Self.contract, "unique in its engagement", example: Code(validated: "MSA-1")),
        Field("contractKind", \.contractKind, "pilot or long-term"),
        Field("provider", \.provider, "with whom"),
        Field("terms", \.terms, "what it says"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.contractDrafted
    /// What it records.
    public static let about = "A contract was drafted."
    /// CON-9.
    public static let phases = PhaseSet.fromContracting

    /// Takes the place of an earlier draft.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        if let signed = state.contracting.contract(contract)?.signature {
            throw IllegalEvent("contract \(contract) was signed on \(signed.on)")
        }
        let draft = ContractDraft(version: fact.version, on: fact.effective, terms: terms)
        let drafted = Contract(
            code: contract, kind: contractKind, provider: provider, draft: draft, signature: nil, amendments: [],
            dates: nil, decision: nil)
        if let index = state.contracting.contracts.firstIndex(where: { $0.code == contract }) {
            state.contracting.contracts[index] = drafted
        } else {
            state.contracting.contracts.append(drafted)
        }
    }

    /// The trail's line.
    public var summary: String { "\(contractKind.shown) contract \(contract) with \(provider) drafted" }
}

/// Drafts a contract.
public struct DraftContract: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Unique in its engagement.
    public var contract: Code
    /// Pilot or long-term.
    public var kind: ContractKind
    /// With whom.
    public var provider: ProviderID
    /// What it says.
    public var terms: ContractTerms

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("contract", \.contract, "unique in its engagement", example: Code(validated: "MSA-1")),
        Field("kind", \.kind, "pilot or long-term"),
        Field("provider", \.provider, "with whom"),
        Field("terms", \.terms, "what it says"))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.draftContract
    /// What a person types.
    public static let verb = "contract draft"
    /// What it does.
    public static let about = "Draft a contract, or draft it anew; another person signs it."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// A draft may have gaps, but no contradictions.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        _ = try context.registeredProvider(provider)
        if let earlier = state.contracting.contract(contract) {
            guard earlier.signature == nil else {
                throw Refusal(
                    .con7, "Contract \(contract) is signed; its terms change by amendment.",
                    missing: [Missing(
                        rule: .con7, what: "an amendment",
                        command: "amendment draft \(engagement) --contract \(contract) -f FILE")])
            }
            try context.requireNotBefore(earlier.draft.on, "the earlier draft")
        }
        try terms.validate()
        guard terms.withdrawnLevels.isEmpty else { throw Refusal(.form, "Only an amendment withdraws levels.") }
        let event = ContractDrafted(contract: contract, contractKind: kind, provider: provider, terms: terms)
        return Decision(event, warnings: terms.warnings(
            kind, context.policy.contracting, pilotEnd: state.pilot.window?.end))
    }
}

extension ContractTerms {
    /// A pilot contract that ends before its pilot, or before any pilot can (CON-9).
    func warnings(_ kind: ContractKind, _ policy: ContractingPolicy, pilotEnd: CivilDate? = nil) -> [String] {
        guard kind == .pilot, let start = period?.start, let end = period?.end else { return [] }
        if let pilotEnd, end < pilotEnd {
            return ["CON-9: the pilot contract ends on \(end), before its pilot on \(pilotEnd)."]
        }
        guard Int64(end.days(since: start)) + 1 < policy.pilotContractDaysMin.value else { return [] }
        return ["CON-9: the pilot contract ends on \(end), before a pilot of \(policy.pilotContractDaysMin) days can."]
    }
}
