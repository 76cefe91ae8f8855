internal import Glibc

/// What the program says of a configuration before there is a daemon, and so no ``Journal`` of its own.
public enum Complaint {
    /// Says it. Where standard error is the journal's stream it is an entry with the message's id, so that
    /// `journalctl -x` explains it; on a terminal or in a file it is one line.
    public static func write(_ text: String) {
        guard Journal.hasJournal else {
            let bytes = Array((text + "\n").utf8)
            _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
            return
        }
        let journal = Journal(level: .error)
        journal.say(.configuration, .error, text)
        journal.flushLast()
    }
}
