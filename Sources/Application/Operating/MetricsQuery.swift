import Lifecycle
import Schema

/// The daemon's figures.
struct MetricsQuery: Query {
    static let fields = Fields(Self.init)
    static let method = "Metrics"
    static let about = "The daemon's figures as OpenMetrics text, as they stand."

    struct Reply: Message {
        var text: String
        static let typeName = "MetricsReply"
        static let fields = Fields(Self.init, Field("text", \Self.text, "OpenMetrics text"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        guard let figures = library.operations.deeds.figures() else { throw .unavailable("the daemon is starting") }
        return Reply(text: OpenMetricsText(figures).text)
    }
}
