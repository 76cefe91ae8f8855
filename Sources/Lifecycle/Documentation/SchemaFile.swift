import Schema

/// A file that follows from the domain: drawn here, kept in the repository, compared by a test.
public struct SchemaFile: Hashable, Sendable {
    /// Below the repository's root.
    public let path: String
    /// UTF-8, LF, a newline at the end.
    public let content: String

    /// Every generated file below `Schemas`.
    public static var all: [SchemaFile] {
        events + commands + interfaces + [lifecycle, EventTable.file]
    }

    /// One JSON Schema for every event's body.
    static var events: [SchemaFile] {
        EventCatalogues.all.map { event in
            schema("events/\(event.kind)", title: event.kind, about: event.about, event.shape.sealed)
        }
    }

    /// One JSON Schema for every command's parameters, the envelope's among them.
    static var commands: [SchemaFile] {
        CommandIndex.all.map { command in
            schema("commands/\(command.qualified)", title: command.qualified, about: command.about, command.parameters)
        }
    }

    /// One interface description for every command interface.
    static var interfaces: [SchemaFile] {
        CommandIndex.interfaces.map {
            SchemaFile(path: "Schemas/varlink/\($0.name).varlink", content: $0.varlink.text)
        }
    }

    /// What a verifier needs to know of every event type.
    static var lifecycle: SchemaFile {
        SchemaFile(path: "Schemas/lifecycle.json", content: LifecycleTable.json.pretty)
    }

    private static func schema(_ name: String, title: String, about: String, _ shape: Shape) -> SchemaFile {
        let document = JSONSchema.document(id: "urn:engaged:\(name)", title: title, about: about, shape: shape)
        return SchemaFile(path: "Schemas/\(name).json", content: document.pretty)
    }
}

extension SchemaFile {
    /// Golden bytes of every event's and every command's example, a file each. Written once, never again.
    public static var golden: [SchemaFile] {
        let events = EventCatalogues.all.map { golden("events/\($0.kind)", $0.example()) }
        return events + CommandIndex.all.map { golden("commands/\($0.qualified)", $0.type.exampleBytes) }
    }

    private static func golden(_ name: String, _ bytes: [UInt8]) -> SchemaFile {
        SchemaFile(path: "Tests/Golden/\(name).json", content: String(decoding: bytes, as: UTF8.self))
    }
}

extension Shape {
    /// The shape as history holds it: digests where a request has erasable texts.
    fileprivate var sealed: Shape {
        switch self {
        case Text.shape: Digest.shape
        case .array(let element): .array(element.sealed)
        case .optional(let inner): .optional(inner.sealed)
        case .object(let name, let fields):
            .object(name: name, fields: fields.map {
                FieldShape(name: $0.name, note: $0.note, shape: $0.shape.sealed)
            })
        case .string, .integer, .boolean, .choice, .anything: self
        }
    }
}

extension Command {
    /// The canonical bytes of the command's example, without the envelope.
    static var exampleBytes: [UInt8] { JSONWriter.encode(example) }
}
