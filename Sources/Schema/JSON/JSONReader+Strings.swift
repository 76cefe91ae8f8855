extension JSONReader {
    /// A string's bytes as they stand between the quotes, and whether any escape is among them.
    @frozen
    public struct RawString {
        /// The bytes between the quotes.
        public let bytes: UnsafeBufferPointer<UInt8>
        /// Whether a backslash occurs.
        public let escaped: Bool
        /// Whether every byte is below 0x80.
        public let isASCII: Bool

        @inlinable
        init(bytes: UnsafeBufferPointer<UInt8>, escaped: Bool, isASCII: Bool) {
            self.bytes = bytes
            self.escaped = escaped
            self.isASCII = isASCII
        }
    }

    /// Takes a string without decoding it.
    @inlinable
    @inline(__always)
    public mutating func rawString() throws(JSONFault) -> RawString {
        guard take(0x22) else { throw JSONFault(.badValue, at: offset, expected: "a string") }
        let start = next
        var escaped = false
        var seen: UInt8 = 0
        while next < end {
            let byte = next.pointee
            if byte == 0x22 {
                let bytes = UnsafeBufferPointer(start: start, count: next - start)
                next += 1
                return RawString(bytes: bytes, escaped: escaped, isASCII: seen < 0x80)
            }
            guard byte >= 0x20 else { throw JSONFault(.control, at: offset) }
            seen |= byte
            if byte == 0x5C {
                escaped = true
                next += 1
                guard next < end, next.pointee >= 0x20 else { throw JSONFault(.syntax, at: offset) }
            }
            next += 1
        }
        throw JSONFault(.syntax, at: offset)
    }

    /// Takes a string of plain ASCII without escapes, as ids, codes, dates and numbers are.
    @inlinable
    @inline(__always)
    public mutating func plainString(expected: StaticString) throws(JSONFault) -> UnsafeBufferPointer<UInt8> {
        let start = offset
        let raw = try rawString()
        guard !raw.escaped, raw.isASCII else {
            throw JSONFault(.badValue, at: start, expected: expected.description)
        }
        return raw.bytes
    }

    /// Takes a string and decodes it.
    @inlinable
    public mutating func string() throws(JSONFault) -> String {
        let start = offset
        let raw = try rawString()
        if raw.escaped { return try JSONReader.unescape(raw.bytes, at: start) }
        if raw.isASCII { return String(copyingASCII: raw.bytes) }
        guard let text = String(validating: raw.bytes, as: UTF8.self) else { throw JSONFault(.utf8, at: start) }
        return text
    }

    @usableFromInline
    @inline(never)
    static func unescape(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) throws(JSONFault) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] != 0x5C {
                decoded.append(bytes[index])
                index += 1
            } else if index + 1 < bytes.count, bytes[index + 1] == 0x75 {
                let scalar = try escapedScalar(bytes, &index, at: offset)
                decoded.append(contentsOf: Array(String(scalar).utf8))
            } else {
                decoded.append(try simpleEscape(bytes, index + 1, at: offset))
                index += 2
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw JSONFault(.utf8, at: offset) }
        return text
    }

    private static func simpleEscape(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, at offset: Int
    ) throws(JSONFault) -> UInt8 {
        guard index < bytes.count else { throw JSONFault(.syntax, at: offset) }
        switch bytes[index] {
        case 0x22, 0x5C, 0x2F: return bytes[index]
        case 0x62: return 0x08
        case 0x66: return 0x0C
        case 0x6E: return 0x0A
        case 0x72: return 0x0D
        case 0x74: return 0x09
        default: throw JSONFault(.syntax, at: offset)
        }
    }

    /// `\uXXXX`, or two of them where the first is a high surrogate; moves `index` behind it.
    private static func escapedScalar(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, at offset: Int
    ) throws(JSONFault) -> Unicode.Scalar {
        let first = try hexQuad(bytes, index + 2, at: offset)
        index += 6
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, index + 1 < bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else {
            throw JSONFault(.surrogate, at: offset)
        }
        let second = try hexQuad(bytes, index + 2, at: offset)
        guard second >= 0xDC00, second < 0xE000 else { throw JSONFault(.surrogate, at: offset) }
        index += 6
        let joined = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        guard let scalar = Unicode.Scalar(joined) else { throw JSONFault(.surrogate, at: offset) }
        return scalar
    }

    private static func hexQuad(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, at offset: Int
    ) throws(JSONFault) -> UInt32 {
        guard start + 4 <= bytes.count else { throw JSONFault(.syntax, at: offset) }
        var value: UInt32 = 0
        for byte in bytes[start..<start + 4] {
            guard let digit = hexDigitValue(byte) else { throw JSONFault(.syntax, at: offset) }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

/// The value of one hexadecimal digit of either case.
@inlinable
func hexDigitValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x61...0x66: byte - 0x57
    case 0x41...0x46: byte - 0x37
    default: nil
    }
}

extension String {
    /// A string of bytes known to be below 0x80.
    @inlinable
    init(copyingASCII bytes: UnsafeBufferPointer<UInt8>) {
        self.init(unsafeUninitializedCapacity: bytes.count) { target in
            _ = target.initialize(from: bytes)
            return bytes.count
        }
    }
}
