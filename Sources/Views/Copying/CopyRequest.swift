public import Schema

/// Which part of the log is copied, and of which events the bodies are wanted.
public struct CopyRequest: Message, Hashable {
    /// First position; 0 where absent. Who goes on after an interruption names where.
    public var from: Int64?
    /// The position to end before; the log's end where absent.
    public var to: Int64?
    /// Bodies of these streams only; of all where empty.
    public var streams: [String]
    /// Bodies of these streams whatever the period.
    public var whole: [String]
    /// Bodies of events from here on.
    public var since: LogBound?
    /// Bodies of events up to here.
    public var until: LogBound?
    /// Whether events without bodies are left out altogether.
    public var chosenOnly: Bool?

    /// A request.
    public init(
        from: Int64? = nil, to: Int64? = nil, streams: [String] = [], whole: [String] = [], since: LogBound? = nil,
        until: LogBound? = nil, chosenOnly: Bool? = nil
    ) {
        self.from = from
        self.to = to
        self.streams = streams
        self.whole = whole
        self.since = since
        self.until = until
        self.chosenOnly = chosenOnly
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(from:to:streams:whole:since:until:chosenOnly:),
        Field("from", \Self.from, "first position; 0 where absent"),
        Field("to", \.to, "the position to end before; the log's end where absent"),
        Field("streams", \.streams, "bodies of these streams only; of all where empty", example: ["governance"]),
        Field("whole", \.whole, "bodies of these streams whatever the period", example: ["governance"]),
        Field("since", \.since, "bodies of events from this position or time on"),
        Field("until", \.until, "bodies of events up to this position or time, itself included"),
        Field("chosenOnly", \.chosenOnly, "leave out events whose body is not wanted, and all commands"))

    /// Whether every body is wanted.
    public var choosesAll: Bool { streams.isEmpty && since == nil && until == nil }

    /// Whether the event's body is wanted: the choice of `Schemas/bundle.md`, event 0 apart.
    public func chooses(_ stream: String, position: Int64, recorded: Int64) -> Bool {
        if whole.contains(stream) { return true }
        if !streams.isEmpty, !streams.contains(stream) { return false }
        if let since, since.isBehind(position, recorded) { return false }
        if let until, until.isBefore(position, recorded) { return false }
        return true
    }
}
