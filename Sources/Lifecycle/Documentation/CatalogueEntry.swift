public import Schema

/// One event type of any kind of stream, with everything that documents and tests say of it.
public struct CatalogueEntry: Sendable {
    /// The wire name.
    public let kind: String
    /// Version of the payload's shape.
    public let schemaVersion: Int
    /// `engagement`, `provider` or `governance`.
    public let stream: String
    /// The payload's Swift type.
    public let payload: any Event.Type
    /// One sentence.
    public let about: String
    /// Where it may stand.
    public let phases: PhaseSet
    /// The phase that it always enters.
    public let entersPhase: Phase?
    /// Whose hands must differ.
    public let separations: [Separation]
    /// Its shape.
    public let shape: Shape
    /// Where it carries digests of texts: names joined by dots, `[]` behind that of a list.
    public let texts: [String]
    /// An example's bytes, as history would hold them.
    public let example: @Sendable () -> [UInt8]
    /// Bytes decoded and encoded again.
    public let recoded: @Sendable ([UInt8]) throws(JSONFault) -> [UInt8]
    /// A random value's bytes, and whether decoding them gives the value again.
    public let roundTrip: @Sendable (inout SplitMix64) throws(JSONFault) -> ([UInt8], same: Bool)

    init<E: Event>(_ type: E.Type, stream: String) {
        kind = E.kind
        schemaVersion = E.schemaVersion
        self.stream = stream
        payload = type
        about = E.about
        phases = E.phases
        entersPhase = E.entersPhase
        separations = E.separations
        shape = E.shape
        texts = E.shape.places(of: Text.shape)
        example = { JSONWriter.encode(E.example) }
        recoded = { (bytes) throws(JSONFault) in JSONWriter.encode(try E.decode(bytes)) }
        roundTrip = { (source) throws(JSONFault) in try E.roundTrip(&source) }
    }
}

extension Message where Self: Equatable {
    /// Encodes a random value and decodes it again.
    static func roundTrip(_ source: inout SplitMix64) throws(JSONFault) -> ([UInt8], same: Bool) {
        let value = Self.random(using: &source)
        let bytes = JSONWriter.encode(value)
        return (bytes, try Self.decode(bytes) == value)
    }
}

/// Every event type, whatever its stream: the fold's own indexes, side by side.
public enum EventCatalogues {
    /// In the order of the indexes.
    public static let all: [CatalogueEntry] =
        entries(of: Engagement.self, "engagement") + entries(of: Provider.self, "provider")
        + entries(of: Governance.self, "governance")

    private static func entries<State: StreamState>(of state: State.Type, _ stream: String) -> [CatalogueEntry] {
        State.eventIndex.types.map { erase($0.payload, stream) }
    }

    private static func erase<E: Event>(_ type: E.Type, _ stream: String) -> CatalogueEntry {
        CatalogueEntry(type, stream: stream)
    }
}
