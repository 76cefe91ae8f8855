public import Schema

/// Liability, law and the way out.
public struct LegalTerms: Message, Equatable, TermsGroup {
    /// Liability and insurance.
    public var liability: Label?
    /// The law that governs it.
    public var governingLaw: Label?
    /// When and how either may leave.
    public var exitClause: Label?
    /// What help the provider gives on leaving.
    public var exitAssistance: Label?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("liability", \Self.liability, "liability and insurance", example: "Capped at one year's fees"),
        Field("governingLaw", \.governingLaw, "the law that governs it", example: "Germany"),
        Field("exitClause", \.exitClause, "when and how either may leave", example: "For cause at any time"),
        Field("exitAssistance", \.exitAssistance, "what help the provider gives on leaving",
              example: "Three months at the agreed rates"))

    func merged(_ change: LegalTerms, _ how: TermsMerge) -> LegalTerms {
        LegalTerms(
            liability: how.one(liability, change.liability),
            governingLaw: how.one(governingLaw, change.governingLaw),
            exitClause: how.one(exitClause, change.exitClause),
            exitAssistance: how.one(exitAssistance, change.exitAssistance))
    }
}
