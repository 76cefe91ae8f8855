internal import Schema

/// `org.varlink.service`: what every service says about itself (varlink.org, Service).
struct StandardInterface: Sendable {
    static let name = "org.varlink.service"
    static let interface = InterfaceDescription(text)

    private let about: ServiceDescription
    private let isVisible: @Sendable (String, Peer) -> Bool
    /// Replies by interface; made once, as they may be long.
    private let descriptions: [String: [UInt8]]

    init(_ service: any VarlinkService, _ about: ServiceDescription) {
        self.about = about
        let replies = ([StandardInterface.interface] + about.interfaces).map { interface in
            (interface.name, JSONWriter.encode(JSON.object([.init("description", .string(interface.text))])))
        }
        descriptions = Dictionary(replies) { first, _ in first }
        isVisible = { service.isVisible($0, to: $1) }
    }

    func answer(_ call: VarlinkCall) -> VarlinkReply {
        do throws(JSONFault) {
            switch call.method.name {
            case "GetInfo":
                try call.decodeNothing()
                return .parameters(information(for: call.peer))
            case "GetInterfaceDescription":
                return describe(try call.decode(DescriptionRequest.self).interface, to: call.peer)
            default: return .failure(.methodNotImplemented(call.method.fullName))
            }
        } catch {
            return .failure(VarlinkFailure(error))
        }
    }

    private func information(for peer: Peer) -> [UInt8] {
        let visible = about.interfaces.map(\.name).filter { isVisible($0, peer) }
        let members = [
            JSON.Member("vendor", .string(about.vendor)), .init("product", .string(about.product)),
            .init("version", .string(about.version)), .init("url", .string(about.url)),
            .init("interfaces", .array(([StandardInterface.name] + visible).map(JSON.string))),
        ]
        return JSONWriter.encode(JSON.object(members))
    }

    private func describe(_ name: String, to peer: Peer) -> VarlinkReply {
        guard let reply = descriptions[name] else { return .failure(.interfaceNotFound(name)) }
        guard name == StandardInterface.name || isVisible(name, peer) else { return .failure(.permissionDenied) }
        return .parameters(reply)
    }

    /// Parameters of `GetInterfaceDescription`.
    private struct DescriptionRequest: Message {
        var interface: String
        static let fields = Fields(Self.init, Field("interface", \.interface, "name of the interface"))
    }

    private static let text = """
        # What the service is, which interfaces it has, and how they are defined.
        interface org.varlink.service

        # Who made the service, and its interfaces.
        method GetInfo() -> (
          vendor: string,
          product: string,
          version: string,
          url: string,
          interfaces: []string
        )

        # The definition of one interface.
        method GetInterfaceDescription(interface: string) -> (description: string)

        # The service has no such interface.
        error InterfaceNotFound (interface: string)

        # The interface has no such method.
        error MethodNotFound (method: string)

        # The interface has the method, the service does not.
        error MethodNotImplemented (method: string)

        # A parameter that the method does not take, or not so.
        error InvalidParameter (parameter: string)

        # Not for this caller.
        error PermissionDenied ()

        # The method answers in several replies and must be called with more.
        error ExpectedMore ()

        """
}
