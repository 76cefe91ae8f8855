public import Schema

/// A change of a signed contract was drafted: what, from, to, rationale, effective date (CON-7).
public struct AmendmentDrafted: Event {
    /// The contract.
    public var contract: Code
    /// Unique in its contract.
    public var amendment: Code
    /// What it is about.
    public var what: Label
    /// The fields that change, as they were to be on the effective date.
    public var from: ContractTerms
    /// The fields that change, with their new values.
    public var to: ContractTerms
    /// The day from which it counts.
    public var effectiveOn: CivilDate
    /// Why.
    public var rationale: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("contract", \Self.contract, "the contract", example: Code(validated: "MSA-1")),
        Field("amendment", \.amendment, "unique in its contract", example: Code(validated: "A-1")),
        Field("what", \.what, "what it is about", example: "Lower volume, lower price"),
        Field("from", \.from, "the fields that change, as they were to be on the effective date"),
        Field("to", \.to, "the fields that change, with their new values"),
        Field("effectiveOn", \.effectiveOn, "the day from which it counts"),
        Field("rationale", \.rationale, "why"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.amendmentDrafted
    /// What it records.
    public static let about = "An amendment of a contract was drafted."
    /// CON-9.
    public static let phases = PhaseSet.fromContracting

    /// Takes the place of an earlier draft of the same code.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.contracting.contracts.firstIndex(where: { $0.code == contract }),
            state.contracting.contracts[index].signature != nil
        else { throw IllegalEvent("no signed contract \(contract)") }
        let earlier = state.contracting.contracts[index].amendments.first { $0.code == amendment }
        guard earlier?.signed == nil else { throw IllegalEvent("amendment \(amendment) is signed") }
        state.contracting.contracts[index].amendments.removeAll { $0.code == amendment }
        state.contracting.contracts[index].amendments.append(Amendment(
            code: amendment, what: what, effective: effectiveOn, change: to, version: fact.version,
            on: fact.effective, signed: nil))
    }

    /// The trail's line.
    public var summary: String { "amendment \(amendment) of contract \(contract) drafted, effective \(effectiveOn)" }
}

/// Drafts an amendment.
public struct DraftAmendment: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The contract.
    public var contract: Code
    /// Unique in its contract.
    public var amendment: Code
    /// What it is about.
    public var what: Label
    /// The fields that change, with their new values.
    public var to: ContractTerms
    /// The day from which it counts.
    public var effectiveOn: CivilDate
    /// Why.
    public var rationale: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("contract", \.contract, "the contract", example: Code(validated: "MSA-1")),
        Field("amendment", \.amendment, "unique in its contract", example: Code(validated: "A-1")),
        Field("what", \.what, "what it is about", example: "Lower volume, lower price"),
        Field("to", \.to, "the fields that change, with their new values"),
        Field("effectiveOn", \.effectiveOn, "the day from which it counts, which may lie ahead"),
        Field("rationale", \.rationale, "why"))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.draftAmendment
    /// What a person types.
    public static let verb = "amendment draft"
    /// What it does.
    public static let about = "Draft a change of a signed contract; another person signs it."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// It changes something, contradicts nothing, and counts from no earlier than the contract.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let amended = try state.signedContract(contract)
        guard !amended.amendments.contains(where: { $0.code == amendment && $0.signed != nil }) else {
            throw Refusal(.con7, "Amendment \(amendment) is signed; draft another.")
        }
        try context.requireNotBefore(amended.signature?.on ?? .min, "the signature")
        if let start = amended.start, effectiveOn < start {
            throw Refusal(.time, "The amendment would count from \(effectiveOn), before the contract's \(start).")
        }
        let before = amended.terms(inForceOn: effectiveOn) ?? ContractTerms()
        try requireKnownLevels(before)
        let after = before.merged(to, .overlay)
        try after.validate()
        guard after != before else { throw Refusal(.con7, "The amendment changes nothing.") }
        return Decision(AmendmentDrafted(
            contract: contract, amendment: amendment, what: what, from: before.merged(to, .excerpt), to: to,
            effectiveOn: effectiveOn, rationale: rationale))
    }

    private func requireKnownLevels(_ before: ContractTerms) throws(Refusal) {
        if let both = to.none.first(where: { to.states($0.item) }) {
            throw Refusal(.form, "The amendment holds \(both.item.shown) and says none of it.")
        }
        guard Set(to.serviceLevels.map(\.code)).count == to.serviceLevels.count else {
            throw Refusal(.form, "Two service levels bear one code.")
        }
        let known = before.serviceLevels.map(\.code)
        for code in to.withdrawnLevels {
            guard known.contains(code) else { throw Refusal(.unknown, "There is no service level \(code) then.") }
            guard !to.serviceLevels.contains(where: { $0.code == code }) else {
                throw Refusal(.form, "Service level \(code) is both changed and withdrawn.")
            }
        }
    }
}

extension Engagement {
    /// The contract, which must be signed.
    func signedContract(_ code: Code) throws(Refusal) -> Contract {
        guard let contract = contracting.contract(code) else { throw unknownContract(code) }
        guard contract.signature != nil else {
            throw Refusal(.con7, "Contract \(code) is not signed.", missing: [Missing(
                rule: .con7, what: "the signature", command: "contract sign \(id) --contract \(code)")])
        }
        return contract
    }
}
