extension JSONReader {
    /// The largest integer that every JSON reader keeps exact: 2^53 − 1 (RFC 8259 section 6).
    public static let integerMax: Int64 = 9_007_199_254_740_991

    /// Takes an integer without fraction or exponent.
    ///
    /// - Throws: ``JSONFault/Code/range`` beyond ±(2^53 − 1), ``JSONFault/Code/badValue`` for `1.0` or `1e3`.
    @inlinable
    public mutating func integer() throws(JSONFault) -> Int64 {
        let start = offset
        let negative = take(0x2D)
        let first = next
        var value: Int64 = 0
        while next < end, next.pointee &- 0x30 < 10 {
            guard next - first < 16 else { throw JSONFault(.range, at: start) }
            value = value &* 10 &+ Int64(next.pointee &- 0x30)
            next += 1
        }
        guard next > first else { throw JSONFault(.badValue, at: start, expected: "an integer") }
        guard next - first == 1 || first.pointee != 0x30 else { throw JSONFault(.syntax, at: start) }
        if next < end, next.pointee == 0x2E || next.pointee | 0x20 == 0x65 {
            throw JSONFault(.badValue, at: start, expected: "an integer")
        }
        guard value <= JSONReader.integerMax else { throw JSONFault(.range, at: start) }
        return negative ? -value : value
    }

    /// Takes `true` or `false`.
    @inlinable
    public mutating func boolean() throws(JSONFault) -> Bool {
        switch peek {
        case 0x74: try literal("true"); return true
        case 0x66: try literal("false"); return false
        default: throw JSONFault(.badValue, at: offset, expected: "true or false")
        }
    }

    /// Steps over any value, checking its grammar (strings for their bytes and escapes too).
    public mutating func skipValue() throws(JSONFault) {
        switch peek {
        case 0x22: _ = try checkedString()
        case 0x7B: try skipObject()
        case 0x5B: try skipArray()
        case 0x74: try literal("true")
        case 0x66: try literal("false")
        case 0x6E: try literal("null")
        default: try skipNumber()
        }
    }

    /// Takes a string and checks it without decoding what needs none.
    private mutating func checkedString() throws(JSONFault) -> RawString {
        let start = offset
        let raw = try rawString()
        if raw.escaped {
            _ = try JSONReader.unescape(raw.bytes, at: start)
        } else if !raw.isASCII, String(validating: raw.bytes, as: UTF8.self) == nil {
            throw JSONFault(.utf8, at: start)
        }
        return raw
    }

    /// Takes an object, handing each key as it stands to `body`, which must take the value.
    mutating func eachRawMember(
        _ body: (inout JSONReader, RawString, Int) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try open(0x7B)
        skipSpace()
        if !take(0x7D) {
            repeat {
                skipSpace()
                let at = offset
                let key = try checkedString()
                skipSpace()
                try expect(0x3A)
                skipSpace()
                try body(&self, key, at)
                skipSpace()
            } while take(0x2C)
            try expect(0x7D)
        }
        depth -= 1
    }

    private mutating func skipObject() throws(JSONFault) {
        var keys = Set<String>()
        try eachMember { reader, key, at throws(JSONFault) in
            guard keys.insert(key).inserted else { throw JSONFault(.duplicateKey, at: at, path: key) }
            try reader.skipValue()
        }
    }

    private mutating func skipArray() throws(JSONFault) {
        try eachElement { reader throws(JSONFault) in try reader.skipValue() }
    }

    /// Takes an object, handing each key (decoded) and its offset to `body`, which must take the value.
    @inlinable
    public mutating func eachMember(
        _ body: (inout JSONReader, String, Int) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try open(0x7B)
        skipSpace()
        if !take(0x7D) {
            repeat {
                skipSpace()
                let at = offset
                let key = try string()
                skipSpace()
                try expect(0x3A)
                skipSpace()
                try body(&self, key, at)
                skipSpace()
            } while take(0x2C)
            try expect(0x7D)
        }
        depth -= 1
    }

    /// Takes an array; `body` must take each element.
    @inlinable
    public mutating func eachElement(
        _ body: (inout JSONReader) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try open(0x5B)
        skipSpace()
        if !take(0x5D) {
            repeat {
                skipSpace()
                try body(&self)
                skipSpace()
            } while take(0x2C)
            try expect(0x5D)
        }
        depth -= 1
    }

    private mutating func skipNumber() throws(JSONFault) {
        _ = take(0x2D)
        let first = next
        try skipDigits()
        guard next - first == 1 || first.pointee != 0x30 else { throw JSONFault(.syntax, at: offset) }
        if take(0x2E) { try skipDigits() }
        guard peek | 0x20 == 0x65 else { return }
        next += 1
        if peek == 0x2B || peek == 0x2D { next += 1 }
        try skipDigits()
    }

    private mutating func skipDigits() throws(JSONFault) {
        let first = next
        while next < end, next.pointee &- 0x30 < 10 { next += 1 }
        guard next > first else { throw JSONFault(.syntax, at: offset) }
    }
}
