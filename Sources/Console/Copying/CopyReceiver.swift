internal import Ledger
internal import Schema
internal import Views

/// Takes a copy of the log from the daemon, row by row into a file of our own, and believes none of it: what arrives is
/// hashed here, and its root has to be the one that the daemon named and goes on from.
final class CopyReceiver {
    private let invocation: Invocation
    private let path: String
    private let texts: TextStore?
    private var copy: LedgerCopy?
    private let progress: ProgressLine
    /// What is copied, once the daemon has said it.
    private(set) var start: CopyStart?
    /// The log as it went on.
    private(set) var end: CopyEnd?
    /// How many events were there before.
    let before: Int64
    /// Whether it failed before any event was there.
    private(set) var isEmpty = false
    /// How many texts and persons came.
    private(set) var textCount = 0, personCount = 0

    init(_ invocation: Invocation, path: String, texts: TextStore?) throws(CommandFailure) {
        self.invocation = invocation
        self.path = path
        self.texts = texts
        let copy = try CommandFailure.of { () throws(LedgerError) in try LedgerCopy(path: path) }
        before = copy.size
        self.copy = copy
        progress = ProgressLine(invocation, "copying events")
    }

    /// Takes everything that is missing, and proves it.
    func receive(_ method: String, _ request: some SchemaValue) throws(CommandFailure) {
        defer { progress.end() }
        do throws(CommandFailure) {
            try take(method, request)
        } catch {
            isEmpty = copy?.size == 0
            copy = nil
            throw error
        }
    }

    private func take(_ method: String, _ request: some SchemaValue) throws(CommandFailure) {
        try requireGrown()
        try invocation.session.pieces(method, request, CopyChunk.self) { (piece) throws(CommandFailure) in
            try take(piece)
            return true
        }
        try prove()
        copy = nil
    }

    /// A log with fewer events than the copy has lost its tail, or is another: what a copy kept elsewhere is for.
    private func requireGrown() throws(CommandFailure) {
        guard before > 0 else { return }
        let head = try invocation.session.ask("org.engaged.Ledger.Head", JSON.object([]))
        guard let size = head["size"]?.number, size < before else { return }
        throw .unsound(
            "the log has \(size) events, the copy \(before): events \(size) to \(before - 1) are missing from the log",
            hint: "keep the copy, it is evidence; hold the daemon's ledger against a checkpoint kept elsewhere")
    }

    private func take(_ piece: CopyChunk) throws(CommandFailure) {
        guard let copy else { return }
        if let start = piece.start { try begin(start, copy) }
        let events = piece.events.compactMap(\.stored)
        guard events.count == piece.events.count else { throw .unsound("the daemon left a body out") }
        try CommandFailure.of { () throws(LedgerError) in
            if !events.isEmpty { try copy.add(events, commands: piece.commands.map(\.row)) }
            if !piece.checkpoints.isEmpty { try copy.add(piece.checkpoints.map(\.row)) }
            try takeTexts(piece)
        }
        end = piece.end
        progress.show(copy.size, of: start?.size ?? copy.size)
    }

    /// An earlier copy goes on only where it is the beginning of this log.
    private func begin(_ start: CopyStart, _ copy: LedgerCopy) throws(CommandFailure) {
        self.start = start
        guard copy.size > 0, let root = start.rootBefore, root.bytes != copy.root.bytes else { return }
        throw .unsound(
            "\(path) is not the beginning of this log: its \(copy.size) events have the root \(copy.root), "
                + "the log's first \(copy.size) have \(root)", hint: "name another place, and ask why")
    }

    private func takeTexts(_ piece: CopyChunk) throws(LedgerError) {
        guard let texts else { return }
        let rows = piece.texts.compactMap(\.row)
        guard rows.count == piece.texts.count else {
            throw .fault(LedgerFault(.text, "salt of a text", expected: "16 bytes", found: "others"))
        }
        if !rows.isEmpty { try texts.adopt(rows) }
        for person in piece.persons {
            try texts.setPerson(PersonEntry(handle: person.handle, name: person.name, contact: person.contact))
        }
        textCount += rows.count
        personCount += piece.persons.count
    }

    private func prove() throws(CommandFailure) {
        guard let copy, let start, let end else { throw .unsound("the copy broke off; the same command goes on") }
        guard copy.size == start.size, copy.root.bytes == start.root.bytes else {
            throw .unsound(
                "what was copied is not the log that the daemon named: \(copy.size) events of \(start.size), "
                    + "root \(copy.root) and not \(start.root)")
        }
        let isBeginning = CopyProof.isBeginning(size: copy.size, root: copy.root, of: end)
        guard isBeginning else {
            throw .unsound("the log does not go on from what was copied: it has changed its past")
        }
        try CommandFailure.of { () throws(LedgerError) in
            try copy.settle()
            try texts?.settle()
        }
    }
}

/// Whether a copy is the beginning of the log, by the daemon's proof.
enum CopyProof {
    static func isBeginning(size: Int64, root: TreeHash, of end: CopyEnd) -> Bool {
        guard let now = TreeHash(end.root.bytes) else { return false }
        let proof = end.proof.compactMap { TreeHash($0.bytes) }
        return proof.count == end.proof.count
            && TreeProof.isConsistent(old: size, oldRoot: root, new: end.size, newRoot: now, proof: proof)
    }
}
