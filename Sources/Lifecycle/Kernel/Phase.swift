public import Schema

/// The phases of an engagement's life (domain.md section 1), in their order.
public enum Phase: String, Choice, Comparable {
    /// Which process, and is it fit to go out.
    case selection
    /// Which provider, on what terms.
    case contracting
    /// The provider takes the keys.
    case transition
    /// A limited scope, measured against frozen benchmarks.
    case pilot
    /// Delivery to service levels.
    case steadyState = "steady_state"
    /// The way back or onwards.
    case exit
    /// Nothing more but evidence.
    case closed
    /// Given up before delivery.
    case abandoned

    /// In the order of life.
    public static func < (left: Phase, right: Phase) -> Bool { left.rank < right.rank }

    private var rank: Int { Phase.allCases.firstIndex(of: self) ?? 0 }
}

/// In which phases an event may stand; the log's verifiers hold every event to it.
public struct PhaseSet: Hashable, Sendable {
    /// The phases, in order.
    public let phases: [Phase]
    private let bits: UInt16

    /// Exactly these.
    public init(_ phases: Phase...) { self.init(phases) }

    /// Exactly these.
    public init(_ phases: [Phase]) {
        self.phases = phases.sorted()
        bits = phases.reduce(0) { $0 | PhaseSet.bit($1) }
    }

    /// Whatever the phase.
    public static let any = PhaseSet(Phase.allCases)
    /// From selection to exit: everything but closed and abandoned.
    public static let open = PhaseSet(.selection, .contracting, .transition, .pilot, .steadyState, .exit)
    /// From contracting to exit (CON-9).
    public static let fromContracting = PhaseSet(.contracting, .transition, .pilot, .steadyState, .exit)

    /// Whether the phase is among them.
    public func contains(_ phase: Phase) -> Bool { bits & PhaseSet.bit(phase) != 0 }

    private static func bit(_ phase: Phase) -> UInt16 {
        switch phase {
        case .selection: 1
        case .contracting: 2
        case .transition: 4
        case .pilot: 8
        case .steadyState: 16
        case .exit: 32
        case .closed: 64
        case .abandoned: 128
        }
    }
}
