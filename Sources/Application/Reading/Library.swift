import Ledger
import Lifecycle
import Schema
import Synchronization
import Views

/// What questions are answered from: the ledger read-only, the views, the erasable texts, the policy in force.
final class Library: Sendable {
    private let reader: LedgerReader
    let texts: TextStore?
    /// The views, the states and the zones; none while the daemon serves only the log.
    let shelves: Shelves?
    private let current: Mutex<Governance>
    /// What operators may have done.
    let operations = Operations()

    init(reader: LedgerReader, texts: TextStore?, governance: Governance, shelves: Shelves? = nil) {
        self.reader = reader
        self.texts = texts
        self.shelves = shelves
        current = Mutex(governance)
    }

    /// Where the ledger lies.
    var ledgerPath: String { reader.path }

    /// Policy and persons as of the last commit.
    var governance: Governance {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    /// Reads the ledger.
    func ledger<Answer>(
        _ body: (LedgerReader) throws(LedgerError) -> Answer
    ) throws(QueryFault) -> Answer {
        do throws(LedgerError) { return try body(reader) } catch { throw QueryFault(error) }
    }

    /// Records of some positions, in order.
    func records(_ positions: Range<Int64>) throws(QueryFault) -> [LedgerRecord] {
        try ledger { (reader) throws(LedgerError) in
            var records: [LedgerRecord] = []
            try reader.scan(positions) { row in
                records.append(LedgerRecord(row.copied()))
                return true
            }
            return records
        }
    }

    /// The text behind a digest, where it is neither unknown nor erased.
    func text(_ digest: Schema.Digest) -> String? {
        guard case .present(let text)? = try? texts?.text(digest.bytes) else { return nil }
        return text
    }
}
