/// A public key by which signed notes are verified: C2SP signed-note, Ed25519 only.
public struct VerifierKey: Hashable, Sendable {
    /// Whose key it is: the ledger's origin.
    public let name: String
    /// The beginning of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), four bytes.
    public let id: [UInt8]
    /// 32 bytes.
    public let publicKey: [UInt8]

    /// C2SP's type byte of Ed25519.
    static let algorithm: UInt8 = 1

    /// A key of that name; nil for a name that could not stand in a note, or bytes that no honest key has.
    public init?(name: String, publicKey: [UInt8]) {
        guard Self.isName(name), Ed25519.isKey(publicKey) else { return nil }
        self.name = name
        self.publicKey = publicKey
        id = Array(SHA.hash(name.utf8 + [0x0A, Self.algorithm] + publicKey).bytes.prefix(4))
    }

    /// Reads `name+id+base64(0x01 ‖ public key)`; nil for anything else, a wrong id included.
    public init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64.decode(parts[2]), bytes.first == Self.algorithm,
              let key = VerifierKey(name: String(parts[0]), publicKey: Array(bytes.dropFirst())),
              key.idText == parts[1] else { return nil }
        self = key
    }

    /// Whether the signature over the text is this key's (RFC 8032).
    public func isValid(_ signature: [UInt8], over text: String) -> Bool {
        isValid(signature, over: Array(text.utf8))
    }

    /// Whether the signature over the bytes is this key's.
    func isValid(_ signature: [UInt8], over bytes: [UInt8]) -> Bool {
        Ed25519.isValid(signature, over: bytes, key: publicKey)
    }

    /// The id in lower-case hexadecimal.
    public var idText: String { id.withUnsafeBytes { Digits.hexText($0) } }

    /// Names are not empty and have neither spaces nor `+` nor control characters.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 200 && name.unicodeScalars.allSatisfy {
            !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 && $0.value != 0x7F
        }
    }
}

extension VerifierKey: CustomStringConvertible {
    /// `name+id+base64(0x01 ‖ public key)`.
    public var description: String { "\(name)+\(idText)+\(Base64.encode([Self.algorithm] + publicKey))" }
}
