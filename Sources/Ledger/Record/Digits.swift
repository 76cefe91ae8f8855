/// Numbers as ASCII, written where they are wanted.
enum Digits {
    /// Writes a decimal number and says how many bytes it took, at most 20.
    static func write(_ value: Int64, at place: UnsafeMutableRawPointer) -> Int {
        var rest = value.magnitude
        var length = value < 0 ? 2 : 1
        while rest >= 10 {
            rest /= 10
            length += 1
        }
        rest = value.magnitude
        for index in stride(from: length - 1, through: value < 0 ? 1 : 0, by: -1) {
            place.storeBytes(of: 0x30 + UInt8(truncatingIfNeeded: rest % 10), toByteOffset: index, as: UInt8.self)
            rest /= 10
        }
        if value < 0 { place.storeBytes(of: 0x2D, as: UInt8.self) }
        return length
    }

    /// Writes exactly `width` digits, with leading zeros; higher digits are dropped.
    static func write(_ value: Int64, width: Int, at place: UnsafeMutableRawPointer) {
        var rest = value.magnitude
        for index in stride(from: width - 1, through: 0, by: -1) {
            place.storeBytes(of: 0x30 + UInt8(truncatingIfNeeded: rest % 10), toByteOffset: index, as: UInt8.self)
            rest /= 10
        }
    }

    /// Writes two lower-case hexadecimal digits a byte.
    static func writeHex(_ bytes: UnsafeRawBufferPointer, at place: UnsafeMutableRawPointer) {
        for (index, byte) in bytes.enumerated() {
            let high = byte >> 4, low = byte & 15
            place.storeBytes(of: high &+ (high < 10 ? 0x30 : 0x57), toByteOffset: index * 2, as: UInt8.self)
            place.storeBytes(of: low &+ (low < 10 ? 0x30 : 0x57), toByteOffset: index * 2 + 1, as: UInt8.self)
        }
    }

    /// The bytes as lower-case hexadecimal text.
    static func hexText(_ bytes: UnsafeRawBufferPointer) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            writeHex(bytes, at: base)
            return bytes.count * 2
        }
    }
}
