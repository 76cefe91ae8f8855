internal import Schema
internal import Varlink

extension CommandFailure {
    /// What a typed error of the daemon means for whoever typed the command.
    init(_ failure: VarlinkFailure, from verb: String) {
        let parameters = (try? JSON(parsing: failure.parameters)) ?? .object([])
        let name = failure.name.split(separator: ".").last.map(String.init) ?? failure.name
        self.init(CommandFailure.code(name), CommandFailure.sentence(name, parameters, failure.name))
        hint = CommandFailure.hint(name, verb)
        json = JSON.object([.init("error", .string(failure.name)), .init("parameters", parameters)]).encoded
    }

    /// Why the daemon could not be asked.
    init(_ error: VarlinkClientError, from verb: String) {
        switch error {
        case .remote(let failure): self.init(failure, from: verb)
        case .noService:
            self.init(.noDaemon, "\(error)", hint: "is engaged running? systemctl status engaged; or name its socket "
                + "by --socket or ENGAGED_SOCKET")
        case .timeout(.connect): self.init(.busy, "\(error)", hint: "try again")
        case .closed:
            self.init(.error, "\(error)", hint: "was it stopped or restarted meanwhile? systemctl status engaged")
        case .protocolViolation, .timeout, .system: self.init(.error, "\(error)")
        }
    }

    private static func code(_ name: String) -> ExitCode {
        switch name {
        case "Refused": .refused
        case "NotPermitted", "PermissionDenied": .notPermitted
        case "BadInput", "InvalidParameter": .badInput
        case "Busy", "Unavailable": .busy
        default: .error
        }
    }

    private static func sentence(_ name: String, _ parameters: JSON, _ whole: String) -> String {
        func text(_ key: String) -> String { parameters[key]?.text ?? "" }
        func number(_ key: String) -> String { parameters[key]?.number.map(String.init) ?? "?" }
        switch name {
        case "Refused": return refusal(parameters)
        case "VersionConflict":
            return "\(text("stream")) is at version \(number("actual")), not \(number("expected"))"
        case "NotPermitted": return "not permitted: \(text("message"))"
        case "PermissionDenied": return "not permitted: none of your groups gives you a role here"
        case "NotFound": return "not found: \(text("what"))"
        case "CommandIdReused": return "command id \(text("commandId")) was used before, with other parameters"
        case "BadInput": return text("field").isEmpty ? text("message") : "\(text("field")): \(text("message"))"
        case "Busy" where parameters["limit"] != nil:
            return "the daemon allows \(number("max")) \(text("limit").replacing("_", with: " "))"
        case "Busy": return "busy: too many commands are waiting"
        case "Unavailable": return "nothing can be recorded or read now: \(text("reason"))"
        default: return "\(whole) \(parameters.encoded)"
        }
    }

    /// The rule, the sentence, everything that is missing, each with the command that supplies it.
    private static func refusal(_ parameters: JSON) -> String {
        var lines = ["refused by \(parameters["rule"]?.text ?? "?"): \(parameters["message"]?.text ?? "")"]
        for missing in parameters["missing"]?.elements ?? [] {
            lines.append("  missing  \(missing["rule"]?.text ?? "")  \(missing["what"]?.text ?? "")")
            if let command = missing["command"]?.text { lines.append("           engagectl \(command)") }
        }
        return lines.joined(separator: "\n")
    }

    private static func hint(_ name: String, _ verb: String) -> String? {
        switch name {
        case "Busy", "Unavailable": "try again; the same --command-id is carried out once only"
        case "VersionConflict": "look again, then repeat with the version it has"
        case "NotPermitted": "engagectl whoami shows who the daemon takes you for"
        case "PermissionDenied":
            "id shows your groups; have root put you into one that has a role, as engaged-managers, and log in anew"
        case "CommandIdReused": "leave --command-id out, or repeat the first command exactly"
        default: nil
        }
    }
}
