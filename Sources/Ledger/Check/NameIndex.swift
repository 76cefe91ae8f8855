internal import Glibc

/// Names by the order of their first appearance, looked up by their bytes: no string is made.
///
/// Names come from a file that may be forged, but a slow index is all that colliding ones could buy.
package struct NameIndex {
    private struct Entry {
        var start: Int
        var count: Int
        var hash: UInt
    }

    private var entries: [Entry] = []
    private var bytes: [UInt8] = []
    /// Indices into `entries` plus one; 0 is a free place. Always a power of two long and at most half full.
    private var places = [Int32](repeating: 0, count: 1024)

    package init() {}

    /// How many names there are.
    package var count: Int { entries.count }

    /// The name's index and whether it is new.
    package mutating func place(_ name: UnsafeRawBufferPointer) -> (index: Int, isNew: Bool) {
        let hash = Self.hash(name)
        var place = Int(hash & UInt(places.count - 1))
        while places[place] != 0 {
            let index = Int(places[place] - 1)
            if entries[index].hash == hash && isNamed(entries[index], name) { return (index, false) }
            place = (place + 1) & (places.count - 1)
        }
        entries.append(Entry(start: bytes.count, count: name.count, hash: hash))
        bytes.append(contentsOf: name)
        places[place] = Int32(truncatingIfNeeded: entries.count)
        if entries.count * 2 > places.count { grow() }
        return (entries.count - 1, true)
    }

    /// Lends a name's bytes.
    package func name<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let entry = entries[index]
        return bytes.withUnsafeBytes { bytes in
            body(UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.start + entry.count]))
        }
    }

    private func isNamed(_ entry: Entry, _ name: UnsafeRawBufferPointer) -> Bool {
        guard entry.count == name.count, let start = name.baseAddress else { return entry.count == name.count }
        return bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.map { memcmp($0 + entry.start, start, name.count) == 0 } ?? false
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

    package static func hash(_ name: UnsafeRawBufferPointer) -> UInt {
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
