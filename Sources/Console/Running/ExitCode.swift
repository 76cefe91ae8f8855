/// How `engagectl` ends; the numbers are a promise, and those from 64 on are those of `sysexits.h`.
public enum ExitCode: Int32, CaseIterable, Sendable {
    case done = 0
    case error = 1
    case refused = 3
    case verificationFailed = 4
    case usage = 64
    case badInput = 65
    case noDaemon = 69
    case busy = 75
    case notPermitted = 77
    case configuration = 78

    /// What it means, for `engagectl help exit-codes`.
    public var meaning: String {
        switch self {
        case .done: "done"
        case .error: "error: not found, version conflict, reused command id, or none of the others"
        case .refused: "refused by a rule; the refusal names it, what is missing, and the next command"
        case .verificationFailed: "verification failed: the record is not what it should be"
        case .usage: "usage: unknown command or option, or something left out"
        case .badInput: "bad input data: a value, a file or one of its lines"
        case .noDaemon: "no daemon at the socket"
        case .busy: "busy or not writing at present; try again, with the same --command-id"
        case .notPermitted: "not permitted: your groups give you no role for it"
        case .configuration: "configuration: a path or setting, be it of a daemon told to reload, cannot be used"
        }
    }
}
