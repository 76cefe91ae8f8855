/// Events of the pilot.
public enum PilotEvent: String, EventCatalogue {
    case scoped = "pilot.scoped"
    case benchmarkSet = "pilot.benchmark-set"
    case benchmarksFrozen = "pilot.benchmarks-frozen"
    case started = "pilot.started"
    case extended = "pilot.extended"
    case judged = "pilot.judged"

    /// The payload's type.
    public var payload: any Event<Engagement>.Type {
        switch self {
        case .scoped: PilotScoped.self
        case .benchmarkSet: BenchmarkSet.self
        case .benchmarksFrozen: BenchmarksFrozen.self
        case .started: PilotStarted.self
        case .extended: PilotExtended.self
        case .judged: PilotJudged.self
        }
    }
}

/// Commands of the pilot.
public enum PilotCommand: String, CommandCatalogue {
    case scope = "Scope"
    case setBenchmark = "SetBenchmark"
    case freezeBenchmarks = "FreezeBenchmarks"
    case start = "Start"
    case extend = "Extend"
    case judge = "Judge"

    /// The Varlink interface.
    public static let interface = "org.engaged.Pilot"
    /// What it is for.
    public static let about = "Boundaries, benchmarks, window and verdict of the pilot."

    /// The command's type.
    public var command: any Command.Type {
        switch self {
        case .scope: ScopePilot.self
        case .setBenchmark: SetBenchmark.self
        case .freezeBenchmarks: FreezeBenchmarks.self
        case .start: StartPilot.self
        case .extend: ExtendPilot.self
        case .judge: JudgePilot.self
        }
    }
}
