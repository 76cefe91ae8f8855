import Glibc

/// A file of figures that readers see whole: written beside, then renamed.
struct MetricsFile: Sendable {
    let path: String

    /// Puts a text in the file's place, readable for everybody.
    ///
    /// - Returns: why it could not be written, if so.
    func replace(with text: String) -> String? {
        let draft = path + ".new"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard file >= 0 else { return MetricsFile.fault(draft) }
        defer { close(file) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return MetricsFile.fault(draft) }
            bytes = bytes.dropFirst(count)
        }
        guard fchmod(file, 0o644) == 0, rename(draft, path) == 0 else { return MetricsFile.fault(path) }
        return nil
    }

    private static func fault(_ path: String) -> String { "\(path): \(String(cString: strerror(errno)))" }
}
