internal import Schema

/// A reply of many values as lines of path and value.
enum DocumentText {
    static func write(_ reply: JSON, _ invocation: Invocation) {
        switch invocation.format {
        case .json: invocation.output.line(PrettyJSON.text(reply))
        case .jsonl: invocation.output.line(reply.encoded)
        case .csv:
            invocation.output.line("path,value")
            for (path, value) in leaves(reply) {
                invocation.output.line(Listing.quoted(path) + "," + Listing.quoted(value))
            }
        case .table:
            let rows = leaves(reply)
            let width = rows.map { DisplayWidth.of($0.0) }.max() ?? 0
            for (path, value) in rows {
                let room = invocation.terminal.width.map { max($0 - width - 2, 16) }
                invocation.output.line(DisplayWidth.pad(path, width) + "  " + DisplayWidth.cut(value, room))
            }
        }
    }

    /// Every value that holds no other, by its path.
    static func leaves(_ json: JSON, _ path: String = "") -> [(String, String)] {
        switch json {
        case .object(let members) where PrettyJSON.cell(json).hasPrefix("{"):
            members.flatMap { leaves($0.value, path.isEmpty ? $0.key : path + "." + $0.key) }
        case .array(let elements) where elements.contains { !$0.members.isEmpty }:
            elements.enumerated().flatMap { leaves($1, "\(path)[\($0)]") }
        case .object, .array, .string, .integer, .boolean, .null: [(path, PrettyJSON.cell(json))]
        }
    }
}
