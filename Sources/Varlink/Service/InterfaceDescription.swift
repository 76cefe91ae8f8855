/// One interface of a service: its definition and the methods named in it.
public struct InterfaceDescription: Sendable {
    /// Reverse-domain name.
    public let name: String
    /// The definition, as it is served.
    public let text: String
    /// The methods' own names, in order of definition.
    public let methods: [String]

    /// An interface from its definition in the interface definition language; name and methods are read from it.
    ///
    /// A text that names no interface gives an interface without a name, which no call can reach.
    public init(_ text: String) {
        let words = InterfaceDescription.outermostWords(text)
        self.text = text
        name = zip(words, words.dropFirst()).first { $0.0 == "interface" }.map(\.1) ?? ""
        methods = zip(words, words.dropFirst()).filter { $0.0 == "method" }.map(\.1)
    }

    /// The words outside comments and parentheses.
    private static func outermostWords(_ text: String) -> [String] {
        var words: [String] = []
        var depth = 0
        for line in text.split(separator: "\n") {
            var word = ""
            for character in line.prefix(while: { $0 != "#" }) + " " {
                if character == "(" { depth += 1 }
                if depth == 0, character.isLetter || character.isNumber || ".-_".contains(character) {
                    word.append(character)
                } else if !word.isEmpty {
                    words.append(word)
                    word = ""
                }
                if character == ")" { depth -= 1 }
            }
        }
        return words
    }
}
