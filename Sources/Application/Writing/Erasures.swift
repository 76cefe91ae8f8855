import Ledger
import Lifecycle
import Schema

/// Carries out what `text.erased` says: the event is durable first, and the text goes behind it.
///
/// Where the text cannot go, for want of space or because the daemon died in between, it goes later: with the next
/// commit or at the next start, which holds the file of texts against every erasure of the log. So a restored backup
/// forgets again what had been forgotten when it was made.
final class Erasures {
    private let texts: TextStore?
    private var waiting: [Schema.Digest] = []

    init(_ texts: TextStore?) { self.texts = texts }

    /// Whether there is, or was, a text of that digest.
    func knows(_ digest: Schema.Digest) -> Bool {
        guard let texts, let found = try? texts.text(digest.bytes) else { return false }
        return found != .unknown
    }

    /// Takes note of the erasures among events that are durable now.
    func add(_ notices: [EventNotice]) {
        for notice in notices where notice.stream == .governance && notice.kind == TextErased.kind {
            if let event = notice.event as? TextErased { waiting.append(event.digest) }
        }
    }

    /// Takes note of every erasure of the log whose text is still there.
    func add(_ governance: Governance) throws(LedgerError) {
        for digest in governance.erased {
            if case .present = try texts?.text(digest.bytes) ?? .unknown { waiting.append(digest) }
        }
    }

    /// Erases what waits; what cannot go now, for want of space or because somebody else reads the file, waits on.
    ///
    /// - Throws: an I/O error.
    func carryOut() throws(LedgerError) {
        guard let texts else { return }
        while let digest = waiting.last {
            do throws(LedgerError) {
                try texts.erase(digest.bytes)
                waiting.removeLast()
            } catch {
                if case .storage(let cause) = error, cause.kind != .io { return }
                throw error
            }
        }
    }
}
