/// Levels of the journal (syslog priorities).
public enum LogLevel: Int32, CaseIterable, Sendable, Comparable {
    case error = 3, warning = 4, notice = 5, info = 6, debug = 7

    /// As the configuration writes it.
    public var name: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .notice: "notice"
        case .info: "info"
        case .debug: "debug"
        }
    }

    /// What a line on standard error begins with (`sd-daemon(3)`): three characters.
    var linePrefix: StaticString {
        switch self {
        case .error: "<3>"
        case .warning: "<4>"
        case .notice: "<5>"
        case .info: "<6>"
        case .debug: "<7>"
        }
    }

    /// Reads a level's name.
    public init?(name: String) {
        guard let level = LogLevel.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }

    /// Louder is less.
    public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}
