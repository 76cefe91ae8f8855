internal import Schema

/// What a backup says of itself, in its file `backup.json`; restoring checks every word of it.
struct BackupManifest: Message, Hashable {
    static let name = "backup.json"
    static let word: Label = "engaged.backup.v1"

    var format: Label
    var ledger: String
    var origin: String
    var size: Int64
    var root: Digest
    var texts: Int64
    var persons: Int64
    var made: Instant
    static let fields = Fields(
        Self.init,
        Field("format", \Self.format, "engaged.backup.v1", example: word),
        Field("ledger", \.ledger, "id of the ledger"),
        Field("origin", \.origin, "origin line of its checkpoints"),
        Field("size", \.size, "how many events"),
        Field("root", \.root, "root over them"),
        Field("texts", \.texts, "rows of texts, erased ones included"),
        Field("persons", \.persons, "entries of the directory of persons"),
        Field("made", \.made, "when it was verified"))

    /// Reads the manifest of a backup.
    static func read(_ folder: String) throws(CommandFailure) -> BackupManifest {
        if let failure = NoBackup.failure(folder) { throw failure }
        let path = folder + "/" + name
        let bytes = try FileBytes.read(path)
        let manifest: BackupManifest
        do throws(JSONFault) { manifest = try decode(bytes) } catch { throw .unsound("\(path): \(error)") }
        guard manifest.format == word else { throw .unsound("\(path): the form \(manifest.format) is not known here") }
        return manifest
    }
}
