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
        /// Whether it is said at any level: an operator who turns the journal down does not turn this off.
        var isAlwaysSaid = false
    }

    private struct State {
        var level: LogLevel
        var waiting: [Maker] = []
        var count = 0
        var dropped = 0
        var isScheduled = false
    }

    /// Makes entries on the journal's thread.
    private typealias Maker = @Sendable (_ isNative: Bool) -> [Entry]

    private let state: Mutex<State>
    private let thread = DispatchQueue(label: "engaged.journal", qos: .utility)
    private let isNative: Bool
    private static let waitingMax = 50_000
    /// How long events are gathered: a thread is woken for each gathering, which a lone client's next command feels.
    private static let gatheringMilliseconds = 10
    /// How long a failing daemon stays for journald to see whose its last entry is.
    private static let hearingMicroseconds: UInt32 = 250_000

    /// A journal at a level; native where standard error is the journal's own stream.
    init(level: LogLevel, isNative: Bool = Journal.hasJournal) {
        state = Mutex(State(level: level))
        self.isNative = isNative
    }

    /// Changes the level at run time.
    func setLevel(_ level: LogLevel) { state.withLock { $0.level = level } }

    /// Sends an entry, later and elsewhere.
    func send(_ entry: Entry) {
        guard entry.isAlwaysSaid || entry.level <= level else { return }
        post(1) { _ in [entry] }
        thread.async { self.write() }
    }

    /// What is quieter is not said.
    var level: LogLevel { state.withLock { $0.level } }

    /// Sends entries that are also made later and elsewhere: whoever waits for a commit does not wait for them.
    func post(_ count: Int, _ entries: @escaping @Sendable (_ isNative: Bool) -> [Entry]) {
        let isFirst = state.withLock { state in
            guard state.count + count <= Journal.waitingMax else {
                state.dropped += count
                return false
            }
            state.count += count
            state.waiting.append(entries)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        guard isFirst else { return }
        thread.asyncAfter(deadline: .now() + .milliseconds(Journal.gatheringMilliseconds)) { self.write() }
    }

    /// One of the daemon's own messages.
    func say(_ message: DaemonMessage, _ level: LogLevel, _ text: String, _ fields: [(String, String)] = []) {
        send(Entry(level: level, message: text, messageID: MessageID.daemon(message), fields: fields))
    }

    /// Returns once everything sent is out.
    func flush() { thread.sync { write() } }

    /// Returns once the last words are out, and heard: journald looks up a sender's unit while the sender lives, and
    /// `journalctl -u` would not find why a daemon ended that was gone before.
    func flushLast() {
        flush()
        if isNative { usleep(Journal.hearingMicroseconds) }
    }

    /// Writes what has been gathered; on the journal's thread.
    private func write() {
        let (makers, count, dropped) = state.withLock { state in
            defer {
                state.waiting = []
                state.dropped = 0
                state.isScheduled = false
            }
            return (state.waiting, state.count, state.dropped)
        }
        if dropped > 0 { write([.lost(dropped)]) }
        if !makers.isEmpty { write(makers.flatMap { $0(isNative) }) }
        state.withLock { $0.count -= count }
    }

    private func write(_ entries: [Entry]) {
        if isNative { entries.forEach(writeNative) } else { writeLines(entries) }
    }

    private func writeNative(_ entry: Entry) {
        let lines = ["MESSAGE=" + entry.message, "PRIORITY=\(entry.level.rawValue)", "MESSAGE_ID=" + entry.messageID,
                     "SYSLOG_IDENTIFIER=engaged"] + entry.fields.map { $0.name + "=" + $0.value }
        let copies = lines.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        var vector = copies.map { copy in iovec(iov_base: copy, iov_len: copy.map { strlen($0) } ?? 0) }
        // What the journal's socket does not take goes by its stream.
        if sd_journal_sendv(&vector, Int32(vector.count)) < 0 { writeLines([entry]) }
    }

    /// One system call for all of them.
    private func writeLines(_ entries: [Entry]) {
        var text: [UInt8] = []
        text.reserveCapacity(entries.count * 96)
        for entry in entries {
            let prefix: StaticString = entry.level.linePrefix
            var message = entry.message
            message.withUTF8 { bytes in
                for line in bytes.split(separator: 0x0A) {
                    text.append(contentsOf: UnsafeBufferPointer(start: prefix.utf8Start, count: 3))
                    text.append(contentsOf: UnsafeBufferPointer(rebasing: line))
                    text.append(0x0A)
                }
            }
        }
        var bytes = text[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            bytes = bytes.dropFirst(max(count, 0))
        }
    }

    /// Whether systemd connected standard error to the journal (`JOURNAL_STREAM` names its device and inode), and the
    /// journal takes entries: sd_journal_sendv(3) calls it a success where it does not.
    static var hasJournal: Bool {
        guard let stream = getenv("JOURNAL_STREAM"), access("/run/systemd/journal/socket", W_OK) == 0 else {
            return false
        }
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
