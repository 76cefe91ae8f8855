import Lifecycle

extension Journal {
    /// Mirrors durable events, one structured entry each.
    func mirror(_ notices: [EventNotice]) {
        let level = level
        let heard = notices.filter { LogLevel($0.attention) <= level }
        guard !heard.isEmpty else { return }
        post(heard.count) { isNative in heard.map { Entry($0, isNative) } }
    }
}

extension Journal.Entry {
    /// An event's entry; nothing personal is in it. A plain line has no fields.
    init(_ notice: EventNotice, _ isNative: Bool) {
        let id = notice.stream.engagement?.rawValue
        let message = (id ?? notice.stream.name) + ": " + notice.event.summary
        self.init(level: LogLevel(notice.attention), message: message, messageID: "")
        guard isNative else { return }
        messageID = MessageID.event(notice.kind)
        fields = Journal.Entry.fields(notice, id)
    }

    private static func fields(_ notice: EventNotice, _ id: String?) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = [
            ("ENGAGED_EVENT", notice.kind), ("ENGAGED_POSITION", "\(notice.position)"),
            ("ENGAGED_STREAM", notice.stream.name), ("ENGAGED_ACTOR", notice.actor.line),
        ]
        if let id { fields.append(("ENGAGED_ENGAGEMENT", id)) }
        if let uid = notice.actor.uid { fields.append(("ENGAGED_ACTOR_UID", "\(uid)")) }
        if let rule = notice.rule { fields.append(("ENGAGED_RULE", rule.rawValue)) }
        return fields
    }
}

extension LogLevel {
    /// How loudly the journal speaks of an event class.
    init(_ attention: Attention) {
        switch attention {
        case .routine: self = .info
        case .notice: self = .notice
        case .warning: self = .warning
        }
    }
}
