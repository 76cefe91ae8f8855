/// One file for verifiers: how it came to be, what they are given with it, and what they must find.
public struct VectorCase: Sendable, CustomStringConvertible {
    /// The file's name, without `.db`.
    public var name: String
    /// The name of the history it is made of.
    public var base = "good"
    /// What is done to the file behind the ledger's back; nothing for a history that is wrong by itself, or good.
    public var sql = ""
    /// A row of `checkpoint` that is signed and sealed anew.
    public var replacement: Replacement?
    /// What is dropped of the schema and stays away.
    public var drops: String?
    /// The table that is not STRICT while it is changed.
    public var loosens: String?
    /// What is done to the file of texts, where the verifier is given one; nothing for a good one.
    public var texts: String?
    /// How many bytes are put behind the file's end.
    public var tail = 0
    /// The trusted key's number, where the verifier is given one.
    public var key: UInt8?
    /// The place of the good ledger's checkpoint that the verifier is given, where it is given one.
    public var heldAgainst: Int64?
    /// Kinds of fault that it must name; none for a good one.
    public var kinds: Set<String> = []
    /// A position that one of the faults must be at.
    public var position: Int64?

    /// A checkpoint by somebody's own key.
    public struct Replacement: Sendable {
        /// The row.
        public var place: Int64
        /// How many events it speaks of.
        public var size: Int64
        /// A root of this byte repeated; the right one where absent.
        public var root: UInt8?
        /// Number of the key that signs.
        public var key: UInt8
        /// The origin it names.
        public var origin = VectorHistory.origin
        /// The name of the key.
        public var name = VectorHistory.origin

        static func signed(place: Int64, size: Int64, root: UInt8?, key: UInt8,
                           origin: String = VectorHistory.origin,
                           name: String = VectorHistory.origin) -> Replacement {
            Replacement(place: place, size: size, root: root, key: key, origin: origin, name: name)
        }
    }

    /// A case of a checkpoint signed anew.
    init(_ name: String, _ replacement: Replacement, _ kinds: Set<String>, base: String = "good") {
        self.init(name, base: base, finds: kinds)
        self.replacement = replacement
    }

    /// A case of something dropped from the schema.
    init(_ name: String, _ sql: String, _ kinds: Set<String>, drops: String) {
        self.init(name, sql, kinds)
        self.drops = drops
    }

    /// A case of a file of texts beside a good ledger.
    init(_ name: String, texts: String, base: String = "good", finds kinds: Set<String> = [],
         at position: Int64? = nil) {
        self.init(name, base: base, finds: kinds, at: position)
        self.texts = texts
    }

    /// A case of a value that a STRICT table would refuse.
    init(_ name: String, _ sql: String, _ kinds: Set<String>, loosens: String, at position: Int64? = nil) {
        self.init(name, sql, kinds, at: position)
        self.loosens = loosens
    }

    /// A case of a file that is longer than its pages.
    init(_ name: String, tail: Int, _ kinds: Set<String>) {
        self.init(name, finds: kinds)
        self.tail = tail
    }

    /// A case of a history as it is.
    public init(_ name: String, base: String = "good", key: UInt8? = nil, heldAgainst: Int64? = nil,
                finds kinds: Set<String> = [], at position: Int64? = nil) {
        self.name = name
        self.base = base
        self.key = key
        self.heldAgainst = heldAgainst
        self.kinds = kinds
        self.position = position
    }

    /// A case of the good ledger, changed behind its back.
    public init(_ name: String, _ sql: String, _ kinds: Set<String>, key: UInt8? = nil, heldAgainst: Int64? = nil,
                at position: Int64? = nil) {
        self.init(name, key: key, heldAgainst: heldAgainst, finds: kinds, at: position)
        self.sql = sql
    }

    /// Its name.
    public var description: String { name }
}
