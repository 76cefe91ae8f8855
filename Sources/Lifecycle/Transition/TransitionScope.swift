public import Schema

/// How much of the work a plan hands over.
public enum TransitionScope: String, Choice {
    /// What the pilot needs.
    case pilot
    /// A further part, with a cut-over of its own (LIFE-1).
    case wave
    /// All of it.
    case full
}

/// How long a transition of this size usually takes (TRA-5).
public enum TransitionSize: String, Choice {
    case small, medium, full
}

/// What an activity of the plan is.
public enum ActivityKind: String, Choice {
    case training, walkthrough, systemAccess = "system_access", documentationReview = "documentation_review"
    case playbook, parallelRun = "parallel_run", other

    /// Those of which each plan needs at least one (TRA-1).
    static let demanded: [ActivityKind] = [.training, .walkthrough, .systemAccess, .documentationReview]
}

/// What a parallel run is compared with (TRA-3).
public enum RunReference: String, Choice {
    case inHouse = "in_house", incumbent, specification
}

/// By which tolerance a parallel run's metric is judged (TRA-3).
public enum RunMeasure: String, Choice {
    /// In points.
    case quality
    /// In percent of the reference.
    case time
}
