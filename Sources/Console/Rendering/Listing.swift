internal import Schema

/// How the rows of one kind of reply are listed, in every format.
struct Listing: Sendable {
    /// One column: its title for people, its key for programs, its cell.
    struct Column: Sendable {
        var title: String
        var key: String
        var isRight = false
        var widthMin: Int?
        var cell: @Sendable (JSON, Terminal) -> String

        /// A column of one value as it is.
        static func plain(
            _ title: String, _ key: String, right: Bool = false, widthMin: Int? = nil
        ) -> Column {
            Column(title: title, key: key, isRight: right, widthMin: widthMin) { row, _ in
                PrettyJSON.cell(row.at(key.split(separator: ".").map(String.init)))
            }
        }

        /// A column of a closed word.
        static func word(_ title: String, _ key: String) -> Column {
            Column(title: title, key: key) { row, _ in
                let value = row.at(key.split(separator: ".").map(String.init))
                return value?.text == nil ? MessageField.shown(PrettyJSON.cell(value)) : value?.shown ?? ""
            }
        }

        /// A column of a moment.
        static func moment(_ title: String, _ key: String) -> Column {
            Column(title: title, key: key) { row, terminal in LocalTime.text(row[key]?.text ?? "", utc: terminal.utc) }
        }
    }

    /// Key of the reply's list.
    var rows: String
    var columns: [Column]
    /// What is said where there is nothing.
    var empty: String
    /// The option that goes on where a reply has not all rows.
    var goesOn = "after"
    /// Its value for the beginning, of lists whose last rows come first.
    var first = "0"
    /// Its value behind a reply's last row; none where all rows are there.
    var next: @Sendable (JSON) -> String? = { $0["next"]?.text }

    /// Writes a reply in the format asked for.
    func write(_ reply: JSON, _ invocation: Invocation) {
        let output = invocation.output
        let list = reply[rows]?.elements ?? []
        switch invocation.format {
        case .json: output.line(PrettyJSON.text(reply))
        case .jsonl: for row in list { output.line(row.encoded) }
        case .csv:
            output.line(columns.map { Listing.quoted($0.key) }.joined(separator: ","))
            for row in list { output.line(columns.map { Listing.quoted(raw(row, $0)) }.joined(separator: ",")) }
        case .table: writeTable(list, invocation)
        }
        tellRest(reply, invocation)
    }

    /// Says aloud that there are more rows, and how to come to them: what was cut off must not look like all there is.
    /// A JSON document says so itself.
    func tellRest(_ reply: JSON, _ invocation: Invocation) {
        guard invocation.format != .json else { return }
        if reply["earlier"] == .boolean(true) {
            invocation.output.note("there are earlier ones; from the first on: --\(goesOn) \(first)")
        }
        guard let next = next(reply) else { return }
        invocation.output.note("there are more; behind these: --\(goesOn) \(ShellWord.of(next))")
    }

    private func writeTable(_ list: [JSON], _ invocation: Invocation) {
        guard !list.isEmpty else { return invocation.output.line(empty) }
        var table = Table(columns: columns.map {
            Table.Column(title: $0.title, isRight: $0.isRight, widthMin: $0.widthMin)
        })
        table.rows = list.map { row in columns.map { $0.cell(row, invocation.terminal) } }
        for line in table.lines(invocation.terminal) { invocation.output.line(line) }
    }

    private func raw(_ row: JSON, _ column: Column) -> String {
        PrettyJSON.cell(row.at(column.key.split(separator: ".").map(String.init)))
    }

    /// A CSV field (RFC 4180). By bytes: to Swift, CR LF or a comma under an accent is another character.
    static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x2C, 0x22, 0x0A, 0x0D].contains($0) }) else { return text }
        let doubled = text.utf8.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] }
        return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }
}
