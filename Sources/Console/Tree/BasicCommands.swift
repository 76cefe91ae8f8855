internal import Schema
internal import Varlink

/// Commands about the daemon, the caller and this program.
enum BasicCommands {
    /// What `version` prints.
    static let versionLine = "engagectl 0.1.0"

    static var all: [CommandEntry] {
        [
            CommandEntry(words: ["whoami"], about: "Who the daemon takes you for: uid, person, roles.", run: whoami),
            CommandEntry(words: ["ping"], about: "Whether the daemon answers, and where its log ends.", run: ping),
            CommandEntry(
                words: ["completion"], about: "A completion script for a shell.", operands: ["bash|zsh|fish"],
                detail: "bash: source <(engagectl completion bash)", run: completion),
            CommandEntry(
                words: ["help"], about: "What a command does and takes.", operands: ["[COMMAND]"], run: help),
            CommandEntry(words: ["help", "exit-codes"], about: "What exit codes mean.", run: exitCodes),
            CommandEntry(words: ["version"], about: "Which release this is, and the daemon's.", run: version),
        ]
    }

    private static func whoami(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        let reply = try invocation.session.ask("org.engaged.Identity.WhoAmI")
        guard invocation.format == .table else { return DocumentText.write(reply, invocation) }
        let person = reply["person"]?.text
        let who = person.map { "person \($0)" } ?? "bound to no person"
        invocation.output.line("uid \(reply["uid"]?.number ?? 0), " + who)
        let roles = (reply["roles"]?.elements ?? []).map { role in
            (role["role"]?.shown ?? "") + (role["prefix"]?.text.map { " for \($0)…" } ?? "")
        }
        invocation.output.line("roles: " + (roles.isEmpty ? "none" : roles.joined(separator: ", ")))
        invocation.output.line("separation of duties: \(reply["separation"]?.shown ?? "")")
    }

    private static func ping(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        let info = try invocation.session.ask("org.varlink.service.GetInfo")
        let head = try? invocation.session.ask("org.engaged.Ledger.Head")
        guard invocation.format == .table else {
            return DocumentText.write(head.map { info.setting(["head"], to: $0) } ?? info, invocation)
        }
        let product = "\(info["product"]?.text ?? "?") \(info["version"]?.text ?? "")"
        let size = head?["size"]?.number.map { ", \($0) events" } ?? ""
        invocation.output.line("\(product) answers at \(invocation.session.path)\(size)")
        if let root = head?["root"]?.text { invocation.output.line("root \(root)") }
    }

    private static func completion(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(1)
        let shell = try invocation.operand(0)
        guard let script = CompletionScript(shell: shell, tree: invocation.tree) else {
            throw .usage("completion knows bash, zsh and fish, not \(shell)")
        }
        invocation.output.put(script.text)
    }

    private static func help(_ invocation: Invocation) throws(CommandFailure) {
        let words = invocation.words.positionals
        let tree = invocation.tree
        invocation.output.put(words.isEmpty ? HelpText.overview(tree) : try HelpText.of(words, tree))
    }

    private static func exitCodes(_ invocation: Invocation) throws(CommandFailure) {
        invocation.output.put(HelpText.exitCodes)
    }

    private static func version(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        invocation.output.line(versionLine)
        if let info = try? invocation.session.ask("org.varlink.service.GetInfo"), let version = info["version"]?.text {
            invocation.output.line("\(info["product"]?.text ?? "daemon") \(version) at \(invocation.session.path)")
        }
    }
}
