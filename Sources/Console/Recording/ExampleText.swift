internal import Lifecycle
internal import Schema

/// The input that `--example` prints.
enum ExampleText {
    /// Every field with its example; free texts in words, where history would have their digests.
    static func of(_ type: CommandType) -> String {
        let parsed = try? JSON(parsing: encoded(type.type))
        return PrettyJSON.text(plain(parsed ?? .object([]), type.type.shape)) + "\n"
    }

    private static func encoded<C: Command>(_ type: C.Type) -> [UInt8] { JSONWriter.encode(C.example) }

    private static func plain(_ json: JSON, _ shape: Shape) -> JSON {
        switch shape.required {
        case .string(let format, _, let lengthMax):
            format == "text" && lengthMax == Text.lengthMax ? .string("in your own words") : json
        case .array(let element): .array(json.elements.map { plain($0, element) })
        case .object(_, let fields):
            .object(json.members.map { member in
                let shape = fields.first { $0.name == member.key }?.shape ?? .anything
                return .init(member.key, plain(member.value, shape))
            })
        case .integer, .boolean, .choice, .optional, .anything: json
        }
    }
}
