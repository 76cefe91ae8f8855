import CSystemd
import Dispatch
import Glibc
import Synchronization

/// Where the operator looks: native journal entries, or lines with `<N>` prefixes where there is no journal.
///
/// The journal mirrors the log and is never the record. Sending has a thread of its own, for a full journal socket
/// blocks the sender; what waits is bounded, and what had to be dropped is counted and said.
final class Journal: Sendable {
    /// One entry: message and fields.
    struct Entry: Sendable {
        var level: LogLevel
        var message: String
        var messageID: String
        var fields: [(name: String, value: String)] = []
    }

    private struct State {
        var level: LogLevel
        var waiting = 0
        var dropped = 0
    }

    private let state: Mutex<State>
    private let thread = DispatchQueue(label: "engaged.journal", qos: .utility)
    private let isNative: Bool
    private static let waitingMax = 50_000

    /// A journal at a level; native where standard error is the journal's own stream.
    init(level: LogLevel, isNative: Bool = Journal.hasJournal) {
        state = Mutex(State(level: level))
        self.isNative = isNative
    }

    /// Changes the level at run time.
    func setLevel(_ level: LogLevel) { state.withLock { $0.level = level } }

    /// Sends an entry, later and elsewhere.
    func send(_ entry: Entry) {
        let dropped = state.withLock { state -> Int? in
            guard entry.level <= state.level else { return nil }
            guard state.waiting < Journal.waitingMax else {
                state.dropped += 1
                return nil
            }
            state.waiting += 1
            defer { state.dropped = 0 }
            return state.dropped
        }
        guard let dropped else { return }
        thread.async {
            if dropped > 0 { self.write(.lost(dropped)) }
            self.write(entry)
            self.state.withLock { $0.waiting -= 1 }
        }
    }

    /// One of the daemon's own messages.
    func say(_ message: DaemonMessage, _ level: LogLevel, _ text: String, _ fields: [(String, String)] = []) {
        send(Entry(level: level, message: text, messageID: MessageID.daemon(message), fields: fields))
    }

    /// Returns once everything sent is out.
    func flush() { thread.sync {} }

    private func write(_ entry: Entry) {
        if isNative { writeNative(entry) } else { writeLine(entry) }
    }

    private func writeNative(_ entry: Entry) {
        let lines = ["MESSAGE=" + entry.message, "PRIORITY=\(entry.level.rawValue)", "MESSAGE_ID=" + entry.messageID,
                     "SYSLOG_IDENTIFIER=engaged"] + entry.fields.map { $0.name + "=" + $0.value }
        let copies = lines.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        var vector = copies.map { copy in iovec(iov_base: copy, iov_len: copy.map { strlen($0) } ?? 0) }
        _ = sd_journal_sendv(&vector, Int32(vector.count))
    }

    private func writeLine(_ entry: Entry) {
        let text = entry.message.split(separator: "\n").map { "<\(entry.level.rawValue)>\($0)\n" }.joined()
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            bytes = bytes.dropFirst(max(count, 0))
        }
    }

    /// Whether systemd connected standard error to the journal (`JOURNAL_STREAM` names its device and inode).
    static var hasJournal: Bool {
        guard let stream = getenv("JOURNAL_STREAM") else { return false }
        var status = stat()
        guard fstat(2, &status) == 0 else { return false }
        return String(cString: stream) == "\(status.st_dev):\(status.st_ino)"
    }
}

extension Journal.Entry {
    /// What to say after entries were dropped.
    fileprivate static func lost(_ count: Int) -> Journal.Entry {
        Journal.Entry(
            level: .warning, message: "\(count) journal entries were dropped; the ledger has every event",
            messageID: MessageID.daemon(.entriesLost))
    }
}
