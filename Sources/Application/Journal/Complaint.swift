internal import Glibc

/// What a program says on standard error before there is a daemon, and so no ``Journal``.
public enum Complaint {
    /// Writes one line. Where standard error is the journal's stream it begins with the level, which the journal takes
    /// off again (sd-daemon(3)); on a terminal or in a file that would only be dirt.
    public static func write(_ text: String, _ level: LogLevel = .error) {
        let line = (Journal.hasJournal ? "<\(level.rawValue)>" : "") + text + "\n"
        let bytes = Array(line.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
