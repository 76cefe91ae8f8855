/// Reviews at gates, waivers of criteria.
public enum GateEvent: String, EventCatalogue {
    case requested = "gate.requested"
    case approved = "gate.approved"
    case rejected = "gate.rejected"
    case waiverRequested = "waiver.requested"
    case waiverApproved = "waiver.approved"

    /// The payload's type.
    public var payload: any Event<Engagement>.Type {
        switch self {
        case .requested: GateRequested.self
        case .approved: GateApproved.self
        case .rejected: GateRejected.self
        case .waiverRequested: WaiverRequested.self
        case .waiverApproved: WaiverApproved.self
        }
    }
}

/// Commands about gates.
public enum GateCommand: String, CommandCatalogue {
    case request = "Request"
    case approve = "Approve"
    case reject = "Reject"
    case requestWaiver = "RequestWaiver"
    case approveWaiver = "ApproveWaiver"

    /// The Varlink interface.
    public static let interface = "org.engaged.Gates"
    /// What it is for.
    public static let about = "Gate reviews by two persons, and waivers of single criteria."

    /// The command's type.
    public var command: any Command.Type {
        switch self {
        case .request: RequestGate.self
        case .approve: ApproveGate.self
        case .reject: RejectGate.self
        case .requestWaiver: RequestWaiver.self
        case .approveWaiver: ApproveWaiver.self
        }
    }
}
