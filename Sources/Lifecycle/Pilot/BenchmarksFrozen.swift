public import Schema

/// Boundaries and benchmarks no longer change (PIL-1).
public struct BenchmarksFrozen: Event {
    /// What the pilot will be measured by.
    public var metrics: [Code]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("metrics", \Self.metrics, "what the pilot will be measured by"))
    /// Its place in the catalogue.
    public static let entry = PilotEvent.benchmarksFrozen
    /// What it records.
    public static let about = "The pilot's boundaries and benchmarks were frozen."
    /// As the boundaries.
    public static let phases = PilotScoped.phases

    /// Once, and not empty.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        try state.changePilot { (pilot) throws(IllegalEvent) in
            guard pilot.frozen == nil, pilot.scope != nil, !metrics.isEmpty,
                pilot.benchmarks.map(\.metric) == metrics
            else { throw IllegalEvent("not the benchmarks that were set") }
            pilot.frozen = fact.proof
        }
    }

    /// The trail's line.
    public var summary: String { "\(metrics.count) benchmarks frozen" }
}

/// Freezes the benchmarks ahead of the start, which would do it otherwise.
public struct FreezeBenchmarks: Command {
    /// The engagement.
    public var engagement: EngagementID

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"))
    /// Its place in the catalogue.
    public static let entry = PilotCommand.freezeBenchmarks
    /// What a person types.
    public static let verb = "pilot freeze"
    /// What it does.
    public static let about = "Freeze the pilot's boundaries and benchmarks; the start does it otherwise."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// There must be something to freeze.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(BenchmarksFrozen.self, context)
        guard state.currentPilot.frozen == nil else { return .nothing }
        let (event, warnings) = try state.freeze(context)
        return Decision(event, warnings: warnings)
    }
}

extension Engagement {
    /// The freeze of what is set.
    ///
    /// - Throws: a refusal that lists all that PIL-1 misses.
    func freeze(_ context: Context) throws(Refusal) -> (BenchmarksFrozen, warnings: [String]) {
        let pilot = currentPilot
        var missing: [Missing] = []
        if pilot.scope == nil {
            missing.append(Missing(
                rule: .pil1, what: "boundaries",
                command: "pilot scope \(id) --function … --in-scope … --out-of-scope …"))
        }
        if pilot.benchmarks.isEmpty {
            missing.append(Missing(
                rule: .pil1, what: "a benchmark",
                command: "pilot set-benchmark \(id) --metric csat --unit percent "
                    + "--direction higher-is-better --target …"))
        }
        guard missing.isEmpty else { throw Refusal(.pil1, "No benchmark, no start.", missing: missing) }
        if let scope = pilot.scope { try context.follows(scope.recorded.on, "the boundaries") }
        let metrics = pilot.benchmarks.map(\.metric)
        let absent = context.policy.pilot.defaultMetrics.filter { !metrics.contains($0) }
        return (BenchmarksFrozen(metrics: metrics), absent.map { "PIL-1: no benchmark for \($0)." })
    }
}
