/// A method that the service describes; made once, compared by identity where speed counts.
public final class VarlinkMethod: Sendable {
    /// `interface.Name`.
    public let fullName: String
    /// The interface's name.
    public let interface: String
    /// The method's own name.
    public let name: String
    private let bytes: [UInt8]

    init(interface: String, name: String) {
        self.interface = interface
        self.name = name
        fullName = interface + "." + name
        bytes = Array(fullName.utf8)
    }

    /// Whether these bytes are the full name.
    func matches(_ other: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        bytes.elementsEqual(other)
    }
}

/// All methods of a service by full name.
struct MethodTable: Sendable {
    /// What a name leads to.
    enum Found {
        case method(VarlinkMethod)
        case failure(VarlinkFailure)
    }

    private let methods: [String: VarlinkMethod]
    private let interfaces: Set<String>

    init(_ descriptions: [InterfaceDescription]) {
        var methods: [String: VarlinkMethod] = [:]
        for description in descriptions {
            for name in description.methods {
                let method = VarlinkMethod(interface: description.name, name: name)
                methods[method.fullName] = method
            }
        }
        self.methods = methods
        interfaces = Set(descriptions.map(\.name))
    }

    func find(_ fullName: String) -> Found {
        if let method = methods[fullName] { return .method(method) }
        guard let dot = fullName.lastIndex(of: ".") else { return .failure(.invalidParameter("method")) }
        let interface = String(fullName[..<dot])
        return .failure(interfaces.contains(interface) ? .methodNotFound(fullName) : .interfaceNotFound(interface))
    }
}
