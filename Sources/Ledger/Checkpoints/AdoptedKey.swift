/// A key that the log itself names: an event `checkpoint-key.adopted` of the stream `governance`.
public struct AdoptedKey: Hashable, Sendable {
    /// The event's position: the key is in force for trees of more events than that, until the next one is adopted.
    public var position: Int64
    /// The key; nil where the event has no well-formed one of the origin's name.
    public var key: VerifierKey?
    /// What the event has.
    public var text: String
}

/// What the log says of itself: its origin and its keys, in the order of their adoption.
public struct LogIdentity: Sendable {
    /// The origin line, from `ledger.created`; nil where position 0 has none.
    public var origin: String?
    /// The keys.
    public var keys: [AdoptedKey]

    /// The adoption in force for a tree of `size` events; one without a well-formed key changes nothing.
    public func adoption(at size: Int64) -> AdoptedKey? { keys.last { $0.position < size && $0.key != nil } }

    /// The key in force for a tree of `size` events.
    public func key(at size: Int64) -> VerifierKey? { adoption(at: size)?.key }

    /// Every well-formed key adopted below `size`.
    public func keys(below size: Int64) -> [VerifierKey] {
        keys.prefix { $0.position < size }.compactMap(\.key)
    }

    static func read(_ connection: Connection) throws(LedgerError) -> LogIdentity {
        let found = try connection.text("""
            SELECT CASE WHEN json_valid(body) THEN json_extract(body, '$.origin') END FROM event WHERE position = 0
            """, "read the origin")
        let origin = found == "" ? nil : found
        let statement = try connection.prepare("""
            SELECT position, CASE WHEN json_valid(body) THEN json_extract(body, '$.verifierKey') END FROM event
              WHERE stream = 'governance' AND type = 'checkpoint-key.adopted' ORDER BY version
            """)
        var keys: [AdoptedKey] = []
        while try statement.step("read the adopted keys") {
            let text = statement.text(1)
            let key = VerifierKey(text).flatMap { $0.name == origin ? $0 : nil }
            keys.append(AdoptedKey(position: statement.integer(0), key: key, text: text))
        }
        return LogIdentity(origin: origin, keys: keys)
    }
}
