public import Schema

/// The verdict over the pilot, computed and frozen with all that it rests on (PIL-3).
public struct PilotJudged: Event {
    /// The verdict.
    public var verdict: PilotVerdict
    /// First day of the window.
    public var start: CivilDate
    /// Last day of the window.
    public var end: CivilDate
    /// Share of missed benchmarks from which on a pilot fails, in percent, by the policy then.
    public var failsAtPercent: Decimal
    /// Each benchmark.
    public var results: [BenchmarkResult]
    /// Benchmarks that were missed.
    public var missed: [Code]
    /// Measurements that cross the window's edge, and so do not count.
    public var leftOut: [LeftOutMeasurement]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("verdict", \Self.verdict, "the verdict"),
        Field("start", \.start, "first day of the window"),
        Field("end", \.end, "last day of the window"),
        Field("failsAtPercent", \.failsAtPercent, "share of missed benchmarks from which on a pilot fails"),
        Field("results", \.results, "each benchmark"),
        Field("missed", \.missed, "benchmarks that were missed"),
        Field("leftOut", \.leftOut, "measurements that cross the window's edge, and so do not count"))
    /// Its place in the catalogue.
    public static let entry = PilotEvent.judged
    /// What it records.
    public static let about = "The pilot was judged by its benchmarks."
    /// In its own phase only.
    public static let phases = PhaseSet(.pilot)
    /// A decision rests on it.
    public static let attention = Attention.notice

    /// Once a round, over its own window and benchmarks, and following from the results.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        try state.changePilot { (pilot) throws(IllegalEvent) in
            guard pilot.outcome == nil, let window = pilot.window, window.start == start, window.end == end,
                results.map(\.metric) == pilot.benchmarks.map(\.metric),
                results.map(\.critical) == pilot.benchmarks.map(\.critical)
            else { throw IllegalEvent("a verdict over another pilot") }
            guard missed == results.filter(\.missed).map(\.metric),
                verdict == PilotVerdict.over(results, failsAtPercent: failsAtPercent)
            else { throw IllegalEvent("a verdict that does not follow from its results") }
            pilot.outcome = PilotOutcome(verdict: verdict, missed: missed, judged: fact.proof)
        }
    }

    /// The trail's line.
    public var summary: String {
        "pilot judged: \(verdict.shown), \(missed.count) of \(results.count) benchmarks missed"
    }
}

/// A measurement that does not count, because it crosses the window's edge.
public struct LeftOutMeasurement: Message, Equatable {
    /// The KPI.
    public var metric: Code
    /// Its first day.
    public var first: CivilDate
    /// Its last day.
    public var last: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("metric", \Self.metric, "the KPI"),
        Field("first", \.first, "its first day"),
        Field("last", \.last, "its last day"))
}

/// Judges the pilot.
public struct JudgePilot: Command {
    /// The engagement.
    public var engagement: EngagementID

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"))
    /// Its place in the catalogue.
    public static let entry = PilotCommand.judge
    /// What a person types.
    public static let verb = "pilot judge"
    /// What it does.
    public static let about = "Judge the pilot by its benchmarks over its window; the verdict is computed."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Not before the window is over: measurements lie wholly inside it (PIL-3).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(PilotJudged.self, context)
        guard state.currentPilot.outcome == nil else { return .nothing }
        let window = try state.runningPilot()
        guard let span = window.span, context.effective > window.end else {
            throw Refusal(.time, "The pilot runs until \(window.end); it is judged after that day.")
        }
        try requireUnits(state)
        let judged: PilotJudged
        do throws(ArithmeticOverflow) {
            judged = try state.currentPilot.judge(span, context.policy.pilot, state.measurements)
        } catch {
            throw Refusal(.form, "The measurements have too many digits for exact arithmetic.")
        }
        return Decision(judged, warnings: judged.leftOut.map {
            "PIL-3: \($0.metric) from \($0.first) to \($0.last) crosses the window's edge and is left out."
        })
    }

    /// Minutes are not held to hours.
    private func requireUnits(_ state: Engagement) throws(Refusal) {
        for benchmark in state.currentPilot.benchmarks {
            guard let unit = state.otherUnit(than: benchmark) else { continue }
            throw Refusal(
                .kpi1, "\(benchmark.metric) is measured in \(unit.shown), its benchmark is in \(benchmark.unit.shown).")
        }
    }
}

extension PilotState {
    /// The verdict over these benchmarks: a pure function of window, policy and measurements.
    ///
    /// - Throws: ``ArithmeticOverflow`` where a mean needs more digits than exact arithmetic has.
    func judge(
        _ span: DateSpan, _ policy: PilotPolicy,
        _ measurements: (Benchmark, DateSpan) throws(ArithmeticOverflow)
            -> (inside: [PilotMeasurement], crossing: [PilotMeasurement])
    ) throws(ArithmeticOverflow) -> PilotJudged {
        var results: [BenchmarkResult] = [], leftOut: [LeftOutMeasurement] = []
        for benchmark in benchmarks {
            let (inside, crossing) = try measurements(benchmark, span)
            results.append(try benchmark.result(over: inside))
            leftOut += crossing.map {
                LeftOutMeasurement(metric: benchmark.metric, first: $0.span.first, last: $0.span.last)
            }
        }
        return PilotJudged(
            verdict: .over(results, failsAtPercent: policy.failsAtPercent), start: span.first, end: span.last,
            failsAtPercent: policy.failsAtPercent, results: results, missed: results.filter(\.missed).map(\.metric),
            leftOut: leftOut)
    }
}
