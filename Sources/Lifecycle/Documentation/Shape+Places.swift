import Schema

extension Shape {
    /// Where values of a shape stand within this one: names joined by dots, `[]` behind that of a list.
    func places(of wanted: Shape) -> [String] {
        switch required {
        case wanted: [""]
        case .array(let inner): inner.places(of: wanted).map { "[]" + $0 }
        case .object(_, let fields):
            fields.flatMap { field in
                field.shape.places(of: wanted).map { $0.isEmpty || $0.hasPrefix("[") ? field.name + $0
                    : field.name + "." + $0 }
            }
        case .string, .integer, .boolean, .choice, .optional, .anything: []
        }
    }
}
