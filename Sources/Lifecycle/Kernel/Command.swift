public import Schema

/// A wish to change something: decided against the state, it becomes events or a refusal.
public protocol Command<State>: Message, Equatable {
    /// The state it is decided against.
    associatedtype State: StreamState
    /// The catalogue that lists it.
    associatedtype Catalogue: CommandCatalogue
    /// Its entry there; the raw value is the Varlink method's name.
    static var entry: Catalogue { get }
    /// What a person types after `engagectl`: entity and verb, as `gate request`.
    static var verb: String { get }
    /// One sentence: what it does.
    static var about: String { get }
    /// Who may; any one of these roles.
    static var roles: [Role] { get }
    /// Whether the effective date may lie ahead: terms, notices and plans (domain.md section 8).
    static var mayLieAhead: Bool { get }
    /// Whether `reason` is mandatory (domain.md section 8, Reason).
    static var needsReason: Bool { get }
    /// The stream it is decided against.
    var stream: StreamID { get }
    /// Whether the stream must be new (`true`), must exist (`false`), or either (`nil`).
    static var opensStream: Bool? { get }
    /// Decides. Pure: everything from outside is in the context.
    ///
    /// - Returns: the events, in order; none where the command asks for what already is so.
    /// - Throws: a refusal that names the rule and lists all that is missing.
    func decide(_ state: State, _ context: Context) throws(Refusal) -> Decision
    /// What waits in the state for the second hand that this command would be; none for most commands. It is asked of a
    /// refused command, however much else was wrong with it (SEP-2).
    func secondHand(_ state: State) -> SecondHand?
}

extension Command {
    /// Decides nothing that somebody else began.
    public func secondHand(_ state: State) -> SecondHand? { nil }
    /// The manager's.
    public static var roles: [Role] { [.manager] }
    /// Nothing happens in the future.
    public static var mayLieAhead: Bool { false }
    /// Not asked for.
    public static var needsReason: Bool { false }
    /// The stream must exist.
    public static var opensStream: Bool? { false }
}

/// The commands of one Varlink interface: a case each, and the case's type.
public protocol CommandCatalogue: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
    /// The interface's name, `org.engaged.Selection`.
    static var interface: String { get }
    /// What the interface is for.
    static var about: String { get }
    /// The command's type.
    var command: any Command.Type { get }
}

/// What a command became: events for its own stream and, in the same append, for others.
public struct Decision: Sendable {
    /// One event for one stream.
    public struct Emission: Sendable {
        /// Where it goes; the command's own stream where absent.
        public var stream: StreamID?
        /// The payload.
        public var event: any Event
    }

    /// In the order in which they are appended.
    public var emissions: [Emission] = []
    /// Remarks that refuse nothing: a saving above 80 % (SEL-7), a plan outside its range (TRA-5).
    public var warnings: [String] = []

    /// Events for the command's own stream.
    public init(_ events: any Event..., warnings: [String] = []) {
        emissions = events.map { Emission(stream: nil, event: $0) }
        self.warnings = warnings
    }

    /// Nothing: the command asks for what already is so.
    public static var nothing: Decision { Decision() }

    /// One more event for the command's own stream.
    public mutating func add(_ event: any Event) { emissions.append(Emission(stream: nil, event: event)) }

    /// One more event for another stream.
    public mutating func add(_ event: any Event, to stream: StreamID) {
        emissions.append(Emission(stream: stream, event: event))
    }
}
