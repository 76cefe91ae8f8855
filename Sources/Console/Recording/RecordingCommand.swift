internal import Lifecycle
internal import Schema
internal import Varlink

/// A command of the domain: built from its type alone, checked here, decided by the daemon.
struct RecordingCommand {
    let type: CommandType
    let form: MessageOptions

    init(_ type: CommandType) {
        self.type = type
        form = MessageOptions(type)
    }

    /// Its place in the tree.
    var entry: CommandEntry {
        CommandEntry(
            words: type.verb.split(separator: " ").map(String.init), about: type.about,
            operands: form.subject.map { [$0.path[0].uppercased()] } ?? [],
            options: form.options.filter { $0.name != form.subject?.optionName } + RecordingCommand.own,
            detail: "For \(type.roles.map(\.rawValue).joined(separator: ", ")). Values in -f FILE stand unless "
                + "an option says otherwise.",
            run: { (invocation) throws(CommandFailure) in try self.run(invocation) })
    }

    static let own: [CommandOption] = [
        .value("file", "FILE", "input as JSON; - for standard input", letter: "f"),
        .flag("example", "print an input to fill in, and do nothing"),
    ]

    private func run(_ invocation: Invocation) throws(CommandFailure) {
        if invocation.words.has("example") { return invocation.output.put(ExampleText.of(type)) }
        try invocation.requireAtMost(form.subject == nil ? 0 : 1)
        let message = try form.message(invocation.words, over: try base(invocation))
        try record(message, invocation)
    }

    /// Checks a message, has it recorded and shows what came of it.
    func record(_ message: JSON, _ invocation: Invocation) throws(CommandFailure) {
        let reply = try reply(message, invocation)
        try RecordingReply(reply, isDry: message["dryRun"] == .boolean(true)).show(invocation)
    }

    /// Checks a message and has it recorded.
    func reply(_ message: JSON, _ invocation: Invocation) throws(CommandFailure) -> JSON {
        try form.requireComplete(message, type.verb)
        let id = message["commandId"]?.text ?? CommandNumber.fresh().description
        let whole = message.setting(["commandId"], to: .string(id))
        try check(whole)
        do throws(CommandFailure) {
            return try invocation.session.record(type.qualified, whole) { error in
                invocation.output.note("engagectl: \(error); trying again under command id \(id)")
            }
        } catch {
            if error.code == .error || error.code == .busy || error.code == .noDaemon {
                invocation.output.note("engagectl: command id \(id)")
            }
            throw error
        }
    }

    /// Decodes the message as the daemon will, so that a wrong value is found without it.
    private func check(_ message: JSON) throws(CommandFailure) {
        do throws(JSONFault) {
            _ = try type.decode(JSONWriter.encode(message), sealing: { _ in .example })
        } catch {
            let path = error.path.split(separator: ".").map(String.init)
            let name = path.map(MessageField.hyphenated).joined(separator: ".")
            let value = message.at(path).map { " \($0.encoded)" } ?? ""
            let reason = error.code == .unknownKey ? "is no part of \(type.verb)" : "is not taken"
            let expected = error.expected.isEmpty ? "" : "; expected \(error.expected)"
            throw .badInput("--\(name):\(value) \(reason) (\(error.code.rawValue))\(expected)")
        }
    }

    private func base(_ invocation: Invocation) throws(CommandFailure) -> JSON {
        guard let path = invocation.words.last("file") else { return .object([]) }
        let bytes = try FileBytes.read(path)
        let json: JSON
        do throws(JSONFault) { json = try JSON(parsing: bytes) } catch { throw .badInput("\(path): \(error)") }
        guard case .object = json else { throw .badInput("\(path) holds no JSON object") }
        return json
    }
}
