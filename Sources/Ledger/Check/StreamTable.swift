/// Streams and the versions seen of each, by the bytes of their names.
struct StreamTable {
    /// The versions seen of one stream.
    struct Entry {
        var first: Int64
        var last: Int64
        /// Where the first of them is.
        var position: Int64
    }

    private(set) var entries: [Entry] = []
    private var names = NameIndex()

    /// Notes a version and gives back the last one seen before, or nil for a stream that is new here.
    mutating func note(_ name: UnsafeRawBufferPointer, _ version: Int64, at position: Int64) -> Int64? {
        note(name, Entry(first: version, last: version, position: position))
    }

    /// Notes what another table saw of its stream `index`; gives back the last version seen before.
    mutating func note(_ index: Int, of other: StreamTable) -> Int64? {
        var before: Int64?
        other.names.name(index) { before = note($0, other.entries[index]) }
        return before
    }

    func name(_ index: Int) -> String { names.name(index) { String(decoding: $0, as: UTF8.self) } }

    private mutating func note(_ name: UnsafeRawBufferPointer, _ entry: Entry) -> Int64? {
        let (index, isNew) = names.place(name)
        if isNew {
            entries.append(entry)
            return nil
        }
        defer { entries[index].last = entry.last }
        return entries[index].last
    }
}
