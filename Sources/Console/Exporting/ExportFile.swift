internal import Glibc
internal import Schema

/// How far an export has come, kept beside the unfinished file.
struct ExportCursor: Message, Hashable {
    var description: ExportDescription
    var bytes: Int64
    var rows: Int64
    var after: String
    static let fields = Fields(
        Self.init,
        Field("description", \Self.description, "what is exported"),
        Field("bytes", \.bytes, "how long the unfinished file was"),
        Field("rows", \.rows, "how many rows it had"),
        Field("after", \.after, "the place to go on from"))
}

/// Where an export goes: standard output, or a file that bears its name only when it is whole.
final class ExportFile {
    private let path: String?
    private let output: Output
    private var descriptor: Int32 = -1
    private var written: Int64 = 0
    private var saved = ContinuousClock.now

    private var draft: String { (path ?? "") + ".partial" }
    private var cursorPath: String { (path ?? "") + ".resume" }

    init(_ path: String?, _ output: Output) {
        self.path = path
        self.output = output
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Whether somebody still takes what is written.
    var isOpen: Bool { path != nil || !output.isClosed }

    /// Whether the export was finished before.
    var isFinished: Bool { path.map { PrivateFiles.exists($0) } ?? false }

    /// Where an earlier run was interrupted; nil where there was none.
    func interrupted() throws(CommandFailure) -> ExportCursor? {
        guard PrivateFiles.exists(cursorPath), PrivateFiles.exists(draft) else { return nil }
        let bytes = try FileBytes.read(cursorPath)
        guard let cursor = try? ExportCursor.decode(bytes), PrivateFiles.length(draft) >= cursor.bytes else {
            throw .unsound("\(cursorPath) does not fit \(draft)", hint: "remove both and export anew")
        }
        return cursor
    }

    /// Begins, or goes on behind what is there.
    func open(from bytes: Int64?) throws(CommandFailure) {
        guard path != nil else { return }
        descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        written = bytes ?? 0
        guard descriptor >= 0, ftruncate(descriptor, off_t(written)) == 0,
              lseek(descriptor, off_t(written), SEEK_SET) == off_t(written)
        else { throw PrivateFiles.failure(draft) }
    }

    /// Writes the next bytes.
    func put(_ bytes: [UInt8]) throws(CommandFailure) {
        guard path != nil else { return output.put(String(decoding: bytes, as: UTF8.self)) }
        try PrivateFiles.write(bytes, descriptor, draft)
        written += Int64(bytes.count)
    }

    /// Remembers where to go on, at most once a second.
    func remember(_ description: ExportDescription, rows: Int64, after: String) throws(CommandFailure) {
        guard path != nil, rows == 0 || ContinuousClock.now - saved > .seconds(1) else { return }
        saved = .now
        let cursor = ExportCursor(description: description, bytes: written, rows: rows, after: after)
        try FileBytes.replace(cursorPath, with: String(decoding: JSONWriter.encode(cursor), as: UTF8.self) + "\n")
    }

    /// Makes the file durable and gives it its name; a description beside it comes first.
    func finish(about: JSON?) throws(CommandFailure) {
        guard let path else { return }
        guard fsync(descriptor) == 0 else { throw PrivateFiles.failure(draft) }
        if let about { try PrivateFiles.write(Array((PrettyJSON.text(about) + "\n").utf8), to: path + ".json") }
        try PrivateFiles.publish(draft, as: path)
        unlink(cursorPath)
    }
}
