import Ledger
import Lifecycle
import Schema
import Views

/// What the installation recorded when it made the ledger: the journal is told of it as of every other event.
enum Genesis {
    /// All that stands in a ledger that was made just now.
    static func notices(_ reader: LedgerReader) throws(LedgerError) -> [EventNotice] {
        var notices: [EventNotice] = []
        let size = try reader.head().next
        try reader.scan(0..<size) { (row) throws(LedgerError) in
            let (fact, body) = (try Fact(row), Array(row.body))
            let notice = switch row.type {
            case LedgerCreated.kind: notice(LedgerCreated.self, fact, body)
            case PolicyAdopted.kind: notice(PolicyAdopted.self, fact, body)
            case CheckpointKeyAdopted.kind: notice(CheckpointKeyAdopted.self, fact, body)
            default: EventNotice?.none
            }
            if let notice { notices.append(notice) }
            return true
        }
        return notices
    }

    private static func notice<E: Event>(_ type: E.Type, _ fact: Fact, _ body: [UInt8]) -> EventNotice? {
        guard let event = try? E.decode(body) else { return nil }
        return EventNotice(fact: fact, stream: .governance, event: event)
    }
}
