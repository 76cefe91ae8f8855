/// A text signed by one or more keys: C2SP signed-note.
public struct SignedNote: Hashable, Sendable {
    /// One signature line.
    public struct Signature: Hashable, Sendable {
        /// The key's name.
        public var name: String
        /// The key's id, four bytes.
        public var id: [UInt8]
        /// What the key's algorithm makes.
        public var bytes: [UInt8]
    }

    /// The signed text, with its last newline.
    public let text: String
    /// At least one, in the note's order.
    public let signatures: [Signature]

    static let lengthMax = 1 << 20
    static let signaturesMax = 100

    /// Signs a text; nil for a text that cannot stand in a note, or without a signer.
    public init?(_ text: String, signedBy signers: [SignerKey]) {
        let signatures = signers.compactMap { $0.sign(text) }
        guard signatures.count == signers.count, !signers.isEmpty, Self.isText(text) else { return nil }
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note; nil for what is none. Nothing of it is to be believed before a signature was verified.
    public init?(_ note: String) {
        guard note.utf8.count <= Self.lengthMax, Self.isText(note) else { return nil }
        let bytes = Array(note.utf8)
        guard let split = bytes.indices.dropLast().last(where: { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A })
        else { return nil }
        let lines = String(decoding: bytes[(split + 2)...], as: UTF8.self).split(separator: "\n")
        let signatures = lines.compactMap(Signature.init)
        guard !lines.isEmpty, signatures.count == lines.count, lines.count <= Self.signaturesMax else { return nil }
        text = String(decoding: bytes[...split], as: UTF8.self)
        self.signatures = signatures
    }

    /// Of these keys, those whose signature is good, and those that a signature claims to be of and is not.
    public func verify(_ keys: [VerifierKey]) -> (good: [VerifierKey], bad: [VerifierKey]) {
        var good: [VerifierKey] = [], bad: [VerifierKey] = []
        for signature in signatures {
            let named = keys.filter { $0.name == signature.name && $0.id == signature.id }
            for (place, key) in named.enumerated() where !named[..<place].contains(key) {
                if key.isValid(signature.bytes, over: text) { good.append(key) } else { bad.append(key) }
            }
        }
        return (good, bad)
    }

    /// Ends with a newline and has no other control character.
    private static func isText(_ text: String) -> Bool {
        text.utf8.last == 0x0A && text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
    }
}

extension SignedNote.Signature {
    /// Reads `— name base64(id ‖ signature)`.
    fileprivate init?(_ line: Substring) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}", VerifierKey.isName(String(parts[1])),
              let bytes = Base64.decode(parts[2]), bytes.count > 4 else { return nil }
        self.init(name: String(parts[1]), id: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
    }
}

extension SignedNote: CustomStringConvertible {
    /// The whole note, as it is stored and sent.
    public var description: String {
        text + "\n" + signatures.map { "\u{2014} \($0.name) \(Base64.encode($0.id + $0.bytes))\n" }.joined()
    }
}
