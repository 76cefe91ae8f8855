internal import Schema

/// What an export says of itself: whence, of what, as of when, and the tree head that commits to it.
struct ExportDescription: Message, Hashable {
    static let word: Label = "engaged.export.v1"

    var export: Label
    var ledger: String
    var origin: String
    var view: String
    var format: String
    var parameters: JSON
    var position: Int64
    var size: Int64
    var root: Digest
    var made: Instant
    static let fields = Fields(
        Self.init,
        Field("export", \Self.export, "engaged.export.v1", example: word),
        Field("ledger", \.ledger, "id of the ledger"),
        Field("origin", \.origin, "origin line of its checkpoints"),
        Field("view", \.view, "record, or the view's name"),
        Field("format", \.format, "jsonl, cloudevents or csv"),
        Field("parameters", \.parameters, "what was asked for, as given"),
        Field("position", \.position, "the last event that is taken into account"),
        Field("size", \.size, "events up to and including it"),
        Field("root", \.root, "root over them"),
        Field("made", \.made, "when the export began"))

    /// As JSON, with the number of rows once it is known.
    func json(rows: Int64? = nil) -> JSON {
        let own = (try? JSON(parsing: JSONWriter.encode(self))) ?? .object([])
        return rows.map { own.setting(["rows"], to: .integer($0)) } ?? own
    }

    /// The source of CloudEvents.
    var source: String { "urn:uuid:" + ledger }
}
