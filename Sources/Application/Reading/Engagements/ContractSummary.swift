import Lifecycle
import Schema

/// What one page says of a contract.
struct ContractSummary: Message {
    var code: Code
    var kind: ContractKind
    var provider: ProviderID
    var signed: CivilDate?
    var start: CivilDate?
    var end: CivilDate?
    var noticeBy: CivilDate?
    static let fields = Fields(
        Self.init(code:kind:provider:signed:start:end:noticeBy:),
        Field("code", \Self.code, "unique in its engagement"),
        Field("kind", \.kind, "pilot or long-term"),
        Field("provider", \.provider, "with whom"),
        Field("signed", \.signed, "day of signature; absent while it is a draft"),
        Field("start", \.start, "first day of its term"),
        Field("end", \.end, "last day of its term, where it ends"),
        Field("noticeBy", \.noticeBy, "the last day on which notice is valid (DATE-1)"))

    init(
        code: Code, kind: ContractKind, provider: ProviderID, signed: CivilDate?, start: CivilDate?, end: CivilDate?,
        noticeBy: CivilDate?
    ) {
        self.code = code
        self.kind = kind
        self.provider = provider
        self.signed = signed
        self.start = start
        self.end = end
        self.noticeBy = noticeBy
    }

    init(_ contract: Contract) {
        let terms = contract.signature?.terms ?? contract.draft.terms
        self.init(
            code: contract.code, kind: contract.kind, provider: contract.provider, signed: contract.signature?.on,
            start: terms.period?.start, end: contract.dates?.end ?? terms.period?.end,
            noticeBy: contract.dates?.lastValidDay)
    }
}
