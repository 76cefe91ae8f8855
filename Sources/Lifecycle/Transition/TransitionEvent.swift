/// Events of the hand-over.
public enum TransitionEvent: String, EventCatalogue {
    case planned = "transition.planned"
    case activityPlanned = "transition.activity-planned"
    case activityDone = "transition.activity-done"
    case activityCancelled = "transition.activity-cancelled"
    case accessRequested = "access.requested"
    case accessGranted = "access.granted"
    case accessRevoked = "access.revoked"
    case accessRecertified = "access.recertified"
    case parallelRunRecorded = "transition.parallel-run-recorded"
    case readinessAccepted = "transition.readiness-accepted"
    case cutOver = "transition.cut-over"

    /// The payload's type.
    public var payload: any Event<Engagement>.Type {
        switch self {
        case .planned: TransitionPlanned.self
        case .activityPlanned: ActivityPlanned.self
        case .activityDone: ActivityDone.self
        case .activityCancelled: ActivityCancelled.self
        case .accessRequested: AccessRequested.self
        case .accessGranted: AccessGranted.self
        case .accessRevoked: AccessRevoked.self
        case .accessRecertified: AccessRecertified.self
        case .parallelRunRecorded: ParallelRunRecorded.self
        case .readinessAccepted: ReadinessAccepted.self
        case .cutOver: CutOverMade.self
        }
    }
}

/// Commands of the hand-over.
public enum TransitionCommand: String, CommandCatalogue {
    case plan = "Plan"
    case planActivity = "PlanActivity"
    case finishActivity = "FinishActivity"
    case cancelActivity = "CancelActivity"
    case requestAccess = "RequestAccess"
    case grantAccess = "GrantAccess"
    case revokeAccess = "RevokeAccess"
    case recertifyAccess = "RecertifyAccess"
    case recordParallelRun = "RecordParallelRun"
    case acceptReadiness = "AcceptReadiness"
    case cutOver = "CutOver"

    /// The Varlink interface.
    public static let interface = "org.engaged.Transition"
    /// What it is for.
    public static let about = "Plans, activities, access, parallel run and cut-over."

    /// The command's type.
    public var command: any Command.Type {
        switch self {
        case .plan: PlanTransition.self
        case .planActivity: PlanActivity.self
        case .finishActivity: FinishActivity.self
        case .cancelActivity: CancelActivity.self
        case .requestAccess: RequestAccess.self
        case .grantAccess: GrantAccess.self
        case .revokeAccess: RevokeAccess.self
        case .recertifyAccess: RecertifyAccess.self
        case .recordParallelRun: RecordParallelRun.self
        case .acceptReadiness: AcceptReadiness.self
        case .cutOver: CutOver.self
        }
    }
}
