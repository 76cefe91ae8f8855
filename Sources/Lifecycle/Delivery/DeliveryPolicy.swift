public import Schema

/// Thresholds and defaults for Delivery; a number in domain.md is a default here, never a constant in a rule.
public struct DeliveryPolicy: Message, Equatable {
    /// Failed periods in a row that escalate (ESC-1, house).
    public var failedInARow: Count = 2
    /// Days to bring figures that were missing at closing (KPI-4, house).
    public var missingDays: Count = 10
    /// Days to see to an escalation (ESC-1, house).
    public var escalationDays: Count = 5
    /// Rows of one import (KPI-5, house).
    public var importRowsMax: Count = 20_000

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("failedInARow", \Self.failedInARow, "failed periods in a row that escalate"),
        Field("missingDays", \.missingDays, "days to bring figures that were missing at closing"),
        Field("escalationDays", \.escalationDays, "days to see to an escalation"),
        Field("importRowsMax", \.importRowsMax, "rows of one import"))

    /// The defaults of domain.md.
    public static let standard = DeliveryPolicy()
}
