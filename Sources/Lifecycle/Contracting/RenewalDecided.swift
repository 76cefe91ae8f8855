public import Schema

/// What is to become of a contract at the end of its term (DATE-4).
public enum RenewalChoice: String, Choice {
    case renew, renegotiate, retender = "re_tender", exit

    /// Whether a tacit renewal may happen.
    var letsRenew: Bool {
        switch self {
        case .renew, .renegotiate, .retender: true
        case .exit: false
        }
    }
}

/// The decision for the end of one term.
public struct RenewalDecision: Message, Equatable {
    /// What was decided.
    public var choice: RenewalChoice
    /// The end that it is about.
    public var end: CivilDate
    /// Its day.
    public var on: CivilDate
    /// The event that proves it.
    public var proof: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("choice", \Self.choice, "what was decided"),
        Field("end", \.end, "the end that it is about"),
        Field("on", \.on, "its day"),
        Field("proof", \.proof, "the event that proves it"))
}

/// It was decided what becomes of a contract at the end of its term (DATE-4).
public struct RenewalDecided: Event {
    /// The contract.
    public var contract: Code
    /// What was decided.
    public var choice: RenewalChoice
    /// The end that it is about.
    public var end: CivilDate
    /// The obligation that is fulfilled by it.
    public var fulfils: String?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("contract", \Self.contract, "the contract", example: Code(validated: "MSA-1")),
        Field("choice", \.choice, "what was decided"),
        Field("end", \.end, "the end that it is about"),
        Field("fulfils", \.fulfils, "id of the obligation that is fulfilled by it"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.renewalDecided
    /// What it records.
    public static let about = "It was decided to renew, renegotiate, re-tender or exit at the end of a contract's term."
    /// CON-9.
    public static let phases = PhaseSet.fromContracting
    /// A decision.
    public static let attention = Attention.notice

    /// Takes the place of an earlier decision for the same end.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.contracting.contracts.firstIndex(where: { $0.code == contract }),
            state.contracting.contracts[index].signature != nil
        else { throw IllegalEvent("no signed contract \(contract)") }
        state.contracting.contracts[index].decision = RenewalDecision(
            choice: choice, end: end, on: fact.effective, proof: fact.position)
        if let fulfils { state.obligations.close(fulfils) }
    }

    /// The decision no longer falls due.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        fulfils.map { [.obligationClosed(id: $0, .fulfilled)] } ?? []
    }

    /// The trail's line.
    public var summary: String { "contract \(contract), ending \(end): \(choice.shown)" }
}

/// Decides what becomes of a contract at the end of its term.
public struct DecideRenewal: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The contract.
    public var contract: Code
    /// What is decided.
    public var choice: RenewalChoice

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("contract", \.contract, "the contract", example: Code(validated: "MSA-1")),
        Field("choice", \.choice, "what is decided"))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.decideRenewal
    /// What a person types.
    public static let verb = "contract decide-renewal"
    /// What it does.
    public static let about = "Decide to renew, renegotiate, re-tender or exit at the end of a contract's term."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Late is recorded, with a warning.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let signed = try state.signedContract(contract)
        guard let dates = signed.dates else {
            throw Refusal(.date4, "Contract \(contract) has no end to decide on.")
        }
        try context.requireNotBefore(signed.signature?.on ?? .min, "the signature")
        if let earlier = signed.decision, earlier.end == dates.end, earlier.choice == choice { return .nothing }
        let prefix = "renewal-decision/\(contract)/"
        let open = state.obligations.open.first { $0.id.hasPrefix(prefix) }
        let late = context.effective > dates.lastValidDay
        let warning = "DATE-4: the last valid day for notice was \(dates.lastValidDay)."
        return Decision(
            RenewalDecided(contract: contract, choice: choice, end: dates.end, fulfils: open?.id),
            warnings: late ? [warning] : [])
    }
}
