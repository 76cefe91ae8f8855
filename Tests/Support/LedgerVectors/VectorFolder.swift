import Glibc
import Ledger

/// A folder with the file of every case, and `cases.tsv` that says what a verifier is given and must find.
public struct VectorFolder: Sendable {
    /// Where it is.
    public let path: String

    /// A folder that is there.
    public init(_ path: String) { self.path = path }

    /// The file of a case.
    public func file(_ vector: VectorCase) -> String { "\(path)/\(vector.name).db" }
    /// The file of texts of a case.
    public func texts(_ vector: VectorCase) -> String { "\(path)/\(vector.name).texts" }
    /// A checkpoint of the good ledger, as somebody kept it.
    public func keptCheckpoint(_ place: Int64) -> String { path + "/" + Self.kept(place) }
    private static func kept(_ place: Int64) -> String { "kept-\(place).checkpoint" }

    /// Writes everything.
    public func write() throws {
        try VectorCase("kept").base(in: self)
        for row in try LedgerReader(path: path + "/kept.db").checkpoints(from: 0, limit: 100) {
            try Self.write(row.note, to: keptCheckpoint(row.place))
        }
        unlink(path + "/kept.db")
        unlink(path + "/kept.db.lock")
        for vector in VectorCase.all { try write(vector) }
        try Self.write(table, to: path + "/cases.tsv")
    }

    /// Writes the file of one case.
    public func write(_ vector: VectorCase) throws {
        try vector.base(in: self)
        let file = file(vector)
        if let replacement = vector.replacement {
            try Forger(file).tamper(try sql(replacement, in: file))
        } else if !vector.sql.isEmpty {
            try vector.loosens.map { try Forger.loosen($0, in: file) }
            let forger = try Forger(file)
            try forger.tamper(vector.sql)
            try vector.loosens.map { try Forger.tighten($0, in: file) }
            if let dropped = vector.drops { try forger.run("DROP \(dropped)") }
        }
        if vector.texts != nil { try writeTexts(vector) }
        for suffix in [".lock", "-wal", "-shm"] { unlink(file + suffix) }
        if vector.tail > 0 { try Self.write(String(repeating: "x", count: vector.tail), to: file, mode: "a") }
    }

    private func writeTexts(_ vector: VectorCase) throws {
        let file = texts(vector)
        try VectorCase.histories[vector.base]?().writeTexts(to: file)
        if let sql = vector.texts, !sql.isEmpty { try Forger(file).tamper(sql) }
        for suffix in ["-wal", "-shm"] { unlink(file + suffix) }
    }

    /// What a verifier is given and must find, a case a line.
    private var table: String {
        let head = "# file\tkey\tagainst\ttexts\tkinds (commas; - is none)\tposition of one of them (- is none)\n"
        return head + VectorCase.all.map { vector in
            let key = vector.key.map { VectorHistory.key($0).verifier.description } ?? "-"
            let kinds = vector.kinds.isEmpty ? "-" : vector.kinds.sorted().joined(separator: ",")
            let position = vector.position.map { "\($0)" } ?? "-"
            let against = vector.heldAgainst.map(Self.kept) ?? "-"
            let texts = vector.texts == nil ? "-" : "\(vector.name).texts"
            return "\(vector.name).db\t\(key)\t\(against)\t\(texts)\t\(kinds)\t\(position)\n"
        }.joined()
    }

    private func sql(_ replacement: VectorCase.Replacement, in file: String) throws -> String {
        let reader = try LedgerReader(path: file)
        let right = try reader.root(size: replacement.size)
        let root = replacement.root.flatMap { TreeHash(Array(repeating: $0, count: 32)) } ?? right
        let text = Checkpoint(origin: replacement.origin, size: replacement.size, root: root).text
        let old = try reader.checkpoints(from: replacement.place, limit: 1).first
        guard let old, let note = SignedNote(
            text, signedBy: [VectorHistory.key(replacement.key, name: replacement.name)]) else {
            throw VectorLedger.Unexpected(what: "no checkpoint \(replacement.place)")
        }
        let row = StoredCheckpoint(
            place: old.place, size: replacement.size, made: old.made + 1_000_000, note: note.description)
        return """
            UPDATE checkpoint SET size = \(row.size), made = \(row.made), note = '\(row.note)', seal = x'\(row.seal)' \
            WHERE place = \(row.place)
            """
    }

    private static func write(_ text: String, to path: String, mode: String = "w") throws {
        guard let file = fopen(path, mode) else { throw VectorLedger.Unexpected(what: path) }
        fputs(text, file)
        guard fclose(file) == 0 else { throw VectorLedger.Unexpected(what: path) }
    }
}

extension VectorCase {
    /// The file before anybody changes it.
    fileprivate func base(in folder: VectorFolder) throws {
        guard let history = Self.histories[base] else { throw VectorLedger.Unexpected(what: base) }
        try history().write(to: folder.file(self))
    }
}
