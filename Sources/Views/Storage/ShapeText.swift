internal import Ledger
import Lifecycle
import Schema

/// A shape spelled out, for telling whether two editions mean the same.
enum ShapeText {
    static func bytes(_ shape: Shape) -> [UInt8] {
        var output: [UInt8] = []
        append(shape, to: &output)
        return output
    }

    /// Identifies the form of a snapshot: the state's shape and the events that lead to it.
    static func format<State: StreamState>(_ type: State.Type) -> [UInt8] {
        let events = State.eventIndex.types.map { "\($0.kind) \($0.schemaVersion)\n" }.joined()
        return SHA.hash(bytes(State.shape) + Array(events.utf8)).bytes
    }

    private static func append(_ shape: Shape, to output: inout [UInt8]) {
        switch shape {
        case .string(let format, let pattern, let lengthMax):
            output += Array("s \(format) \(pattern ?? "") \(lengthMax ?? 0)\n".utf8)
        case .integer(let min, let max): output += Array("i \(min) \(max)\n".utf8)
        case .boolean: output += Array("b\n".utf8)
        case .choice(let name, let values): output += Array("c \(name) \(values.joined(separator: " "))\n".utf8)
        case .array(let element):
            output += Array("a ".utf8)
            append(element, to: &output)
        case .optional(let wrapped):
            output += Array("o ".utf8)
            append(wrapped, to: &output)
        case .object(let name, let fields):
            output += Array("m \(name) \(fields.count)\n".utf8)
            for field in fields {
                output += Array("f \(field.name) ".utf8)
                append(field.shape, to: &output)
            }
        case .anything: output += Array("x\n".utf8)
        }
    }
}
