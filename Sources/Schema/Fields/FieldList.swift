/// What a message's field list can do, whatever the types of its fields.
public protocol FieldList<Root>: Sendable {
    /// The message.
    associatedtype Root
    /// Takes an object with exactly these members.
    func decode(_ reader: inout JSONReader) throws(JSONFault) -> Root
    /// Takes the members out of an object already walked over, of whose names this list's begin at `first`.
    func decode(_ reader: inout JSONReader, at places: MemberPlaces, from first: Int) throws(JSONFault) -> Root
    /// Writes the members without the braces, present fields only, in the order of the list.
    func encodeMembers(_ root: borrowing Root, _ writer: inout JSONWriter)
    /// The keys.
    var names: [StaticString] { get }
    /// Names, shapes and meanings.
    var shapes: [FieldShape] { get }
    /// The value that documentation shows.
    var example: Root { get }
    /// A value for tests.
    func random(using source: inout SplitMix64) -> Root
}

/// A value that is a JSON object, described by one list of fields.
public protocol Message: SchemaValue {
    /// The type of the list.
    associatedtype Layout: FieldList where Layout.Root == Self
    /// The one description of the message.
    static var fields: Layout { get }
    /// The name in JSON Schema and Varlink IDL; the type's name where not said otherwise.
    static var typeName: String { get }
}

extension Message {
    /// The Swift type's name.
    public static var typeName: String { String(describing: Self.self) }

    /// Takes an object with exactly these fields.
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> Self {
        try fields.decode(&reader)
    }

    /// Writes the object.
    public func write(_ writer: inout JSONWriter) {
        writer.byte(0x7B)
        Self.fields.encodeMembers(self, &writer)
        writer.byte(0x7D)
    }

    /// An object shape with the list's fields.
    public static var shape: Shape { .object(name: typeName, fields: fields.shapes) }
    /// Every field's example.
    public static var example: Self { fields.example }
    /// Every field at random.
    public static func random(using source: inout SplitMix64) -> Self { fields.random(using: &source) }
}
