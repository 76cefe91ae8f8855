public import Schema

/// The arrows of the life cycle (domain.md section 1): every one is decided by two persons.
public enum Gate: String, Choice {
    case toContracting = "to_contracting", toTransition = "to_transition", toPilot = "to_pilot"
    case toSteadyState = "to_steady_state", toExit = "to_exit", close
    case backToTransition = "back_to_transition", backToContracting = "back_to_contracting"
    case backToPilot = "back_to_pilot", reopen, resume

    /// The phases from which it leads.
    public var from: PhaseSet {
        switch self {
        case .toContracting: PhaseSet(.selection)
        case .toTransition: PhaseSet(.contracting)
        case .toPilot: PhaseSet(.transition)
        case .toSteadyState, .backToTransition, .backToContracting: PhaseSet(.pilot)
        case .toExit: PhaseSet(.transition, .pilot, .steadyState)
        case .close: PhaseSet(.exit)
        case .backToPilot: PhaseSet(.steadyState)
        case .reopen: PhaseSet(.closed)
        case .resume: PhaseSet(.abandoned)
        }
    }

    /// The phase to which it leads.
    public var to: Phase {
        switch self {
        case .toContracting, .backToContracting: .contracting
        case .toTransition, .backToTransition: .transition
        case .toPilot, .backToPilot: .pilot
        case .toSteadyState: .steadyState
        case .toExit, .reopen: .exit
        case .close: .closed
        case .resume: .selection
        }
    }

    /// Whether its request must say why: every way but forward.
    public var needsReason: Bool {
        switch self {
        case .backToTransition, .backToContracting, .backToPilot, .reopen, .resume, .toExit: true
        case .toContracting, .toTransition, .toPilot, .toSteadyState, .close: false
        }
    }

    /// The way forward from a phase, which `show` calls next.
    public static func forward(from phase: Phase) -> Gate? {
        switch phase {
        case .selection: .toContracting
        case .contracting: .toTransition
        case .transition: .toPilot
        case .pilot: .toSteadyState
        case .steadyState: .toExit
        case .exit: .close
        case .closed: nil
        case .abandoned: .resume
        }
    }
}
