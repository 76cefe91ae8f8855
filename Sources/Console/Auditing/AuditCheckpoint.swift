internal import Schema

/// `audit checkpoint`, `audit key`, `audit rotate-key`.
enum AuditCheckpoint {
    static var entries: [CommandEntry] {
        [
            CommandEntry(
                words: ["audit", "checkpoint"],
                about: "Sign the log's head now, as an operator; keep the result elsewhere.",
                options: [
                    .value("to", "FILE", "write the signed note there; it is what --against takes"),
                    .replace,
                    .flag("last", "the last one that was made, for anybody who reads"),
                ], run: checkpoint),
            CommandEntry(
                words: ["audit", "key"], about: "The public keys that the log has adopted; the last one is in force.",
                options: [.value("to", "FILE", "write the key in force there"), .replace], run: key),
            CommandEntry(
                words: ["audit", "rotate-key"],
                about: "Make another key, have the log adopt it, and sign the head with both.", run: rotate),
        ]
    }

    private static func checkpoint(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        let file = try invocation.kept()
        let found: JSON
        if invocation.words.has("last") {
            let reply = try invocation.session.ask("org.engaged.Ledger.Checkpoints")
            guard let last = reply["checkpoints"]?.elements.last else {
                throw CommandFailure(.error, "no checkpoint was made yet", hint: "engagectl audit checkpoint")
            }
            found = last
        } else {
            found = try invocation.session.ask("org.engaged.Ledger.Checkpoint")["checkpoint"] ?? .object([])
        }
        let note = found["note"]?.text ?? ""
        if let path = file {
            try invocation.keep(note, path)
            invocation.output.note("\(path): checkpoint over \(found["size"]?.number ?? 0) events")
        } else if invocation.format == .table {
            invocation.output.put(note)
        } else {
            DocumentText.write(found, invocation)
        }
    }

    private static func key(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        let file = try invocation.kept()
        let reply = try invocation.session.ask("org.engaged.Ledger.Checkpoints")
        let keys = reply["keys"]?.elements ?? []
        if let path = file {
            guard let text = keys.last?["verifierKey"]?.text else {
                throw CommandFailure(.error, "the log has adopted no key")
            }
            return try invocation.keep(text + "\n", path)
        }
        guard invocation.format == .table else {
            return DocumentText.write(reply["keys"] ?? .array([]), invocation)
        }
        for key in keys {
            invocation.output.line("\(key["verifierKey"]?.text ?? "")  adopted at \(key["position"]?.number ?? 0)")
        }
    }

    private static func rotate(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        let reply = try invocation.session.ask("org.engaged.Ledger.RotateKey")
        guard invocation.format == .table else { return DocumentText.write(reply, invocation) }
        invocation.output.line("\(reply["verifierKey"]?.text ?? "")  adopted at \(reply["position"]?.number ?? 0)")
        guard let note = reply["checkpoint"]?["note"]?.text else { return }
        invocation.output.line("a checkpoint signed by both keys:")
        invocation.output.put(note)
    }
}
