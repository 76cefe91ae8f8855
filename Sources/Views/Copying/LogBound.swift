public import Schema

/// One end of a period of the log: a position, or a time of recording. The end belongs to the period.
public enum LogBound: Hashable, Sendable {
    /// A place in the log.
    case position(Int64)
    /// A time.
    case recorded(Instant)

    /// Digits for a position, otherwise a time.
    public init?(_ text: String) {
        if let position = Int64(text) {
            guard position >= 0, position <= JSONReader.integerMax else { return nil }
            self = .position(position)
        } else if let time = Instant(lenient: text) {
            self = .recorded(time)
        } else {
            return nil
        }
    }

    /// As it is given.
    public var text: String {
        switch self {
        case .position(let position): "\(position)"
        case .recorded(let time): "\(time)"
        }
    }

    /// As a bundle's manifest has it.
    public var json: JSON {
        switch self {
        case .position(let position): .object([.init("position", .integer(position))])
        case .recorded(let time): .object([.init("recorded", .string("\(time)"))])
        }
    }

    /// Whether a period ends before it begins: a slip of whoever asks, and not an empty answer.
    public static func isBackwards(_ since: LogBound?, _ until: LogBound?) -> Bool {
        switch (since, until) {
        case (.position(let first)?, .position(let last)?): first > last
        case (.recorded(let first)?, .recorded(let last)?): first > last
        default: false
        }
    }

    /// Whether an event lies before this end.
    public func isBehind(_ position: Int64, _ recorded: Int64) -> Bool {
        switch self {
        case .position(let own): position < own
        case .recorded(let own): recorded < own.microseconds
        }
    }

    /// Whether an event lies beyond this end.
    public func isBefore(_ position: Int64, _ recorded: Int64) -> Bool {
        switch self {
        case .position(let own): position > own
        case .recorded(let own): recorded > own.microseconds
        }
    }
}

extension LogBound: SchemaValue {
    /// Takes a string.
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> LogBound {
        let start = reader.offset
        guard let bound = LogBound(try reader.string()) else {
            throw JSONFault(.badValue, at: start, expected: "a position or a time as 2026-11-21T09:15:02Z")
        }
        return bound
    }

    /// Writes a string.
    public func write(_ writer: inout JSONWriter) { writer.string(text) }
    /// A string.
    public static var shape: Shape { .string(format: "position or time", pattern: nil, lengthMax: nil) }
    /// A position.
    public static var example: LogBound { .position(48211) }
    /// A small position.
    public static func random(using source: inout SplitMix64) -> LogBound { .position(Int64(source.next() % 1000)) }
}
