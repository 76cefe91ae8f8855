internal import Glibc

/// What a command may assume of the place where its output appears, and of its surroundings.
public struct Terminal: Sendable {
    /// Columns; nothing where output goes into a pipe or file, and nothing is cut then.
    public var width: Int?
    /// Lines.
    public var height: Int?
    /// Whether colours and bold type may be used.
    public var isStyled: Bool
    /// Whether standard error is a terminal, so that progress may be shown.
    public var showsProgress: Bool
    /// Environment variables.
    public var environment: [String: String]
    /// Whether times are told in UTC and not in the local zone.
    var utc = false

    /// A place of output.
    public init(
        width: Int? = nil, height: Int? = nil, isStyled: Bool = false, showsProgress: Bool = false,
        environment: [String: String] = [:]
    ) {
        self.width = width
        self.height = height
        self.isStyled = isStyled
        self.showsProgress = showsProgress
        self.environment = environment
    }

    /// This process's own: plain when standard output is no terminal, or NO_COLOR is set and not empty.
    public static func ofProcess(environment: [String: String]) -> Terminal {
        let isTerminal = isatty(1) == 1 && environment["TERM"] != "dumb"
        var size = winsize()
        let known = isTerminal && ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return Terminal(
            width: isTerminal ? (known ? Int(size.ws_col) : 80) : nil,
            height: isTerminal ? (known ? Int(size.ws_row) : 24) : nil,
            isStyled: isTerminal && (environment["NO_COLOR"] ?? "").isEmpty,
            showsProgress: isatty(2) == 1 && environment["TERM"] != "dumb", environment: environment)
    }

    /// How something stands out.
    enum Style: String {
        case bold = "1", dim = "2", red = "31", green = "32", yellow = "33", here = "1;36"
    }

    /// The text in a style, where styles are shown.
    func paint(_ text: String, _ style: Style) -> String {
        isStyled && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
