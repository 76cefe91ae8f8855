internal import Schema
internal import Views

/// How rows become bytes.
protocol ExportForm {
    /// What stands before the rows.
    func head(_ description: ExportDescription) -> [UInt8]
    /// One event of the log.
    func add(_ event: CopiedEvent, _ description: ExportDescription, to bytes: inout [UInt8])
    /// One row of a view, a JSON object.
    func add(_ row: VerbatimObject, to bytes: inout [UInt8]) throws(CommandFailure)
    /// What stands behind the rows.
    func tail(_ description: ExportDescription, rows: Int64) -> [UInt8]
}

/// JSON Lines: the description, the rows, the end with their number.
struct JSONLinesForm: ExportForm {
    func head(_ description: ExportDescription) -> [UInt8] { JSONWriter.encode(description) + [0x0A] }

    func add(_ event: CopiedEvent, _ description: ExportDescription, to bytes: inout [UInt8]) {
        var writer = JSONWriter()
        swap(&writer.bytes, &bytes)
        event.write(&writer)
        writer.byte(0x0A)
        swap(&writer.bytes, &bytes)
    }

    func add(_ row: VerbatimObject, to bytes: inout [UInt8]) {
        bytes += row.bytes
        bytes.append(0x0A)
    }

    func tail(_ description: ExportDescription, rows: Int64) -> [UInt8] {
        Array("{\"end\":{\"rows\":\(rows),\"root\":\"\(description.root)\"}}\n".utf8)
    }
}

/// RFC 4180: a header and a line a row; the description goes into a file of its own.
struct CSVForm: ExportForm {
    let columns: [String]
    private let places: [String: Int]

    init(columns: [String]) {
        self.columns = columns
        places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    }

    /// The line of the columns' names.
    var header: [UInt8] { CSVForm.line(columns) }

    func head(_ description: ExportDescription) -> [UInt8] { header }

    func add(_ event: CopiedEvent, _ description: ExportDescription, to bytes: inout [UInt8]) {
        bytes += CSVForm.line([
            "\(event.position)", event.stream, "\(event.version)", event.type, "\(event.schema)",
            "\(event.recorded)", event.effective, event.actor, event.command, "\(event.bodyDigest)",
            String(decoding: event.body?.bytes ?? [], as: UTF8.self),
        ])
    }

    func add(_ row: VerbatimObject, to bytes: inout [UInt8]) throws(CommandFailure) {
        guard let json = try? JSON(parsing: row.bytes) else { throw .unsound("the daemon sent a row that is none") }
        var cells = Array(repeating: "", count: columns.count)
        fill(&cells, json, "")
        bytes += CSVForm.line(cells)
    }

    func tail(_ description: ExportDescription, rows: Int64) -> [UInt8] { [] }

    private func fill(_ cells: inout [String], _ json: JSON, _ path: String) {
        if let place = places[path] {
            cells[place] = json.text ?? (json == .null ? "" : json.encoded)
        } else {
            for member in json.members {
                fill(&cells, member.value, path.isEmpty ? member.key : path + "." + member.key)
            }
        }
    }

    private static func line(_ cells: [String]) -> [UInt8] {
        Array((cells.map(Listing.quoted).joined(separator: ",") + "\r\n").utf8)
    }
}

/// CloudEvents 1.0 in the JSON format, one a line; the export's own beginning and end are events too.
struct CloudEventsForm: ExportForm {
    func head(_ description: ExportDescription) -> [UInt8] { own("begun", description, description.json()) }

    func tail(_ description: ExportDescription, rows: Int64) -> [UInt8] {
        own("ended", description, description.json(rows: rows))
    }

    func add(_ event: CopiedEvent, _ description: ExportDescription, to bytes: inout [UInt8]) {
        var writer = JSONWriter()
        swap(&writer.bytes, &bytes)
        begin(&writer, "\(event.position)", description.source, "org.engaged." + event.type, "\(event.recorded)")
        member("subject", event.stream, &writer)
        member("partitionkey", event.stream, &writer)
        member("sequence", CloudEventsForm.sequence(event.position), &writer)
        member("streamversion", "\(event.version)", &writer)
        member("schemaversion", "\(event.schema)", &writer)
        member("effective", event.effective, &writer)
        member("actor", event.actor, &writer)
        member("command", event.command, &writer)
        member("bodysha256", "\(event.bodyDigest)", &writer)
        end(&writer, event.body?.bytes ?? Array("{}".utf8))
        swap(&writer.bytes, &bytes)
    }

    func add(_ row: VerbatimObject, to bytes: inout [UInt8]) {}

    private func own(_ word: String, _ description: ExportDescription, _ data: JSON) -> [UInt8] {
        var writer = JSONWriter()
        begin(&writer, "export/\(description.made)/\(word)", description.source, "org.engaged.export.\(word)",
              "\(description.made)")
        member("subject", description.view, &writer)
        end(&writer, JSONWriter.encode(data))
        return writer.bytes
    }

    private func begin(_ writer: inout JSONWriter, _ id: String, _ source: String, _ type: String, _ time: String) {
        writer.raw("{\"specversion\":\"1.0\"")
        member("id", id, &writer)
        member("source", source, &writer)
        member("type", type, &writer)
        member("time", time, &writer)
        member("datacontenttype", "application/json", &writer)
    }

    private func end(_ writer: inout JSONWriter, _ data: [UInt8]) {
        writer.raw(",\"data\":")
        writer.bytes += data
        writer.raw("}\n")
    }

    private func member(_ key: StaticString, _ value: String, _ writer: inout JSONWriter) {
        writer.raw(",\"")
        writer.raw(key)
        writer.raw("\":")
        writer.string(value)
    }

    /// Twenty digits, so that sequences sort as text.
    private static func sequence(_ position: Int64) -> String {
        let digits = "\(position)"
        return String(repeating: "0", count: max(20 - digits.count, 0)) + digits
    }
}
