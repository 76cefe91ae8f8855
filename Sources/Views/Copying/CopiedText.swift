public import Ledger
public import Schema

/// One free text with what it takes to check it; without salt and text where it was erased.
public struct CopiedText: Message, Hashable {
    /// By which bodies name it.
    public var digest: Digest
    /// 16 bytes in hexadecimal digits.
    public var salt: String?
    /// What was said.
    public var text: String?
    /// Position of its command's first event.
    public var position: Int64

    /// A text.
    public init(digest: Digest, salt: String?, text: String?, position: Int64) {
        self.digest = digest
        self.salt = salt
        self.text = text
        self.position = position
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(digest:salt:text:position:),
        Field("digest", \Self.digest, "SHA-256 over salt and text, as it stands in the body"),
        Field("salt", \.salt, "16 bytes in hexadecimal digits; absent once erased"),
        Field("text", \.text, "what was said; absent once erased"),
        Field("position", \.position, "position of its command's first event"))

    /// From the store's row.
    public init?(_ row: TextRow) {
        guard let digest = Digest(bytes: row.digest) else { return nil }
        self.init(
            digest: digest, salt: row.salt.map { Hexadecimals.text($0) }, text: row.content, position: row.position)
    }

    /// As the store keeps it; nil where the salt is no salt.
    public var row: TextRow? {
        guard let salt else { return TextRow(digest: digest.bytes, salt: nil, content: nil, position: position) }
        guard let bytes = Hexadecimals.bytes(salt) else { return nil }
        return TextRow(digest: digest.bytes, salt: bytes, content: text, position: position)
    }
}

/// One entry of the directory of persons.
public struct CopiedPerson: Message, Hashable {
    /// The handle.
    public var handle: String
    /// The name; absent once erased.
    public var name: String?
    /// How to reach the person.
    public var contact: String?

    /// An entry.
    public init(handle: String, name: String?, contact: String?) {
        self.handle = handle
        self.name = name
        self.contact = contact
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(handle:name:contact:),
        Field("handle", \Self.handle, "as events have it", example: "p-7f3a"),
        Field("name", \.name, "the name; absent once erased", example: "Mia Example"),
        Field("contact", \.contact, "how to reach the person", example: "mia@example.org"))
}
