internal import Schema
internal import Views

/// What is asked of `org.engaged.Registers.Rows`.
struct RowsQuestion: Message {
    var view: String
    var asOf: String?
    var engagement: String?
    var since: LogBound?
    var until: LogBound?
    var after: String?
    static let fields = Fields(
        Self.init,
        Field("view", \Self.view, "which view"),
        Field("asOf", \.asOf, "an earlier position or time"),
        Field("engagement", \.engagement, "of this engagement only"),
        Field("since", \.since, "from here on"),
        Field("until", \.until, "up to here"),
        Field("after", \.after, "the place to go on from"))
}

/// One piece of its answer.
struct RowsPiece: Message {
    /// What the rows are.
    struct Start: Message {
        var ledger: String
        var origin: String
        var columns: [String]
        var position: Int64
        var root: Digest
        static let fields = Fields(
            Self.init,
            Field("ledger", \Self.ledger, "id of the ledger"),
            Field("origin", \.origin, "origin line of its checkpoints"),
            Field("columns", \.columns, "paths of the values of a row"),
            Field("position", \.position, "the position at which all rows hold"),
            Field("root", \.root, "root over the events up to it"))
    }

    var start: Start?
    var rows: [VerbatimObject]
    var next: String?
    static let fields = Fields(
        Self.init,
        Field("start", \Self.start, "in the first piece"),
        Field("rows", \.rows, "by key"),
        Field("next", \.next, "the place to go on from; absent in the last piece"))
}
