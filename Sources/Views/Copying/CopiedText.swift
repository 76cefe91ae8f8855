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

/// One checkpoint of the ledger.
public struct CopiedCheckpoint: Message, Hashable {
    /// From 0, without a gap.
    public var place: Int64
    /// How many events it covers.
    public var size: Int64
    /// When it was made.
    public var made: Instant
    /// The signed note, whole.
    public var note: String

    /// A checkpoint.
    public init(place: Int64, size: Int64, made: Instant, note: String) {
        self.place = place
        self.size = size
        self.made = made
        self.note = note
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(place:size:made:note:),
        Field("place", \Self.place, "from 0, without a gap"),
        Field("size", \.size, "how many events it covers"),
        Field("made", \.made, "when it was made"),
        Field("note", \.note, "the signed note, whole"))

    /// From the ledger's row.
    public init?(_ row: StoredCheckpoint) {
        guard let made = try? Instant(microseconds: row.made) else { return nil }
        self.init(place: row.place, size: row.size, made: made, note: row.note)
    }

    /// As the ledger keeps it.
    public var row: StoredCheckpoint {
        StoredCheckpoint(place: place, size: size, made: made.microseconds, note: note)
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
