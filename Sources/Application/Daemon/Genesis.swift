import Ledger
import Lifecycle
import Schema

/// What the installation recorded when it made the ledger: the journal is told of it as of every other event.
enum Genesis {
    /// All that stands in a ledger that was made just now.
    static func notices(_ reader: LedgerReader) throws(LedgerError) -> [EventNotice] {
        var notices: [EventNotice] = []
        let size = try reader.head().next
        try reader.scan(0..<size) { (row) throws(LedgerError) in
            let stored = row.copied()
            let notice = switch stored.type {
            case LedgerCreated.kind: notice(LedgerCreated.self, stored)
            case PolicyAdopted.kind: notice(PolicyAdopted.self, stored)
            case CheckpointKeyAdopted.kind: notice(CheckpointKeyAdopted.self, stored)
            default: EventNotice?.none
            }
            if let notice { notices.append(notice) }
            return true
        }
        return notices
    }

    private static func notice<E: Event>(_ type: E.Type, _ stored: StoredEvent) -> EventNotice? {
        guard let event = try? E.decode(stored.body) else { return nil }
        return EventNotice(
            position: stored.position, stream: .governance, kind: E.kind, event: event, attention: E.attention,
            actor: Author(line: stored.actor), rule: event.citedRule)
    }
}
