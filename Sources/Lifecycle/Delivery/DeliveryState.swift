public import Schema

/// What an engagement's stream says of Delivery: figures, closed periods, credits.
public struct DeliveryState: Message, Equatable {
    /// Figures by identity, in the order of first use.
    public var series: [KPISeries] = []
    /// Closed periods, in the order of closing.
    public var closings: [ClosedPeriod] = []
    /// Credits, numbered from 1 in this order.
    public var credits: [Credit] = []

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("series", \Self.series, "figures by identity, in the order of first use"),
        Field("closings", \.closings, "closed periods, in the order of closing"),
        Field("credits", \.credits, "credits, numbered from 1 in this order"))
}
