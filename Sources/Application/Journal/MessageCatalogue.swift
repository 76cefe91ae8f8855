import Lifecycle

/// The journal's message catalogue (catalog format of systemd): what `journalctl -x` says beside an entry.
///
/// A text for every event class that wakes somebody, and for every message of the daemon that asks for action;
/// `Deploy/engaged.catalog` holds it, drawn by `schema-files` and compared by a test.
public enum MessageCatalogue {
    /// The whole file.
    public static var text: String {
        let events = EventCatalogues.all.filter { $0.payload.attention == .warning }.map(event)
        let daemon = DaemonMessage.allCases.compactMap(own)
        return (["# Generated from the event classes and the daemon's messages; a test compares. Do not edit.\n"]
            + events + daemon).joined(separator: "\n")
    }

    private static func event(_ entry: CatalogueEntry) -> String {
        let advice = entry.payload.advice.replacing("{engagement}", with: "@ENGAGED_ENGAGEMENT@")
        return section(MessageID.event(entry.kind), entry.about, advice)
    }

    private static func own(_ message: DaemonMessage) -> String? {
        message.advice.map { section(MessageID.daemon(message), $0.subject, $0.text) }
    }

    private static func section(_ id: String, _ subject: String, _ text: String) -> String {
        "-- \(id)\nSubject: \(subject)\nDefined-By: engaged\nDocumentation: man:engaged(8)\n\n\(text)\n"
    }
}
