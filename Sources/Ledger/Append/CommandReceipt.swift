/// What the ledger remembers, forever, of a command that added events.
public struct CommandReceipt: Hashable, Sendable {
    /// The digest of the parameters it was given with.
    public var parameters: [UInt8]
    /// Where its events stand.
    public var appended: Appended

    /// A receipt of the given parts.
    public init(parameters: [UInt8], appended: Appended) {
        self.parameters = parameters
        self.appended = appended
    }
}
