public import Schema

/// What an engagement's stream says of Exit.
public struct ExitState: Message, Hashable {
    /// Kept so that the list is not empty until the phase's fields land.
    public var lastChange: Int64 = -1

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("lastChange", \Self.lastChange, "position of the last event"))
}
