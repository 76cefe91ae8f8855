public import Schema

/// A KPI by which the pilot will be measured; a newer one of the same metric takes its place (PIL-1).
public struct BenchmarkSet: Event {
    /// The benchmark.
    public var benchmark: Benchmark

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("benchmark", \Self.benchmark, "the benchmark"))
    /// Its place in the catalogue.
    public static let entry = PilotEvent.benchmarkSet
    /// What it records.
    public static let about = "A benchmark of the pilot was set: baseline, target, whether critical."
    /// As the boundaries.
    public static let phases = PilotScoped.phases

    /// The newest of a metric counts, in the place of the first.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        try state.changePilot { (pilot) throws(IllegalEvent) in
            guard pilot.frozen == nil else { throw IllegalEvent("benchmark set after the freeze") }
            if let index = pilot.benchmarks.firstIndex(where: { $0.metric == benchmark.metric }) {
                pilot.benchmarks[index] = benchmark
            } else {
                pilot.benchmarks.append(benchmark)
            }
        }
    }

    /// The trail's line.
    public var summary: String {
        "benchmark \(benchmark.metric): \(benchmark.target)\(benchmark.critical ? ", critical" : "")"
    }
}

/// Sets a benchmark.
public struct SetBenchmark: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The KPI.
    public var metric: Code
    /// Its unit.
    public var unit: MeasureUnit
    /// Whether more or less is better.
    public var direction: Direction
    /// The figure before the pilot.
    public var baseline: Decimal?
    /// What must be reached.
    public var target: Decimal
    /// Whether missing it fails the pilot by itself.
    public var critical: Bool?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("metric", \.metric, "the KPI"),
        Field("unit", \.unit, "its unit"),
        Field("direction", \.direction, "whether more or less is better"),
        Field("baseline", \.baseline, "the figure before the pilot; absent where the process is new"),
        Field("target", \.target, "what must be reached, equality included"),
        Field("critical", \.critical, "whether missing it fails the pilot by itself"))
    /// Its place in the catalogue.
    public static let entry = PilotCommand.setBenchmark
    /// What a person types.
    public static let verb = "pilot set-benchmark"
    /// What it does.
    public static let about = "Set a benchmark of the pilot; again to change it before it is frozen."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Free until the freeze; the same again is nothing.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(BenchmarkSet.self, context)
        try state.requireUnfrozen()
        let benchmark = Benchmark(
            metric: metric, unit: unit, direction: direction, baseline: baseline, target: target,
            critical: critical ?? false)
        if state.currentPilot.benchmarks.contains(benchmark) { return .nothing }
        return Decision(BenchmarkSet(benchmark: benchmark))
    }
}
