import Schema

/// An event type with its payload's Swift type erased: what the fold, the documentation and the tests look up.
public struct EventType<State: StreamState>: Sendable {
    /// The wire name.
    public let kind: String
    /// Version of the payload's shape.
    public let schemaVersion: Int
    /// The payload's Swift type.
    public let payload: any Event<State>.Type
    /// Decodes the body and folds it.
    let fold: @Sendable (inout State, UnsafeBufferPointer<UInt8>, Fact) throws(IllegalEvent) -> Void
    /// Decodes the body.
    let decode: @Sendable (UnsafeBufferPointer<UInt8>) throws(IllegalEvent) -> any Event<State>

    /// The type of `E`.
    public init<E: Event>(_ type: E.Type) where E.State == State {
        kind = E.kind
        schemaVersion = E.schemaVersion
        payload = type
        fold = { (state, body, fact) throws(IllegalEvent) in
            try state.fold(try Self.payload(E.self, body), fact)
        }
        decode = { (body) throws(IllegalEvent) in try Self.payload(E.self, body) }
    }

    private static func payload<E: Event>(
        _ type: E.Type, _ body: UnsafeBufferPointer<UInt8>
    ) throws(IllegalEvent) -> E {
        do throws(JSONFault) {
            return try E.decode(body)
        } catch {
            throw IllegalEvent("\(E.kind): \(error)")
        }
    }
}

/// The event types of one kind of stream, by wire name.
public struct EventIndex<State: StreamState>: Sendable {
    /// In the order of the catalogues.
    public private(set) var types: [EventType<State>] = []
    private var places: [String: Int] = [:]

    /// An empty index.
    public init() {}

    /// This index and the types of one more catalogue.
    public func adding<Catalogue: EventCatalogue>(
        _ catalogue: Catalogue.Type
    ) -> EventIndex where Catalogue.State == State {
        var index = self
        for entry in Catalogue.allCases {
            let type = Self.erase(entry.payload)
            index.places[type.kind] = index.types.count
            index.types.append(type)
        }
        return index
    }

    /// The type of that wire name.
    public subscript(_ kind: String) -> EventType<State>? {
        places[kind].map { types[$0] }
    }

    private static func erase<E: Event>(_ type: E.Type) -> EventType<State> where E.State == State {
        EventType(type)
    }
}
