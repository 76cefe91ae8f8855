internal import Schema

extension JSON {
    /// The value with another one put at a path; objects on the way are made where they are not.
    func setting(_ path: ArraySlice<String>, to value: JSON) -> JSON {
        guard let key = path.first else { return value }
        var members = members
        if let index = members.firstIndex(where: { $0.key == key }) {
            members[index].value = members[index].value.setting(path.dropFirst(), to: value)
        } else {
            members.append(Member(key, JSON.object([]).setting(path.dropFirst(), to: value)))
        }
        return .object(members)
    }

    /// The value at a path of keys.
    func at(_ path: [String]) -> JSON? {
        path.reduce(Optional(self)) { json, key in json?[key] }
    }

    /// The value with `false` for every flag of a message that was not given.
    func fillingFlags(_ shape: Shape) -> JSON {
        switch shape.required {
        case .array(let element): .array(elements.map { $0.fillingFlags(element) })
        case .object(_, let fields): fields.reduce(self) { $0.filling($1) }
        case .string, .integer, .boolean, .choice, .optional, .anything: self
        }
    }

    private func filling(_ field: FieldShape) -> JSON {
        if let value = self[field.name] {
            return setting([field.name], to: value.isContainer ? value.fillingFlags(field.shape) : value)
        }
        return field.shape == .boolean ? setting([field.name], to: .boolean(false)) : self
    }

    private var isContainer: Bool {
        switch self {
        case .array, .object: true
        case .null, .boolean, .integer, .string: false
        }
    }

    /// Required values that are not there, by their paths.
    func missing(_ shape: Shape, under path: [String] = []) -> [(path: [String], note: String)] {
        guard case .object(_, let fields) = shape.required else { return [] }
        return fields.flatMap { field -> [(path: [String], note: String)] in
            let own = path + [field.name]
            guard let value = self[field.name], value != .null else {
                return field.shape.mayBeAbsent ? [] : JSON.leaves(field.shape, own, field.note)
            }
            return value.missing(field.shape, under: own)
        }
    }

    /// What has to be given for a value that is wholly missing.
    private static func leaves(_ shape: Shape, _ path: [String], _ note: String) -> [(path: [String], note: String)] {
        guard case .object(let name, _) = shape.required, name != "Money" else { return [(path, note)] }
        return JSON.object([]).missing(shape, under: path)
    }
}
