/// A text that stands outside history: the body carries only its salted digest, so that the text can be erased.
public struct SealedText: Hashable, Sendable {
    /// SHA-256(salt ‖ UTF-8 of the content), 32 bytes.
    public var digest: [UInt8]
    /// 16 random bytes: without them a short text could be guessed from its digest.
    public var salt: [UInt8]
    /// The text.
    public var content: String

    /// A sealed text of the given parts.
    public init(digest: [UInt8], salt: [UInt8], content: String) {
        self.digest = digest
        self.salt = salt
        self.content = content
    }

    /// Seals a text with a salt of 16 random bytes.
    public init(sealing content: String, salt: [UInt8]) {
        self.init(digest: Self.digest(of: content, salt: salt), salt: salt, content: content)
    }

    /// Whether the digest is the content's.
    public var isSealed: Bool { salt.count == 16 && digest == Self.digest(of: content, salt: salt) }

    private static func digest(of content: String, salt: [UInt8]) -> [UInt8] {
        SHA.hash(salt + content.utf8).bytes
    }
}
