public import Schema

/// What happens when the term ends.
public enum RenewalMode: String, Choice {
    /// It renews itself unless somebody gives notice.
    case tacit
    /// It ends unless both agree.
    case byAgreement = "by_agreement"
    /// It ends.
    case never
}

/// Term, renewal and notice of a contract.
public struct PeriodTerms: Message, Equatable, TermsGroup {
    /// First day.
    public var start: CivilDate?
    /// Last day; none where open-ended.
    public var end: CivilDate?
    /// Whether it has no end.
    public var openEnded: Bool?
    /// What happens at the end.
    public var renewal: RenewalMode?
    /// How many months each renewal adds.
    public var renewalMonths: Count?
    /// Notice that the client must give.
    public var clientNotice: NoticePeriod?
    /// Notice that the provider must give.
    public var providerNotice: NoticePeriod?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("start", \Self.start, "first day"),
        Field("end", \.end, "last day; absent where open-ended", example: CivilDate("2028-11-20")),
        Field("openEnded", \.openEnded, "whether it has no end", example: .some(false)),
        Field("renewal", \.renewal, "what happens at the end"),
        Field("renewalMonths", \.renewalMonths, "how many months each renewal adds", example: .some(12)),
        Field("clientNotice", \.clientNotice, "notice that the client must give"),
        Field("providerNotice", \.providerNotice, "notice that the provider must give"))

    func merged(_ change: PeriodTerms, _ how: TermsMerge) -> PeriodTerms {
        var merged = PeriodTerms(
            start: how.one(start, change.start), end: how.one(end, change.end),
            openEnded: how.one(openEnded, change.openEnded), renewal: how.one(renewal, change.renewal),
            renewalMonths: how.one(renewalMonths, change.renewalMonths),
            clientNotice: how.one(clientNotice, change.clientNotice),
            providerNotice: how.one(providerNotice, change.providerNotice))
        guard how == .overlay else { return merged }
        if change.end != nil, change.openEnded == nil { merged.openEnded = nil }
        if change.openEnded == true, change.end == nil { merged.end = nil }
        return merged
    }

    /// Refuses a term that contradicts itself.
    func validate() throws(Refusal) {
        if openEnded == true, end != nil { throw Refusal(.form, "An open-ended contract has no end.") }
        if let start, let end, end < start { throw Refusal(.form, "The term would end before it begins.") }
        guard renewal == .tacit else { return }
        guard let renewalMonths, (1...1_200).contains(renewalMonths.value) else {
            throw Refusal(.form, "Tacit renewal needs --renewal-months from 1 to 1200.")
        }
    }
}
