public import Schema

/// One mode governs every two-person rule (SEP-1).
public enum SeparationMode: String, Choice {
    /// Refuses.
    case enforce
    /// Lets pass, marked as an exception: a one-person shop.
    case record
}

/// The governance policy: thresholds, bands, tolerances, modes (domain.md section 8). Adopted by two persons.
public struct Policy: Message, Equatable {
    /// How two-person rules are held.
    public var separation: SeparationMode = .enforce
    /// Phase by phase.
    public var selection = SelectionPolicy.standard
    /// Phase by phase.
    public var contracting = ContractingPolicy.standard
    /// Phase by phase.
    public var transition = TransitionPolicy.standard
    /// Phase by phase.
    public var pilot = PilotPolicy.standard
    /// Phase by phase.
    public var delivery = DeliveryPolicy.standard
    /// Phase by phase.
    public var exit = ExitPolicy.standard

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("separation", \Self.separation, "how two-person rules are held"),
        Field("selection", \.selection, "thresholds of selection"),
        Field("contracting", \.contracting, "thresholds of contracting"),
        Field("transition", \.transition, "thresholds of transition"),
        Field("pilot", \.pilot, "thresholds of the pilot"),
        Field("delivery", \.delivery, "thresholds of delivery"),
        Field("exit", \.exit, "thresholds of exit"))

    /// The defaults of domain.md.
    public static let standard = Policy()
}
