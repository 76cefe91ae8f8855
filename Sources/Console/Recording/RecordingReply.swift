internal import Lifecycle
internal import Schema

/// What came of a command, shown.
struct RecordingReply {
    let reply: JSON
    let isDry: Bool

    init(_ reply: JSON, isDry: Bool) {
        self.reply = reply
        self.isDry = isDry
    }

    func show(_ invocation: Invocation) throws(CommandFailure) {
        switch invocation.format {
        case .json: invocation.output.line(PrettyJSON.text(reply))
        case .jsonl: invocation.output.line(reply.encoded)
        case .csv: Listing.events.write(reply, invocation)
        case .table: table(invocation)
        }
    }

    private func table(_ invocation: Invocation) {
        invocation.output.line(invocation.terminal.paint(headline, .bold))
        let events = reply["events"]?.elements ?? []
        for event in events.prefix(20) { invocation.output.line("  " + RecordingReply.line(event)) }
        if events.count > 20 { invocation.output.line("  … and \(events.count - 20) more") }
        if isDry {
            for event in events.prefix(20) { invocation.output.line(PrettyJSON.text(event["body"] ?? .object([]))) }
        }
        for warning in reply["warnings"]?.elements.compactMap(\.text) ?? [] {
            invocation.output.line(invocation.terminal.paint("  ! " + warning, .yellow))
        }
    }

    private var headline: String {
        let events = reply["events"]?.elements.count ?? 0
        let version = reply["version"]?.number ?? 0, position = reply["position"]?.number ?? 0
        if isDry { return "would record \(events) event\(events == 1 ? "" : "s"); nothing was" }
        if reply["repeated"] == .boolean(true) {
            return "recorded before, under the same command id: version \(version)"
        }
        if events == 0 { return "nothing to record: it is so already (version \(version))" }
        return "recorded at position \(position), version \(version)"
    }

    /// One event in a line, with the domain's own words for it.
    static func line(_ event: JSON) -> String {
        let body = event["body"] ?? .object([])
        let type = event["type"]?.text ?? ""
        let words = EventWords.summary(type, body) ?? ""
        let place = "#\(event["position"]?.number ?? 0)"
        return [place, event["effective"]?.text ?? "", type, words].joined(separator: "  ")
    }
}

/// The domain's line for an event, from its body.
enum EventWords {
    /// None where this program does not know the event.
    static func summary(_ type: String, _ body: JSON) -> String? {
        let bytes = JSONWriter.encode(body)
        return find(Engagement.eventIndex, type, bytes) ?? find(Provider.eventIndex, type, bytes)
            ?? find(Governance.eventIndex, type, bytes)
    }

    private static func find<State: StreamState>(
        _ index: EventIndex<State>, _ type: String, _ body: [UInt8]
    ) -> String? {
        index[type].flatMap { summary($0.payload, body) }
    }

    private static func summary<E: Event>(_ type: E.Type, _ body: [UInt8]) -> String? {
        (try? E.decode(body))?.summary
    }
}
