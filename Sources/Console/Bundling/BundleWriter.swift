internal import Glibc
internal import Ledger
internal import Schema
internal import Views

/// Writes a bundle line by line, counting and hashing what it writes. Its name is given to it when it is whole.
final class BundleWriter {
    private let path: String
    private let descriptor: Int32
    private var digest = ByteDigest()
    private var waiting: [UInt8] = []
    private(set) var events: Int64 = 0, bodies: Int64 = 0, texts: Int64 = 0, reports: Int64 = 0

    private var draft: String { path + ".partial" }

    init(_ path: String) throws(CommandFailure) {
        self.path = path
        guard !PrivateFiles.exists(path) else {
            throw CommandFailure(.badInput, "\(path) exists; nothing is overwritten")
        }
        descriptor = open(path + ".partial", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw PrivateFiles.failure(path) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func manifest(_ manifest: BundleManifest) throws(CommandFailure) { try line(manifest.json) }

    /// An event's header, and its body where it has one.
    func event(_ event: CopiedEvent) throws(CommandFailure) {
        var writer = JSONWriter()
        writer.raw("{\"record\":")
        writer.string(String(decoding: event.header.record, as: UTF8.self))
        if let body = event.body {
            writer.raw(",\"body\":")
            writer.string(String(decoding: body.bytes, as: UTF8.self))
            bodies += 1
        }
        writer.raw("}\n")
        events += 1
        try put(writer.bytes)
    }

    func text(_ text: String, salt: String, digest: Digest) throws(CommandFailure) {
        texts += 1
        try line(.object([
            .init("text", .string(text)), .init("salt", .string(salt)),
            .init("digest", .string(digest.description)),
        ]))
    }

    func report(_ name: String, _ content: String, position: Int64, rows: Int64) throws(CommandFailure) {
        reports += 1
        try line(.object([
            .init("report", .object([
                .init("name", .string(name)), .init("mediaType", .string("text/csv")),
                .init("position", .integer(position)), .init("rows", .integer(rows)),
                .init("sha256", .string(ByteDigest.text(of: content))),
            ])),
            .init("content", .string(content)),
        ]))
    }

    /// Leaves nothing of a bundle that came to nothing.
    func abandon() { unlink(draft) }

    /// Writes the end, and gives the bundle its name.
    func finish() throws(CommandFailure) {
        try flush()
        let end = JSON.object([.init("end", .object([
            .init("events", .integer(events)), .init("bodies", .integer(bodies)), .init("texts", .integer(texts)),
            .init("reports", .integer(reports)), .init("sha256", .string(digest.text)),
        ]))])
        try line(end)
        try flush()
        guard fsync(descriptor) == 0 else { throw PrivateFiles.failure(draft) }
        try PrivateFiles.publish(draft, as: path)
    }

    private func line(_ json: JSON) throws(CommandFailure) { try put(JSONWriter.encode(json) + [0x0A]) }

    private func put(_ bytes: [UInt8]) throws(CommandFailure) {
        waiting += bytes
        if waiting.count > 1 << 20 { try flush() }
    }

    private func flush() throws(CommandFailure) {
        digest.add(waiting)
        try PrivateFiles.write(waiting, descriptor, draft)
        waiting.removeAll(keepingCapacity: true)
    }
}
