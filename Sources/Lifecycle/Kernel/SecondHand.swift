/// What a command would decide that another hand began: by its own event, upon an earlier one.
public struct SecondHand: Equatable, Sendable {
    /// Wire name of the event that the command would record.
    public var event: String
    /// Version of the earlier event in the stream.
    public var earlier: Int64

    /// The second hand of an event of that type.
    init<E: Event>(_ event: E.Type, upon earlier: Int64) {
        self.event = E.kind
        self.earlier = earlier
    }
}
