/// Where in the text each known member's value begins; finds duplicates and strangers on the way.
struct MemberPlaces {
    private let names: [StaticString]
    private let tolerated: [StaticString]
    private var places: [Int?]
    private var toleratedSeen: [Bool]

    init(names: [StaticString], tolerated: [StaticString]) {
        self.names = names
        self.tolerated = tolerated
        places = Array(repeating: nil, count: names.count)
        toleratedSeen = Array(repeating: false, count: tolerated.count)
    }

    subscript(_ index: Int) -> Int? { places[index] }

    mutating func find(_ reader: inout JSONReader) throws(JSONFault) {
        try reader.eachMember { (reader, key, at) throws(JSONFault) in
            try self.note(key, at: at, value: reader.offset)
            do throws(JSONFault) { try reader.skipValue() } catch { throw error.under(key) }
        }
    }

    private mutating func note(_ key: String, at offset: Int, value: Int) throws(JSONFault) {
        if let index = MemberPlaces.index(of: key, in: names) {
            guard places[index] == nil else { throw JSONFault(.duplicateKey, at: offset, path: key) }
            places[index] = value
        } else if let index = MemberPlaces.index(of: key, in: tolerated) {
            guard !toleratedSeen[index] else { throw JSONFault(.duplicateKey, at: offset, path: key) }
            toleratedSeen[index] = true
        } else {
            let known = names.map(\.description).joined(separator: ", ")
            throw JSONFault(.unknownKey, at: offset, path: key, expected: known.isEmpty ? "no keys" : "one of \(known)")
        }
    }

    private static func index(of key: String, in names: [StaticString]) -> Int? {
        var key = key
        return key.withUTF8 { utf8 in
            names.firstIndex { name in
                guard name.utf8CodeUnitCount == utf8.count, let base = utf8.baseAddress else { return false }
                return equalBytes(name.utf8Start, base, utf8.count)
            }
        }
    }
}

extension JSONReader {
    /// Takes `"name":` if exactly this stands here.
    @usableFromInline
    @inline(__always)
    mutating func takeKey(_ name: StaticString) -> Bool {
        let length = name.utf8CodeUnitCount
        guard end - next > length + 3, next.pointee == 0x22, next[length + 1] == 0x22,
              equalBytes(next + 1, name.utf8Start, length) else { return false }
        let start = next
        next += length + 2
        skipSpace()
        guard take(0x3A) else {
            next = start
            return false
        }
        skipSpace()
        return true
    }

    /// Behind a member: whether another follows.
    @inline(__always)
    mutating func continuesObject() throws(JSONFault) -> Bool {
        skipSpace()
        if take(0x2C) {
            skipSpace()
            guard peek == 0x22 else { throw JSONFault(.syntax, at: offset) }
            return true
        }
        try expect(0x7D)
        return false
    }

    /// Leaves the object that `open` entered.
    @inline(__always)
    mutating func close() { depth &-= 1 }

    /// Goes back to a value found earlier in the same text.
    mutating func move(to offset: Int) { next = base + offset }
}
