import Lifecycle

/// What somebody reads, as the journal names it: ids of streams and names of views, nobody's data.
struct ReadSubject: Sendable {
    /// The streams that were asked for; all of the log where there is none.
    var streams: [StreamID] = []
    /// The view whose rows are read.
    var view: String?

    private static let namedMax = 16

    /// For a sentence, from "of" on; empty where all of the log is meant.
    var words: String {
        let view = view.map { ", view \($0)" } ?? ""
        let names = streams.prefix(ReadSubject.namedMax).map(\.name)
        let more = streams.count - names.count
        let all = names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        return (names.isEmpty ? "" : " of " + all) + view
    }

    /// For programs that search the journal; a field may come more than once.
    var fields: [(name: String, value: String)] {
        streams.prefix(ReadSubject.namedMax).flatMap { stream in
            [("ENGAGED_STREAM", stream.name)]
                + (stream.engagement.map { [("ENGAGED_ENGAGEMENT", $0.rawValue)] } ?? [])
        } + (view.map { [("ENGAGED_VIEW", $0)] } ?? [])
    }
}
