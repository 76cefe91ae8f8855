public import Schema

/// A typed error as it stands on the wire: its name and a JSON object.
public struct VarlinkFailure: Error, Hashable, Sendable {
    /// `interface.ErrorName`.
    public var name: String
    /// The parameters' JSON object.
    public var parameters: [UInt8]

    /// An error; the name must be made of letters, digits, dots and hyphens, as the interface definition has it.
    public init(_ name: String, parameters: [UInt8] = Array("{}".utf8)) {
        self.name = name
        self.parameters = parameters
    }

    /// An error whose parameters are a described message.
    public init(_ name: String, _ parameters: some SchemaValue) {
        self.init(name, parameters: JSONWriter.reply(parameters))
    }
}

/// The errors of `org.varlink.service` (varlink.org, Service).
extension VarlinkFailure {
    /// The service has no such interface.
    public static func interfaceNotFound(_ interface: String) -> VarlinkFailure {
        .standard("InterfaceNotFound", "interface", interface)
    }

    /// The interface has no such method.
    public static func methodNotFound(_ method: String) -> VarlinkFailure {
        .standard("MethodNotFound", "method", method)
    }

    /// The interface has the method, this service does not.
    public static func methodNotImplemented(_ method: String) -> VarlinkFailure {
        .standard("MethodNotImplemented", "method", method)
    }

    /// A parameter that the method does not take, or not so.
    public static func invalidParameter(_ parameter: String) -> VarlinkFailure {
        .standard("InvalidParameter", "parameter", parameter)
    }

    /// Not for this caller.
    public static let permissionDenied = VarlinkFailure("org.varlink.service.PermissionDenied")
    /// The method answers in several replies; call it with `more`.
    public static let expectedMore = VarlinkFailure("org.varlink.service.ExpectedMore")

    /// The error for parameters that did not decode.
    public init(_ fault: JSONFault) {
        self = .invalidParameter(fault.path.isEmpty ? "parameters" : fault.path)
    }

    private static func standard(_ name: String, _ key: StaticString, _ value: String) -> VarlinkFailure {
        var writer = JSONWriter()
        writer.byte(0x7B)
        writer.key(key)
        writer.string(value)
        writer.byte(0x7D)
        return VarlinkFailure("org.varlink.service." + name, parameters: writer.bytes)
    }
}
