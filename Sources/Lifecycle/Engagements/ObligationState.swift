public import Schema

/// What falls due in one engagement, and what became of it.
public struct ObligationState: Message, Equatable {
    /// Open ones, in the order in which they were opened.
    public var open: [Obligation] = []
    /// Ids of those no longer open.
    public var closed: [String] = []

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("open", \Self.open, "open ones, oldest first"),
        Field("closed", \.closed, "ids of those no longer open"))

    /// Opens one; a second with an id already used is ignored, so that a retry of its cause opens nothing twice.
    mutating func add(_ obligation: Obligation) {
        guard !closed.contains(obligation.id), !open.contains(where: { $0.id == obligation.id }) else { return }
        open.append(obligation)
    }

    /// Closes one, if it is open.
    mutating func close(_ id: String) {
        guard let index = open.firstIndex(where: { $0.id == id }) else { return }
        open.remove(at: index)
        closed.append(id)
    }
}
