/// A Varlink interface description, drawn from shapes (varlink.org, Interface Definition).
public struct VarlinkInterface: Sendable {
    /// One method: parameters in, reply out.
    public struct Method: Sendable {
        /// The method's own name, CamelCase.
        public var name: String
        /// What it does; a comment above the method.
        public var about: String
        /// What goes in; an object shape.
        public var parameters: Shape
        /// What comes back; an object shape.
        public var reply: Shape

        /// A method.
        public init(name: String, about: String, parameters: Shape, reply: Shape) {
            self.name = name
            self.about = about
            self.parameters = parameters
            self.reply = reply
        }
    }

    /// One error with its parameters.
    public struct Failure: Sendable {
        /// The error's own name, CamelCase.
        public var name: String
        /// When it comes.
        public var about: String
        /// What it carries; an object shape.
        public var parameters: Shape

        /// An error.
        public init(name: String, about: String, parameters: Shape) {
            self.name = name
            self.about = about
            self.parameters = parameters
        }
    }

    /// Reverse-domain name.
    public var name: String
    /// What the interface is for.
    public var about: String
    /// In the order in which they are shown.
    public var methods: [Method]
    /// The errors that any of the methods may answer.
    public var errors: [Failure]

    /// An interface.
    public init(name: String, about: String, methods: [Method], errors: [Failure]) {
        self.name = name
        self.about = about
        self.methods = methods
        self.errors = errors
    }

    /// The description in the interface definition language, LF, no trailing blanks.
    public var text: String {
        var types = NamedTypes(taken: Set(methods.map(\.name) + errors.map(\.name)))
        let methods = methods.map { method in
            types.comment(method.about) + "method \(method.name)\(types.members(method.parameters))"
                + " -> \(types.members(method.reply))\n"
        }
        let errors = errors.map { types.comment($0.about) + "error \($0.name) \(types.members($0.parameters))\n" }
        return ([types.comment(about) + "interface \(name)\n"] + types.declarations + methods + errors)
            .joined(separator: "\n")
    }
}

/// Collects the named types that an interface needs, each once, in order of first use.
private struct NamedTypes {
    private var names: [String] = []
    private var bodies: [String: String] = [:]
    private let taken: Set<String>

    /// - Parameter taken: names of methods and errors, of which systemd lets no type bear one in the same interface.
    init(taken: Set<String>) { self.taken = taken }

    var declarations: [String] { names.map { "type \($0) \(bodies[$0] ?? "()")\n" } }

    func comment(_ about: String) -> String {
        about.isEmpty ? "" : about.split(separator: "\n").map { "# \($0)\n" }.joined()
    }

    mutating func members(_ shape: Shape) -> String {
        guard case .object(_, let fields) = shape.required, !fields.isEmpty else { return "()" }
        let members = fields.map { "  \($0.name): \(member($0.shape))" }
        return "(\n" + members.joined(separator: ",\n") + "\n)"
    }

    /// A list's key may be missing, which means that it is empty; Varlink calls that nullable.
    private mutating func member(_ shape: Shape) -> String {
        if case .array = shape { "?" + type(shape) } else { type(shape) }
    }

    mutating func type(_ shape: Shape) -> String {
        switch shape {
        case .string: return "string"
        case .integer: return "int"
        case .boolean: return "bool"
        case .anything: return "object"
        case .optional(let inner): return "?" + type(inner.required)
        case .array(let element): return "[]" + type(element)
        case .choice(_, let values) where !values.allSatisfy(NamedTypes.isWord): return "string"
        case .choice(let name, let values):
            return declare(name) { _ in "(\n" + values.map { "  \($0)" }.joined(separator: ",\n") + "\n)" }
        case .object(let name, _):
            return declare(name) { $0.members(shape) }
        }
    }

    /// Whether Varlink's grammar takes it as an enum's value; rule codes as `SEL-1` it does not.
    private static func isWord(_ value: String) -> Bool {
        value.utf8.first.map { ($0 | 0x20) &- 0x61 < 26 } == true
            && value.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }
    }

    /// Declares a type once.
    ///
    /// - Returns: the name that it bears here.
    private mutating func declare(_ wanted: String, _ body: (inout NamedTypes) -> String) -> String {
        let name = taken.contains(wanted) ? wanted + "Type" : wanted
        guard bodies[name] == nil else { return name }
        bodies[name] = ""
        let text = body(&self)
        names.append(name)
        bodies[name] = text
        return name
    }
}
