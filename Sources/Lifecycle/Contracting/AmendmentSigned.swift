public import Schema

/// An amendment was signed, by another than its drafter (CON-7).
public struct AmendmentSigned: Event {
    /// The contract.
    public var contract: Code
    /// The amendment.
    public var amendment: Code
    /// Version of the draft that was signed.
    public var draft: Int64
    /// The dates of the contract with this amendment (DATE-1).
    public var dates: ContractDates?
    /// The decision that no longer falls due, where the term's end moved.
    public var cancels: String?
    /// The decision that falls due instead (DATE-4).
    public var obligation: Obligation?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("contract", \Self.contract, "the contract", example: Code(validated: "MSA-1")),
        Field("amendment", \.amendment, "the amendment", example: Code(validated: "A-1")),
        Field("draft", \.draft, "version of the draft that was signed"),
        Field("dates", \.dates, "the dates of the contract with this amendment"),
        Field("cancels", \.cancels, "id of the decision that no longer falls due"),
        Field("obligation", \.obligation, "the decision that falls due instead"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.amendmentSigned
    /// What it records.
    public static let about = "An amendment was signed by another person than its drafter."
    /// CON-9.
    public static let phases = PhaseSet.fromContracting
    /// Another than who drafted it (CON-7).
    public static let separations = [Separation(field: "draft", of: ["amendment.drafted"])]
    /// A decision.
    public static let attention = Attention.notice

    /// Counts from its effective date.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.contracting.contracts.firstIndex(where: { $0.code == contract }) else {
            throw IllegalEvent("no contract \(contract)")
        }
        let place = state.contracting.contracts[index].amendments.firstIndex {
            $0.code == amendment && $0.version == draft && $0.signed == nil
        }
        guard let place else { throw IllegalEvent("amendment \(amendment) has no open draft of version \(draft)") }
        state.contracting.contracts[index].amendments[place].signed = fact.position
        if state.contracting.contracts[index].dates?.end != dates?.end {
            state.contracting.contracts[index].decision = nil
        }
        state.contracting.contracts[index].dates = dates
        if let cancels { state.obligations.close(cancels) }
        if let obligation { state.obligations.add(obligation) }
    }

    /// What falls due moved with the term.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [cancels.map { Posting.obligationClosed(id: $0, .cancelled) }, obligation.map { Posting.obligationOpened($0) }]
            .compactMap(\.self)
    }

    /// The trail's line.
    public var summary: String { "amendment \(amendment) of contract \(contract) signed" }
}

/// Signs an amendment.
public struct SignAmendment: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The contract.
    public var contract: Code
    /// The amendment.
    public var amendment: Code

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("contract", \.contract, "the contract", example: Code(validated: "MSA-1")),
        Field("amendment", \.amendment, "the amendment", example: Code(validated: "A-1")))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.signAmendment
    /// What a person types.
    public static let verb = "amendment sign"
    /// What it does.
    public static let about = "Record the signature of an amendment, as another person than its drafter."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// The contract must stay complete (CON-6); closed periods that it reaches back to are judged anew (KPI-3).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let amended = try state.signedContract(contract)
        guard let draft = amended.amendments.first(where: { $0.code == amendment }) else {
            throw Refusal(.unknown, "There is no amendment \(amendment) of contract \(contract).", missing: [Missing(
                rule: .unknown, what: "a draft",
                command: "amendment draft \(engagement) --contract \(contract) --amendment \(amendment) -f FILE")])
        }
        guard draft.signed == nil else { return .nothing }
        try context.requireNotBefore(draft.on, "the draft")
        let after = amended.signing(draft)
        try after.requireComplete(from: draft.effective)
        let dates = try after.finalTerms?.dates(context.policy.contracting.calendar.business)
        var decision = Decision(event(amended, draft, dates, state))
        let terms = state.terms(with: after)
        decision.emissions += try state.restatements(since: draft.effective, terms, context).emissions
        return decision
    }

    /// The draft.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        let draft = state.contracting.contract(contract)?.amendments.first { $0.code == amendment }
        guard let draft, draft.signed == nil else { return nil }
        return SecondHand(AmendmentSigned.self, upon: draft.version)
    }

    private func event(
        _ amended: Contract, _ draft: Amendment, _ dates: ContractDates?, _ state: Engagement
    ) -> AmendmentSigned {
        let owner = state.profile?.owner
        let old = amended.dates?.obligation(contract, owner: owner)
        var new = dates?.obligation(contract, owner: owner)
        var cancels = old.flatMap { old in state.obligations.open.contains { $0.id == old.id } ? old.id : nil }
        if old == new { (new, cancels) = (nil, nil) }
        if let moved = new, state.obligations.isUsed(moved.id) { new?.id = "\(moved.id)/\(draft.version)" }
        return AmendmentSigned(
            contract: contract, amendment: amendment, draft: draft.version, dates: dates, cancels: cancels,
            obligation: new)
    }
}

extension ObligationState {
    /// Whether an obligation ever bore the id.
    func isUsed(_ id: String) -> Bool { closed.contains(id) || open.contains { $0.id == id } }
}

extension Engagement {
    /// The terms as they would stand with that contract in the place of its namesake.
    fileprivate func terms(with contract: Contract) -> DeliveryTerms {
        var future = self
        for index in future.contracting.contracts.indices where contracting.contracts[index].code == contract.code {
            future.contracting.contracts[index] = contract
        }
        return future.terms
    }
}

extension Contract {
    /// The contract as it would be with that amendment signed last.
    func signing(_ draft: Amendment) -> Contract {
        var after = self
        for index in after.amendments.indices where after.amendments[index].version == draft.version {
            after.amendments[index].signed = .max
        }
        return after
    }

    /// Refuses gaps in the terms on the day and on every later day on which they change (CON-6).
    func requireComplete(from date: CivilDate) throws(Refusal) {
        for day in [date] + signedAmendments.map(\.effective).filter({ $0 > date }) {
            guard let terms = terms(inForceOn: day) else { continue }
            try terms.validate()
            let gaps = terms.missing(for: kind)
            guard !gaps.isEmpty else { continue }
            throw Refusal(.con6, "Contract \(code) would be incomplete from \(day).", missing: gaps.map {
                Missing(rule: .con6, what: $0.title, command: nil)
            })
        }
    }
}
