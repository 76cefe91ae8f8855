/// What a daemon answers over Varlink. The module keeps frames, order, limits and `org.varlink.service`.
public protocol VarlinkService: Sendable {
    /// Who the service is and what it offers; asked once, when the listener is made.
    var description: ServiceDescription { get }

    /// Whether the peer has no business here but `org.varlink.service`; asked once, on the accepting thread, when they
    /// connect. Strangers share a few connections of their own.
    func isStranger(_ peer: Peer) -> Bool

    /// Whether the peer may see and call the interface. `org.varlink.service` is for everyone.
    func isVisible(_ interface: String, to peer: Peer) -> Bool

    /// A call to an interface that is not visible to its peer was refused; for the journal.
    func wasDenied(_ method: String, to peer: Peer)

    /// Takes a call. Runs on the connection's event loop and must not block.
    ///
    /// Every call must be ended once, now or later, from any thread, `oneway` ones too (nothing is sent for them):
    /// the connection's next call waits for it.
    func handle(_ call: VarlinkCall)
}

extension VarlinkService {
    /// Nobody is.
    public func isStranger(_ peer: Peer) -> Bool { false }
    /// Every interface is for everyone.
    public func isVisible(_ interface: String, to peer: Peer) -> Bool { true }
    /// Nothing is done.
    public func wasDenied(_ method: String, to peer: Peer) {}
}

/// What `org.varlink.service.GetInfo` tells, and the interfaces with their definitions.
public struct ServiceDescription: Sendable {
    /// Who made the service.
    public var vendor: String
    /// What it is.
    public var product: String
    /// Its version.
    public var version: String
    /// Where to read about it.
    public var url: String
    /// Its interfaces but `org.varlink.service`, which is always there.
    public var interfaces: [InterfaceDescription]

    /// A description.
    public init(vendor: String, product: String, version: String, url: String, interfaces: [InterfaceDescription]) {
        self.vendor = vendor
        self.product = product
        self.version = version
        self.url = url
        self.interfaces = interfaces
    }
}
