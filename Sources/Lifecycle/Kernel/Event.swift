public import Schema

/// A fact that was recorded: payload, place in life, effect on state. One file holds all of one event.
public protocol Event<State>: Message, Equatable {
    /// The state that its stream folds to.
    associatedtype State: StreamState
    /// The catalogue that lists it.
    associatedtype Catalogue: EventCatalogue where Catalogue.State == State
    /// Its entry there, whose raw value is the wire name; stable for ever.
    static var entry: Catalogue { get }
    /// Version of the payload's shape, from 1.
    static var schemaVersion: Int { get }
    /// One sentence: what it records.
    static var about: String { get }
    /// The phases in which it may stand; only engagements have phases.
    static var phases: PhaseSet { get }
    /// The phase that it enters by itself; none for most, and for gates, which name theirs.
    static var entersPhase: Phase? { get }
    /// Which recorded persons its actor must differ from (SEP-1).
    static var separations: [Separation] { get }
    /// Whether somebody should be woken: the journal gives such a class its own MESSAGE_ID and text.
    static var attention: Attention { get }
    /// For an event that wakes somebody: what happened, why it matters and the next command, for the journal's
    /// catalogue. `{engagement}` stands for the engagement's id.
    static var advice: String { get }
    /// Whether a register other than the trail may change with it. Where not, views do not fold it until something
    /// needs the state; of its postings they take none.
    static var needsState: Bool { get }
    /// Changes the state.
    ///
    /// - Throws: where the history before it does not allow the event; only a forged or damaged log gets there.
    func apply(to state: inout State, _ fact: Fact) throws(IllegalEvent)
    /// What registers need of it.
    ///
    /// - Parameter state: the stream's state behind the event.
    func postings(_ fact: Fact, _ state: State) -> [Posting]
    /// One line for the audit trail and the journal: ids, handles, codes, closed words, numbers and dates. Never what
    /// people type freely (``Label``, ``Text``): a title or a legal name may be a person's, and the journal goes to
    /// places where nothing can be erased.
    var summary: String { get }
    /// The rule that speaks through the event, where one does; the journal names it.
    var citedRule: Rule? { get }
}

extension Event {
    /// The first shape.
    public static var schemaVersion: Int { 1 }
    /// Anywhere before the end.
    public static var phases: PhaseSet { .open }
    /// Stays where it is.
    public static var entersPhase: Phase? { nil }
    /// Nobody in particular.
    public static var separations: [Separation] { [] }
    /// Recorded, nobody woken.
    public static var attention: Attention { .routine }
    /// Nothing to say to somebody who need not be woken.
    public static var advice: String { "" }
    /// Most record a fact, not a rule.
    public var citedRule: Rule? { nil }
    /// Most do.
    public static var needsState: Bool { true }
    /// Nothing for the registers.
    public func postings(_ fact: Fact, _ state: State) -> [Posting] { [] }
    /// The wire name.
    public static var kind: String { entry.rawValue }
}

/// How loudly the journal speaks of an event class.
public enum Attention: Sendable, Hashable {
    /// A line at level `info`.
    case routine
    /// Level `notice`: a decision or a change of phase.
    case notice
    /// Level `warning` with a catalogue text that names the next command.
    case warning
}

/// The events of one phase or subject: a case each, and the case's payload.
///
/// Adding an event is a file and a case; the compiler then asks for the rest.
public protocol EventCatalogue: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
    /// The state that its events fold to.
    associatedtype State: StreamState
    /// The payload's type.
    var payload: any Event<State>.Type { get }
}

/// An event that the history before it does not allow. Reported, never trapped on: a log may be hostile.
public struct IllegalEvent: Error, Hashable, Sendable {
    /// What is wrong with it, for a person.
    public var reason: String

    /// An illegal event.
    public init(_ reason: String) { self.reason = reason }
}

/// A pair of hands that must be two persons: the event's actor, and the actor of an earlier event it names.
public struct Separation: Hashable, Sendable {
    /// The payload's field that holds the earlier event's version in the same stream.
    public var field: String
    /// The wire names that the earlier event may bear.
    public var of: [String]

    /// The actor must differ from whoever recorded the event that `field` names.
    public init(field: String, of: [String]) {
        self.field = field
        self.of = of
    }
}
