public import Schema

/// Plans of the hand-over, and who may use which system.
public struct TransitionState: Message, Equatable {
    /// Every plan, oldest first.
    public var plans: [TransitionPlan] = []
    /// Every access asked for or granted; it stays listed until revoked (TRA-2).
    public var grants: [AccessGrant] = []

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("plans", \Self.plans, "every plan, oldest first"),
        Field("grants", \.grants, "access asked for or granted and not revoked"))

    /// The plan of that code.
    func plan(_ code: Code) -> TransitionPlan? { plans.first { $0.code == code } }

    /// Changes the plan of that code.
    ///
    /// - Throws: where there is none.
    mutating func change(
        _ code: Code, _ change: (inout TransitionPlan) throws(IllegalEvent) -> Void
    ) throws(IllegalEvent) {
        guard let index = plans.firstIndex(where: { $0.code == code }) else { throw IllegalEvent("no plan \(code)") }
        try change(&plans[index])
    }
}

/// One plan: what is handed over, by when, and how far it is.
public struct TransitionPlan: Message, Equatable {
    /// Unique in its engagement.
    public var code: Code
    /// How much is handed over.
    public var scope: TransitionScope
    /// Its size.
    public var size: TransitionSize
    /// First day.
    public var start: CivilDate
    /// Last day.
    public var end: CivilDate
    /// The entry into transition for which it was made; a later entry needs a new plan (LIFE-2).
    public var entry: Int64
    /// When it was recorded first.
    public var planned: DatedProof
    /// What has to be done.
    public var activities: [PlannedActivity] = []
    /// The parallel run, the newest result of each metric.
    public var results: [ParallelResult] = []
    /// The owner's acceptance of readiness.
    public var readiness: DatedProof?
    /// The cut-over.
    public var cutOver: DatedProof?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("code", \Self.code, "unique in its engagement"),
        Field("scope", \.scope, "how much is handed over"),
        Field("size", \.size, "its size"),
        Field("start", \.start, "first day"),
        Field("end", \.end, "last day"),
        Field("entry", \.entry, "the entry into transition for which it was made"),
        Field("planned", \.planned, "when it was recorded first"),
        Field("activities", \.activities, "what has to be done"),
        Field("results", \.results, "the parallel run, the newest result of each metric"),
        Field("readiness", \.readiness, "the owner's acceptance of readiness"),
        Field("cutOver", \.cutOver, "the cut-over"))

    /// The activity of that code.
    func activity(_ code: Code) -> PlannedActivity? { activities.first { $0.code == code } }
}

/// One activity of a plan.
public struct PlannedActivity: Message, Equatable {
    /// Unique in its plan.
    public var code: Code
    /// What it is.
    public var kind: ActivityKind
    /// Who sees to it.
    public var owner: PersonHandle
    /// The last day on which it is in time.
    public var due: CivilDate
    /// Id of the obligation that it opened.
    public var obligation: String
    /// When it was planned.
    public var planned: DatedProof
    /// When it was done.
    public var done: DatedProof?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("code", \Self.code, "unique in its plan"),
        Field("kind", \.kind, "what it is"),
        Field("owner", \.owner, "who sees to it"),
        Field("due", \.due, "the last day on which it is in time"),
        Field("obligation", \.obligation, "id of the obligation that it opened"),
        Field("planned", \.planned, "when it was planned"),
        Field("done", \.done, "when it was done"))
}

/// The newest result of one metric in a parallel run.
public struct ParallelResult: Message, Equatable {
    /// The metric.
    public var metric: Code
    /// Whether the provider was no worse than the tolerance allows (TRA-3).
    public var accepted: Bool
    /// The event.
    public var recorded: DatedProof

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("metric", \Self.metric, "the metric"),
        Field("accepted", \.accepted, "whether the provider was no worse than the tolerance allows"),
        Field("recorded", \.recorded, "the event"))
}

/// One access: asked for, granted, not yet revoked.
public struct AccessGrant: Message, Equatable {
    /// Unique in its engagement.
    public var code: Code
    /// Which system.
    public var system: Label
    /// Who uses it.
    public var holder: PersonHandle
    /// As what.
    public var role: Code
    /// Version of the request.
    public var request: Int64
    /// When it was asked for.
    public var requested: DatedProof
    /// When it was granted; none while it waits.
    public var granted: DatedProof?
    /// Id of the obligation to certify it again; none while it waits.
    public var obligation: String?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("code", \Self.code, "unique in its engagement"),
        Field("system", \.system, "which system"),
        Field("holder", \.holder, "who uses it"),
        Field("role", \.role, "as what"),
        Field("request", \.request, "version of the request"),
        Field("requested", \.requested, "when it was asked for"),
        Field("granted", \.granted, "when it was granted"),
        Field("obligation", \.obligation, "id of the obligation to certify it again"))
}
