public import Schema

/// What a stream's events fold to. A message itself, so that snapshots, display, diff and blame need no code of
/// their own.
public protocol StreamState: Message, Equatable {
    /// Before the first event.
    static func initial(_ stream: StreamID) -> Self
    /// Place of the last folded event in its stream; 0 before the first.
    var version: Int64 { get set }
    /// Place of the last folded event in the log; −1 before the first.
    var position: Int64 { get set }
    /// Every event type of this kind of stream.
    static var eventIndex: EventIndex<Self> { get }
    /// Whether an event of these phases may come now.
    func admits(_ phases: PhaseSet) -> Bool
    /// Who recorded the event of this version, for versions that a later event may have to differ from.
    func hand(ofVersion version: Int64) -> Hand?
    /// Remembers of an event just applied what later events are held against: the hand, and the day.
    mutating func remember(_ fact: Fact, of type: ObjectIdentifier)
}

extension StreamState {
    /// Folds one stored event.
    ///
    /// - Throws: where the body is not what its type says, or the history does not allow it.
    public mutating func fold(
        kind: UnsafeRawBufferPointer, schema: Int, body: UnsafeBufferPointer<UInt8>, _ fact: Fact
    ) throws(IllegalEvent) {
        guard let type = Self.eventIndex.type(named: kind) else {
            throw IllegalEvent("unknown event type \(String(decoding: kind, as: UTF8.self))")
        }
        guard type.schemaVersion == schema else { throw IllegalEvent("\(type.kind) has no schema \(schema)") }
        try type.fold(&self, body, fact)
    }

    /// Folds one stored event by its wire name.
    ///
    /// - Throws: where the body is not what its type says, or the history does not allow it.
    public mutating func fold(
        kind: String, schema: Int, body: UnsafeBufferPointer<UInt8>, _ fact: Fact
    ) throws(IllegalEvent) {
        let name = Array(kind.utf8)
        try name.withUnsafeBufferPointer { (name) throws(IllegalEvent) in
            try fold(kind: UnsafeRawBufferPointer(name), schema: schema, body: body, fact)
        }
    }

    /// Folds one event just decided.
    public mutating func fold<E: Event>(_ event: E, _ fact: Fact) throws(IllegalEvent) where E.State == Self {
        guard fact.version == version + 1 else {
            throw IllegalEvent("version \(fact.version) after \(version)")
        }
        guard admits(E.phases) else { throw IllegalEvent("\(E.kind) is not legal in this phase") }
        try event.apply(to: &self, fact)
        version = fact.version
        position = fact.position
        remember(fact, of: ObjectIdentifier(E.self))
    }
}
