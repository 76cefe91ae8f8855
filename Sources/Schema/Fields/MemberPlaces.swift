/// Where in the text each known member's value begins; finds duplicates and strangers on the way.
///
/// One walk over an object serves several field lists that share it, as a command's own fields and its envelope do.
public struct MemberPlaces {
    private let names: [StaticString]
    private var places: [Int]
    /// Where the object begins: the place of what is missing in it.
    let start: Int

    /// Walks over the object that the reader stands before, and stops behind it.
    ///
    /// - Throws: for a member that is none of `names`, or there twice, and for what is no JSON.
    public init(_ reader: inout JSONReader, names: [StaticString]) throws(JSONFault) {
        self.names = names
        start = reader.offset
        places = Array(repeating: -1, count: names.count)
        var expected = 0
        try reader.eachRawMember { (reader, key, at) throws(JSONFault) in
            guard let index = self.index(of: key, expecting: expected) else { throw self.stranger(key, at: at) }
            guard self.places[index] < 0 else {
                throw JSONFault(.duplicateKey, at: at, path: names[index].description)
            }
            self.places[index] = reader.offset
            expected = index + 1
            do throws(JSONFault) { try reader.skipValue() } catch { throw error.under(names[index].description) }
        }
    }

    /// The offset of a member's value; none where the member is missing.
    subscript(_ index: Int) -> Int? { places[index] < 0 ? nil : places[index] }

    func name(_ index: Int) -> String { names[index].description }

    /// Members mostly come in the order of the list: the one behind the last is tried first.
    private func index(of key: JSONReader.RawString, expecting expected: Int) -> Int? {
        if key.escaped { return names.firstIndex { $0.description == key.text } }
        for index in expected..<max(expected, names.count) where key.isExactly(names[index]) { return index }
        for index in 0..<min(expected, names.count) where key.isExactly(names[index]) { return index }
        return nil
    }

    private func stranger(_ key: JSONReader.RawString, at offset: Int) -> JSONFault {
        let known = names.map(\.description).joined(separator: ", ")
        return JSONFault(
            .unknownKey, at: offset, path: key.text, expected: known.isEmpty ? "no keys" : "one of \(known)")
    }
}

extension JSONReader.RawString {
    /// Whether the bytes are the name's.
    fileprivate func isExactly(_ name: StaticString) -> Bool {
        guard name.utf8CodeUnitCount == bytes.count, let base = bytes.baseAddress else { return false }
        return equalBytes(name.utf8Start, base, bytes.count)
    }

    /// What it says, as far as a fault needs it.
    fileprivate var text: String {
        let plain = String(decoding: bytes, as: UTF8.self)
        return escaped ? (try? JSONReader.unescape(bytes, at: 0)) ?? plain : plain
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
