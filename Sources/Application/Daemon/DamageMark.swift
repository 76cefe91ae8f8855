import FoundationEssentials
import Glibc

/// A file beside a ledger that was found damaged: no start, whoever asks for it, writes or signs on a damaged history.
///
/// `RestartPreventExitStatus=65` holds back systemd's restarts, but not the next connection to an activated socket.
struct DamageMark {
    /// Where it lies.
    let path: String

    init(_ storage: Storage) { path = storage.stateDirectory + "/damaged" }

    /// Says what was found, for the operator and for the next start.
    func set(_ fault: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let line = Array((fault + "\n").utf8)
        _ = write(descriptor, line, line.count)
        fsync(descriptor)
    }

    /// Refuses to go on where there is one.
    func requireNone() throws(DaemonFault) {
        guard access(path, F_OK) == 0 else { return }
        let words = FileManager.default.contents(atPath: path).map { String(decoding: $0.prefix(400), as: UTF8.self) }
        let fault = words?.split(whereSeparator: \.isNewline).joined(separator: " ") ?? ""
        throw DaemonFault(
            .data, "the ledger was found damaged and is not written any more: \(fault) (restore it; \(path) says so)")
    }
}
