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
    /// For look-ups by bytes: places in `types` plus one, or 0, by the hash of the wire name; never full.
    private var slots: [UInt16] = Array(repeating: 0, count: EventIndex.slotCount)
    private var names: [[UInt8]] = []

    private static var slotCount: Int { 1024 }

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
            index.enter(type.kind)
        }
        return index
    }

    private mutating func enter(_ kind: String) {
        let name = Array(kind.utf8)
        names.append(name)
        precondition(names.count < EventIndex.slotCount / 2, "more event types than the index is made for")
        var slot = name.withUnsafeBytes(EventIndex.slot)
        while slots[slot] != 0 { slot = (slot + 1) & (EventIndex.slotCount - 1) }
        slots[slot] = UInt16(names.count)
    }

    /// FNV-1a; the names are our own, so nobody can make them collide.
    private static func slot(_ name: UnsafeRawBufferPointer) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int(hash ^ hash >> 15) & (slotCount - 1)
    }

    /// The type of that wire name in UTF-8, without making a string of it: every stored event comes through here.
    public func type(named kind: UnsafeRawBufferPointer) -> EventType<State>? {
        var slot = EventIndex.slot(kind)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if names[index].count == kind.count, names[index].elementsEqual(kind) { return types[index] }
            slot = (slot + 1) & (EventIndex.slotCount - 1)
        }
        return nil
    }

    /// The type of that wire name.
    public subscript(_ kind: String) -> EventType<State>? {
        places[kind].map { types[$0] }
    }

    private static func erase<E: Event>(_ type: E.Type) -> EventType<State> where E.State == State {
        EventType(type)
    }
}
