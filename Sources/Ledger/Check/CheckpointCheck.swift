/// Holds the table `checkpoint` against the tree that was computed from the events.
struct CheckpointCheck {
    let identity: LogIdentity
    /// The tree's roots at the checkpoints' sizes, as far as the tree could be computed.
    let roots: [Int64: TreeHash]
    /// How many events there are while the table is read.
    let head: Int64
    /// How many of them were looked at; a ledger that is in use may have grown since.
    let size: Int64
    private(set) var faults: [LedgerFault] = []
    /// Sizes covered by a good signature of each key.
    private(set) var vouchers: [VerifierKey: Int64] = [:]
    private var before: StoredCheckpoint?
    private(set) var count: Int64 = 0
    /// The largest size of a checkpoint that nothing speaks against.
    private(set) var covered: Int64 = 0
    /// The sizes of the rows, whatever they are worth.
    private(set) var listed: Set<Int64> = []

    init(_ identity: LogIdentity, roots: [Int64: TreeHash], head: Int64, size: Int64) {
        self.identity = identity
        self.roots = roots
        self.head = head
        self.size = size
        for adopted in identity.keys where adopted.key == nil {
            faults.append(LedgerFault(.key, at: adopted.position, "verifier key",
                                      expected: "a key named \(identity.origin ?? "as the origin")",
                                      found: adopted.text))
        }
    }

    mutating func run(_ connection: Connection) throws(LedgerError) {
        let statement = try connection.prepare("""
            SELECT \(CheckpointQueries.columns), (SELECT recorded FROM event WHERE position = size - 1)
              FROM checkpoint ORDER BY place
            """)
        while try statement.step("read checkpoints") {
            let row = CheckpointQueries.row(statement)
            checkPlace(row, recorded: statement.isNull(5) ? nil : statement.integer(5))
            if statement.hash(4) != row.seal {
                add(row, .checkpoint, "seal", "\(row.seal)", Digits.hexText(statement.bytes(4)))
            }
            checkNote(row)
            before = row
            listed.insert(row.size)
            count += 1
        }
    }

    private mutating func checkPlace(_ row: StoredCheckpoint, recorded: Int64?) {
        if row.place != count { add(row, .checkpoint, "place", "\(count)", "\(row.place)") }
        let least = max(before?.size ?? 1, 1)
        if row.size < least || row.size > head {
            add(row, .checkpoint, "size", "from \(least) to \(head)", "\(row.size)")
        }
        let earliest = max(before?.made ?? 0, recorded ?? 0)
        if row.made < earliest || row.made > RecordedTime.last {
            add(row, .checkpoint, "time", "\(earliest) or later", "\(row.made)")
        }
    }

    mutating func checkNote(_ row: StoredCheckpoint) {
        guard let note = SignedNote(row.note), note.description == row.note,
              let checkpoint = Checkpoint(text: note.text), checkpoint.extensions.isEmpty else {
            return add(row, .checkpoint, "note", "a checkpoint of three lines with signatures", "another text")
        }
        let before = faults.count
        if checkpoint.origin != identity.origin {
            add(row, .checkpoint, "origin", identity.origin ?? "that of event 0", checkpoint.origin)
        }
        if checkpoint.size != row.size {
            add(row, .checkpoint, "size in the note", "\(row.size)", "\(checkpoint.size)")
        }
        if let root = roots[checkpoint.size], root != checkpoint.root {
            add(row, .checkpoint, "root at \(checkpoint.size)", "\(root)", "\(checkpoint.root)")
        }
        checkSignatures(row, note, checkpoint.size)
        if faults.count == before, roots[checkpoint.size] != nil { covered = max(covered, checkpoint.size) }
    }

    private mutating func checkSignatures(_ row: StoredCheckpoint, _ note: SignedNote, _ size: Int64) {
        let (good, bad) = note.verify(identity.keys(below: size))
        for key in bad { add(row, .signature, "signature", "a good one by \(key)", "another") }
        for key in good { vouchers[key] = max(vouchers[key] ?? 0, size) }
        guard let inForce = identity.key(at: size) else {
            return add(row, .signature, "signature", "an adopted key", "none in force at \(size)")
        }
        if !good.contains(inForce) && !bad.contains(inForce) {
            let names = note.signatures.map { "\($0.name)+" + $0.id.withUnsafeBytes { Digits.hexText($0) } }
            add(row, .signature, "signature", "one by \(inForce)", names.joined(separator: ", "))
        }
    }

    private mutating func add(_ row: StoredCheckpoint, _ kind: LedgerFault.Kind, _ what: String, _ expected: String,
                              _ found: String) {
        faults.append(LedgerFault(kind, "checkpoint \(row.place): \(what)", expected: expected, found: found))
    }
}
