/// A checkpoint as the ledger holds it.
public struct StoredCheckpoint: Hashable, Sendable {
    /// Gapless from 0.
    public var place: Int64
    /// How many events it covers.
    public var size: Int64
    /// When it was made: microseconds since 1970-01-01T00:00:00Z.
    public var made: Int64
    /// The signed note, whole.
    public var note: String

    /// A checkpoint of the given parts.
    public init(place: Int64, size: Int64, made: Int64, note: String) {
        self.place = place
        self.size = size
        self.made = made
        self.note = note
    }

    /// The digest over the row, as `Schemas/ledger/record.md` says.
    package var seal: TreeHash {
        let digest = SHA.hash(Array(note.utf8))
        let time = String(unsafeUninitializedCapacity: RecordedTime.length) { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            RecordedTime.write(made, at: base)
            return RecordedTime.length
        }
        return SHA.hash(Array("""
            engaged.checkpoint.v1
            place \(place)
            size \(size)
            made \(time)
            note-sha256 \(digest)
            """.utf8))
    }
}
