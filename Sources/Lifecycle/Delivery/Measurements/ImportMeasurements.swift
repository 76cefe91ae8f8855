public import Schema

/// Records many figures at once, all or none (KPI-5).
public struct ImportMeasurements: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The rows.
    public var rows: [MeasurementRow]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("rows", \.rows, "the figures"))
    /// Its place in the catalogue.
    public static let entry = DeliveryCommand.importRows
    /// What a person types.
    public static let verb = "kpi import"
    /// What it does.
    public static let about = "Record many KPI figures, all or none; rows recorded already are skipped."
    /// The manager's, and the feeds'.
    public static let roles: [Role] = [.manager, .feed]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Every row that cannot be recorded is listed with its line (KPI-5).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let most = context.policy.delivery.importRowsMax
        guard rows.count <= most.value else {
            throw Refusal(.kpi5, "\(rows.count) rows are more than the \(most) of one import.")
        }
        return try state.measure(rows, state.terms, context, refused: ImportMeasurements.refusal)
    }

    /// One refusal of all the lines; beyond a hundred they are only counted.
    static func refusal(_ first: Refusal, _ faults: [(line: Int64, refusal: Refusal)]) -> Refusal {
        let listed = faults.prefix(100).map { fault in
            Missing(
                rule: fault.refusal.rule, what: "line \(fault.line): \(fault.refusal.message)",
                command: fault.refusal.missing.first?.command)
        }
        let rest = faults.count > 100 ? ", the first 100 are listed" : ""
        let rows = faults.count == 1 ? "1 row" : "\(faults.count) rows"
        return Refusal(.kpi5, "\(rows) cannot be recorded\(rest); none was.", missing: listed)
    }
}
