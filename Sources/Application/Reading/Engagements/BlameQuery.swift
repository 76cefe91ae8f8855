import Lifecycle
import Schema
import Views

/// Which event, and whose hand, set each value of a stream's state.
struct BlameQuery: Query {
    var stream: StreamName
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("stream", \Self.stream, "which stream"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Blame"
    static let about = "Every value of a stream's state, with the event and the hand that set it last."
    var subject: StreamID? { stream.stream }

    struct Reply: Message {
        var position: Int64
        var values: [BlameRow]
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the position at which this holds"),
            Field("values", \.values, "in the order of the state's fields"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let moment = try library.moment(asOf, atLeast)
        let states = try library.open().states
        let values = try QueryFault.of { () throws(ViewError) in
            try states.blame(stream.stream, asOf: moment.asOf)
        }
        return Reply(position: moment.position, values: values)
    }
}

/// What changed in a stream's state between two moments.
struct DiffQuery: Query {
    var stream: StreamName
    var from: AsOf
    var to: AsOf?
    static let fields = Fields(
        Self.init,
        Field("stream", \Self.stream, "which stream"),
        Field("from", \.from, "the earlier position or time"),
        Field("to", \.to, "the later one; now where absent"))
    static let method = "Diff"
    static let about = "What differs in a stream's state between two positions or times."
    var subject: StreamID? { stream.stream }

    struct Reply: Message {
        var position: Int64
        var from: Int64
        var to: Int64
        var changes: [Change]
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the position at which this holds"),
            Field("from", \.from, "the earlier position"),
            Field("to", \.to, "the later position"),
            Field("changes", \.changes, "value by value"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let earlier = try library.moment(from, nil, field: "from"), later = try library.moment(to, nil, field: "to")
        let states = try library.open().states
        let changes = try QueryFault.of { () throws(ViewError) in
            try states.diff(stream.stream, from: earlier.position, to: later.position)
        }
        return Reply(
            position: later.position, from: earlier.position, to: later.position, changes: changes)
    }
}
