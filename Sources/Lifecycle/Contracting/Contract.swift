public import Schema

/// A contract that waits for its signature.
public struct ContractDraft: Message, Equatable {
    /// Version of the draft in the stream; the signature names it.
    public var version: Int64
    /// Its day.
    public var on: CivilDate
    /// What it says.
    public var terms: ContractTerms

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("version", \Self.version, "version of the draft in the stream"),
        Field("on", \.on, "its day"),
        Field("terms", \.terms, "what it says"))
}

/// The terms as signed.
public struct ContractSignature: Message, Equatable {
    /// Its day.
    public var on: CivilDate
    /// The event that proves it.
    public var proof: Int64
    /// What was signed.
    public var terms: ContractTerms

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("on", \Self.on, "its day"),
        Field("proof", \.proof, "the event that proves it"),
        Field("terms", \.terms, "what was signed"))
}

/// A change of a signed contract (CON-7).
public struct Amendment: Message, Equatable {
    /// Unique in its contract.
    public var code: Code
    /// What it is about.
    public var what: Label
    /// The day from which it counts.
    public var effective: CivilDate
    /// The fields that change, with their new values.
    public var change: ContractTerms
    /// Version of the draft in the stream.
    public var version: Int64
    /// Day of the draft.
    public var on: CivilDate
    /// Position of the signature; none while it waits.
    public var signed: Int64?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("code", \Self.code, "unique in its contract", example: Code(validated: "A-1")),
        Field("what", \.what, "what it is about", example: "Lower volume, lower price"),
        Field("effective", \.effective, "the day from which it counts"),
        Field("change", \.change, "the fields that change, with their new values"),
        Field("version", \.version, "version of the draft"),
        Field("on", \.on, "day of the draft"),
        Field("signed", \.signed, "position of the signature"))
}

/// One contract of an engagement: drafts, terms as signed, amendments.
public struct Contract: Message, Equatable {
    /// Unique in its engagement.
    public var code: Code
    /// Pilot or long-term.
    public var kind: ContractKind
    /// With whom.
    public var provider: ProviderID
    /// The last draft.
    public var draft: ContractDraft
    /// The signature, once there.
    public var signature: ContractSignature?
    /// In the order of their drafts.
    public var amendments: [Amendment]
    /// When its term ends and notice must be given (DATE-1).
    public var dates: ContractDates?
    /// What was decided for the end of the term (DATE-4).
    public var decision: RenewalDecision?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("code", \Self.code, "unique in its engagement", example: Code(validated: "MSA-1")),
        Field("kind", \.kind, "pilot or long-term"),
        Field("provider", \.provider, "with whom"),
        Field("draft", \.draft, "the last draft"),
        Field("signature", \.signature, "the signature, once there"),
        Field("amendments", \.amendments, "in the order of their drafts"),
        Field("dates", \.dates, "when its term ends and notice must be given"),
        Field("decision", \.decision, "what was decided for the end of the term"))

    /// The terms in force on a day: per field the latest effective date not after it, then position (CON-7).
    public func terms(inForceOn date: CivilDate) -> ContractTerms? {
        guard let signature else { return nil }
        return signedAmendments.filter { $0.effective <= date }
            .reduce(signature.terms) { $0.merged($1.change, .overlay) }
    }

    /// The terms once every signed amendment has come into force.
    var finalTerms: ContractTerms? { terms(inForceOn: .max) }

    /// Signed amendments in the order in which they take precedence.
    var signedAmendments: [Amendment] {
        amendments.filter { $0.signed != nil }
            .sorted { ($0.effective, $0.signed ?? 0) < ($1.effective, $1.signed ?? 0) }
    }

    /// First day of the term; the day of signature where the terms name none.
    var start: CivilDate? { signature.map { finalTerms?.period?.start ?? $0.on } }

    /// Whether its term covers the day. A tacit renewal carries it past its end unless exit was decided.
    public func isInForce(on date: CivilDate) -> Bool {
        guard let start, date >= start, let period = terms(inForceOn: date)?.period else { return false }
        guard let end = period.end, date > end else { return true }
        return period.renewal == .tacit && decision?.choice.letsRenew ?? true
    }
}
