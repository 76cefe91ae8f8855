import FoundationEssentials
import Glibc

/// The file beside the ledger that says how many events the log has had. By it a start tells the texts of a commit that
/// was cut off, which go, from those of events that the ledger has lost because an older copy lies in its place. It
/// proves nothing and may be lost.
struct LengthNote: Sendable {
    let path: String

    init(_ storage: Storage) { path = storage.stateDirectory + "/length" }

    /// How many events an earlier run knew of; 0 where nobody noted it.
    func read() -> Int64 {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 20 else { return 0 }
        return Int64(String(decoding: data.filter { $0 != 0x0A }, as: UTF8.self)) ?? 0
    }

    /// Notes how many events are durable.
    func keep(_ length: Int64) {
        guard length > 0 else { return }
        let draft = path + ".new"
        let isWritten = FileManager.default.createFile(
            atPath: draft, contents: Data("\(length)\n".utf8), attributes: [.posixPermissions: 0o600])
        if isWritten { rename(draft, path) }
    }
}
