/// Figures, closed periods, breaches and credits.
public enum DeliveryEvent: String, EventCatalogue {
    case measured = "kpi.measured"
    case corrected = "kpi.corrected"
    case periodClosed = "period.closed"
    case periodRestated = "period.restated"
    case breached = "service-level.breached"
    case creditAdjusted = "credit.adjusted"
    case creditSettled = "credit.settled"
    case writeOffRequested = "credit.write-off-requested"
    case writeOffApproved = "credit.write-off-approved"

    /// The payload's type.
    public var payload: any Event<Engagement>.Type {
        switch self {
        case .measured: KPIMeasured.self
        case .corrected: KPICorrected.self
        case .periodClosed: PeriodClosed.self
        case .periodRestated: PeriodRestated.self
        case .breached: ServiceLevelBreached.self
        case .creditAdjusted: CreditAdjusted.self
        case .creditSettled: CreditSettled.self
        case .writeOffRequested: CreditWriteOffRequested.self
        case .writeOffApproved: CreditWriteOffApproved.self
        }
    }
}

/// Commands of delivery.
public enum DeliveryCommand: String, CommandCatalogue {
    case record = "Record"
    case importRows = "Import"
    case correct = "Correct"
    case closePeriod = "ClosePeriod"
    case settleCredit = "SettleCredit"
    case requestWriteOff = "RequestWriteOff"
    case approveWriteOff = "ApproveWriteOff"

    /// The Varlink interface.
    public static let interface = "org.engaged.Delivery"
    /// What it is for.
    public static let about = "KPI figures, closing of periods, service credits."

    /// The command's type.
    public var command: any Command.Type {
        switch self {
        case .record: RecordMeasurement.self
        case .importRows: ImportMeasurements.self
        case .correct: CorrectMeasurement.self
        case .closePeriod: ClosePeriod.self
        case .settleCredit: SettleCredit.self
        case .requestWriteOff: RequestWriteOff.self
        case .approveWriteOff: ApproveWriteOff.self
        }
    }
}
