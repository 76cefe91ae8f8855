public import Lifecycle
public import Schema

/// What the list says of one provider.
public struct ProviderRow: Message, Hashable {
    /// Its id.
    public var id: ProviderID
    /// Its legal name, once registered.
    public var name: Label?
    /// Position of the event since which the rest has held.
    public var since: Int64

    /// A row.
    public init(id: ProviderID, name: Label?, since: Int64) {
        self.id = id
        self.name = name
        self.since = since
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("id", \Self.id, "its id"),
        Field("name", \.name, "its legal name", example: "Alpha Services Inc"),
        Field("since", \.since, "position of the event since which the rest has held"))
}

/// What the list says of one person.
public struct PersonRow: Message, Hashable {
    /// The handle.
    public var handle: PersonHandle
    /// Unix user ids bound to the person.
    public var uids: [Int64]
    /// Position of the event that added the person.
    public var added: Int64
    /// Position of the event since which the rest has held.
    public var since: Int64

    /// A row.
    public init(handle: PersonHandle, uids: [Int64], added: Int64, since: Int64) {
        self.handle = handle
        self.uids = uids
        self.added = added
        self.since = since
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("handle", \Self.handle, "the handle"),
        Field("uids", \.uids, "Unix user ids bound to the person"),
        Field("added", \.added, "position of the event that added the person"),
        Field("since", \.since, "position of the event since which the rest has held"))
}
