internal import Glibc

/// Streams and the versions seen of each, by the bytes of their names: a lookup makes no string.
struct StreamTable {
    struct Entry {
        var start: Int
        var count: Int
        var hash: UInt
        var first: Int64
        var last: Int64
    }

    private(set) var entries: [Entry] = []
    private var names: [UInt8] = []
    /// Indices into `entries` plus one; 0 is a free place. Always a power of two long and at most half full.
    private var places = [Int32](repeating: 0, count: 1024)

    /// Notes a version and gives back the last one seen before, or nil for a stream that is new here.
    mutating func note(_ name: UnsafeRawBufferPointer, _ version: Int64) -> Int64? {
        note(name, Self.hash(name), first: version, last: version)
    }

    /// Notes that another table saw the stream from `first` to `last`; gives back the last version seen before.
    mutating func note(_ entry: Entry, of other: StreamTable) -> Int64? {
        other.names.withUnsafeBytes { names in
            let name = UnsafeRawBufferPointer(rebasing: names[entry.start..<entry.start + entry.count])
            return note(name, entry.hash, first: entry.first, last: entry.last)
        }
    }

    func name(_ entry: Entry) -> String {
        String(decoding: names[entry.start..<entry.start + entry.count], as: UTF8.self)
    }

    private mutating func note(_ name: UnsafeRawBufferPointer, _ hash: UInt, first: Int64, last: Int64) -> Int64? {
        var place = Int(hash & UInt(places.count - 1))
        while places[place] != 0 {
            let index = Int(places[place] - 1)
            if entries[index].hash == hash && isNamed(entries[index], name) {
                let before = entries[index].last
                entries[index].last = last
                return before
            }
            place = (place + 1) & (places.count - 1)
        }
        entries.append(Entry(start: names.count, count: name.count, hash: hash, first: first, last: last))
        names.append(contentsOf: name)
        places[place] = Int32(truncatingIfNeeded: entries.count)
        if entries.count * 2 > places.count { grow() }
        return nil
    }

    private func isNamed(_ entry: Entry, _ name: UnsafeRawBufferPointer) -> Bool {
        guard entry.count == name.count, let bytes = name.baseAddress else { return entry.count == name.count }
        return names.withUnsafeBytes { names in
            names.baseAddress.map { memcmp($0 + entry.start, bytes, name.count) == 0 } ?? false
        }
    }

    private mutating func grow() {
        places = [Int32](repeating: 0, count: places.count * 2)
        for (index, entry) in entries.enumerated() {
            var place = Int(entry.hash & UInt(places.count - 1))
            while places[place] != 0 { place = (place + 1) & (places.count - 1) }
            places[place] = Int32(truncatingIfNeeded: index + 1)
        }
    }

    /// Names come from a file that may be forged, but a slow table is all that colliding ones could buy.
    private static func hash(_ name: UnsafeRawBufferPointer) -> UInt {
        var hash = UInt(truncatingIfNeeded: name.count) &* 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset + 8 <= name.count {
            hash = (hash ^ name.loadUnaligned(fromByteOffset: offset, as: UInt.self)) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
            offset += 8
        }
        while offset < name.count {
            hash = (hash ^ UInt(name[offset])) &* 0x0000_0100_0000_01B3
            offset += 1
        }
        return hash ^ (hash >> 29)
    }
}
