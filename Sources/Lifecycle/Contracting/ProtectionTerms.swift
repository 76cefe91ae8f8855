public import Schema

/// What protects data, rights and the service.
public struct ProtectionTerms: Message, Equatable, TermsGroup {
    /// Classes of data handled.
    public var data: [DataClass] = []
    /// Countries where data rests or is processed.
    public var countries: [CountryCode] = []
    /// How data is returned and deleted.
    public var dataReturn: Label?
    /// Whose the results are.
    public var intellectualProperty: Label?
    /// What may be audited, by whom.
    public var auditRights: Label?
    /// Who may subcontract what.
    public var subcontracting: Label?
    /// How the service goes on in a crisis.
    public var continuity: Label?
    /// Hours within which an incident is notified.
    public var incidentNoticeHours: Count?
    /// Whether and how AI and data may be used.
    public var aiUse: Label?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("data", \Self.data, "classes of data handled"),
        Field("countries", \.countries, "countries where data rests or is processed"),
        Field("dataReturn", \.dataReturn, "how data is returned and deleted", example: "Within 30 days of the end"),
        Field("intellectualProperty", \.intellectualProperty, "whose the results are", example: "The client's"),
        Field("auditRights", \.auditRights, "what may be audited, by whom", example: "Yearly, by the client"),
        Field("subcontracting", \.subcontracting, "who may subcontract what", example: "With consent only"),
        Field("continuity", \.continuity, "how the service goes on in a crisis", example: "Second site in 24 h"),
        Field("incidentNoticeHours", \.incidentNoticeHours, "hours within which an incident is notified",
              example: .some(24)),
        Field("aiUse", \.aiUse, "whether and how AI and data may be used", example: "No training on client data"))

    func merged(_ change: ProtectionTerms, _ how: TermsMerge) -> ProtectionTerms {
        ProtectionTerms(
            data: how.list(data, change.data), countries: how.list(countries, change.countries),
            dataReturn: how.one(dataReturn, change.dataReturn),
            intellectualProperty: how.one(intellectualProperty, change.intellectualProperty),
            auditRights: how.one(auditRights, change.auditRights),
            subcontracting: how.one(subcontracting, change.subcontracting),
            continuity: how.one(continuity, change.continuity),
            incidentNoticeHours: how.one(incidentNoticeHours, change.incidentNoticeHours),
            aiUse: how.one(aiUse, change.aiUse))
    }
}
