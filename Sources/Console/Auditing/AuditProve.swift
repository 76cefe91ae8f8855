internal import Ledger
internal import Schema

/// `audit prove`: an event's inclusion, or that an earlier log is the beginning of a later one.
enum AuditProve {
    static var entry: CommandEntry {
        CommandEntry(
            words: ["audit", "prove"], about: "Prove that an event stands in the log, or that the log only grew.",
            operands: ["[POSITION]"],
            options: [
                .value("size", "N", "in the tree of so many events; of the last checkpoint where absent"),
                .flag("consistency", "OLD [NEW]: that the first OLD events are the beginning of the first NEW"),
                .value("to", "FILE", "write the proof there: C2SP tlog-proof, with its checkpoint; - is the output"),
                .replace,
                .value("key", "KEY", "the verifier key that you trust, or a file that holds it"),
            ],
            detail: "The proof is checked here before it is shown.", run: run)
    }

    private static func run(_ invocation: Invocation) throws(CommandFailure) {
        if invocation.words.has("consistency") { return try consistency(invocation) }
        try invocation.requireAtMost(1)
        let position = try number(invocation.operand(0)), file = try invocation.kept()
        let question = try Question(invocation).setting("position", .integer(position)).number("size", "size")
        let reply = try invocation.session.ask("org.engaged.Ledger.ProveInclusion", question.parameters)
        try check(reply, position, try invocation.words.last("key").map(AuditDemands.key))
        if let path = file { return try save(reply, path, invocation) }
        guard invocation.format == .table else { return DocumentText.write(reply, invocation) }
        invocation.output.line(reply["record"]?.text ?? "")
        invocation.output.line()
        invocation.output.line("leaf \(reply["leaf"]?.text ?? "")")
        for hash in reply["path"]?.elements ?? [] { invocation.output.line("path \(hash.text ?? "")") }
        invocation.output.line("root \(reply["root"]?.text ?? "") over \(reply["size"]?.number ?? 0) events")
        let isSigned = reply["proof"]?.text != nil
        let signed = invocation.words.has("key") ? ", and a checkpoint signs the root"
            : "; it names a checkpoint, whose signature was not verified: --key"
        invocation.output.line("the proof is good" + (isSigned ? signed : ""))
    }

    private static func save(_ reply: JSON, _ path: String, _ invocation: Invocation) throws(CommandFailure) {
        guard let proof = reply["proof"]?.text else {
            throw .usage("--to needs a checkpoint's tree: leave out --size")
        }
        try invocation.keep(proof, path)
    }

    /// Computes everything anew from what came, so that a wrong proof is not passed on.
    private static func check(_ reply: JSON, _ position: Int64, _ key: VerifierKey?) throws(CommandFailure) {
        let record = Array((reply["record"]?.text ?? "").utf8)
        let leaf = TreeHash.leaf(record)
        guard let size = reply["size"]?.number, let root = reply["root"]?.text.flatMap(hash),
              leaf.description == reply["leaf"]?.text,
              TreeProof.isIncluded(leaf, index: position, size: size, proof: hashes(reply["path"]), root: root)
        else { throw CommandFailure(.verificationFailed, "the proof that came is not good") }
        guard let text = reply["proof"]?.text else {
            if key != nil { throw .usage("--key needs a checkpoint's tree: leave out --size") }
            return
        }
        guard let file = ProofFile(text), file.index == position,
              Checkpoint(text: file.checkpoint.text).map({ $0.size == size && $0.root == root }) == true,
              key.map({ file.isValid(record: record, keys: [$0]) }) ?? true
        else { throw CommandFailure(.verificationFailed, "the proof's checkpoint does not fit, or is not signed so") }
    }

    private static func consistency(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(2)
        for option in ["key", "to", "size"] where invocation.words.last(option) != nil {
            throw .usage("--consistency goes without --\(option): compare its roots with your checkpoints")
        }
        let old = try number(invocation.operand(0))
        let new = invocation.words.positionals.count > 1 ? try number(invocation.operand(1)) : nil
        let question = Question(invocation).setting("old", .integer(old)).setting("new", new.map { .integer($0) })
        let reply = try invocation.session.ask("org.engaged.Ledger.ProveConsistency", question.parameters)
        guard let size = reply["new"]?.number, let oldRoot = reply["oldRoot"]?.text.flatMap(hash),
              let newRoot = reply["newRoot"]?.text.flatMap(hash), reply["old"]?.number == old, new ?? size == size,
              TreeProof.isConsistent(old: old, oldRoot: oldRoot, new: size, newRoot: newRoot,
                                     proof: hashes(reply["path"]))
        else { throw CommandFailure(.verificationFailed, "the proof that came is not good") }
        guard invocation.format == .table else { return DocumentText.write(reply, invocation) }
        invocation.output.line("root \(oldRoot) over \(old) events")
        for hash in hashes(reply["path"]) { invocation.output.line("path \(hash)") }
        invocation.output.line("root \(newRoot) over \(size) events")
        invocation.output.line("the first \(old) events are the beginning of the \(size)")
    }

    private static func number(_ word: String) throws(CommandFailure) -> Int64 {
        guard let number = Int64(word), number >= 0 else { throw .usage("a whole number is wanted, not \(word)") }
        return number
    }

    private static func hashes(_ list: JSON?) -> [TreeHash] {
        (list?.elements ?? []).compactMap { $0.text.flatMap(hash) }
    }

    private static func hash(_ text: String) -> TreeHash? { Schema.Digest(text).flatMap { TreeHash($0.bytes) } }
}
