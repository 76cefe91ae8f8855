public import Schema

/// Names one engagement, as `ENG-2026-0042`.
public struct EngagementID: Handle {
    /// The id itself.
    public let rawValue: String
    /// Wraps an id known to be valid.
    public init(validated rawValue: String) { self.rawValue = rawValue }
    /// `ENG-2026-0042`.
    public static var example: EngagementID { EngagementID(validated: "ENG-2026-0042") }
}

/// Names one provider, as `PRV-ALPHA`.
public struct ProviderID: Handle {
    /// The id itself.
    public let rawValue: String
    /// Wraps an id known to be valid.
    public init(validated rawValue: String) { self.rawValue = rawValue }
    /// `PRV-ALPHA`.
    public static var example: ProviderID { ProviderID(validated: "PRV-ALPHA") }
}

/// A person, by handle only: names and addresses live in an erasable directory outside the log.
public struct PersonHandle: Handle {
    /// Every handle starts so.
    public static var prefix: StaticString { "p-" }
    /// The handle itself.
    public let rawValue: String
    /// Wraps a handle known to be valid.
    public init(validated rawValue: String) { self.rawValue = rawValue }
    /// `p-7f3a`.
    public static var example: PersonHandle { PersonHandle(validated: "p-7f3a") }
    /// Another person, for examples in which two are needed.
    public static var otherExample: PersonHandle { PersonHandle(validated: "p-2c91") }
}

/// A code of the client's own inside one engagement: a contract, a KPI, a service level, an activity, a grant.
public struct Code: Handle {
    /// The code itself.
    public let rawValue: String
    /// Wraps a code known to be valid.
    public init(validated rawValue: String) { self.rawValue = rawValue }
    /// `csat`.
    public static var example: Code { Code(validated: "csat") }
}
