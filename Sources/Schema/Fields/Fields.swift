/// The field list of a message: the initialiser and, in the order of its parameters, the fields.
///
/// Two fields of one type in the wrong order compile; the round-trip test with distinct values finds them.
///
/// An object and not a value, because every use would else copy its parts.
public final class Fields<Root, each Value: SchemaValue>: FieldList {
    private let make: @Sendable (repeat each Value) -> Root
    private let puts: [@Sendable (UnsafeRawPointer, inout JSONWriter) -> Void]
    /// The keys.
    public let names: [StaticString]
    private let notes: [StaticString]
    private let samples: [(any SchemaValue)?]

    /// A list.
    public init(_ make: @escaping @Sendable (repeat each Value) -> Root, _ fields: repeat Field<Root, each Value>) {
        var names: [StaticString] = []
        var notes: [StaticString] = []
        var puts: [@Sendable (UnsafeRawPointer, inout JSONWriter) -> Void] = []
        var samples: [(any SchemaValue)?] = []
        for field in repeat each fields {
            names.append(field.name)
            notes.append(field.note)
            puts.append(field.put)
            samples.append(field.sample)
        }
        self.make = make
        self.names = names
        self.notes = notes
        self.puts = puts
        self.samples = samples
    }

    /// Takes an object: quickly where the keys stand in order, by place otherwise; faults come from the latter.
    public func decode(_ reader: inout JSONReader) throws(JSONFault) -> Root {
        let start = reader
        if let root = try? decodeInOrder(&reader) { return root }
        reader = start
        let places = try MemberPlaces(&reader, names: names)
        return try decode(&reader, at: places, from: 0)
    }

    /// Writes every present member.
    public func encodeMembers(_ root: borrowing Root, _ writer: inout JSONWriter) {
        withUnsafePointer(to: root) { place in
            for put in puts { put(UnsafeRawPointer(place), &writer) }
        }
    }

    /// Names, shapes and meanings.
    public var shapes: [FieldShape] {
        var shapes: [FieldShape] = []
        func add<T: SchemaValue>(_ type: T.Type) {
            let index = shapes.count
            shapes.append(FieldShape(
                name: names[index].description, note: notes[index].description, shape: T.shape))
        }
        repeat add((each Value).self)
        return shapes
    }

    /// Every field's example.
    public var example: Root {
        var index = 0
        func one<T: SchemaValue>(_ type: T.Type) -> T {
            defer { index += 1 }
            return samples[index].flatMap { $0 as? T } ?? T.example
        }
        return make(repeat one((each Value).self))
    }

    /// Every field at random.
    public func random(using source: inout SplitMix64) -> Root {
        func one<T: SchemaValue>(_ type: T.Type) -> T { T.random(using: &source) }
        return make(repeat one((each Value).self))
    }

    @inline(__always)
    private func decodeInOrder(_ reader: inout JSONReader) throws(JSONFault) -> Root {
        try reader.open(0x7B)
        reader.skipSpace()
        var more = !reader.take(0x7D)
        var index = 0
        func one<T: SchemaValue>(_ type: T.Type) throws(JSONFault) -> T {
            let name = names[index]
            index &+= 1
            guard more, reader.takeKey(name) else { return try T.absent(at: reader.offset) }
            let value = try T.read(&reader)
            more = try reader.continuesObject()
            return value
        }
        let root = make(repeat try one((each Value).self))
        guard !more else { throw JSONFault(.unknownKey, at: reader.offset) }
        reader.close()
        return root
    }

    /// Takes the values where a walk over the object found them; the reader's own place stays.
    public func decode(
        _ reader: inout JSONReader, at places: MemberPlaces, from first: Int
    ) throws(JSONFault) -> Root {
        let behind = reader
        var index = first
        func one<T: SchemaValue>(_ type: T.Type) throws(JSONFault) -> T {
            let current = index
            index += 1
            do throws(JSONFault) {
                guard let place = places[current] else { return try T.absent(at: places.start) }
                reader.move(to: place)
                return try T.read(&reader)
            } catch {
                throw error.under(places.name(current))
            }
        }
        reader.depth += 1
        let root = make(repeat try one((each Value).self))
        reader = behind
        return root
    }
}
