/// Who a handle stands for. The ledger knows only the handle.
public struct PersonEntry: Hashable, Sendable {
    /// The handle, as events carry it.
    public var handle: String
    /// The name to show; nil once erased.
    public var name: String?
    /// How to reach the person; nil where unknown or erased.
    public var contact: String?

    /// An entry of the given parts.
    public init(handle: String, name: String?, contact: String? = nil) {
        self.handle = handle
        self.name = name
        self.contact = contact
    }
}
