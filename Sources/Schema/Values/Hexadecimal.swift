/// Eight lowercase hexadecimal digits at a time, in one machine word: digests and UUIDs are read on every replay.
@usableFromInline
enum Hexadecimal {
    /// The 32 bits spelled by eight digits, first digit in the highest byte; negative if one is not `0-9a-f`.
    @inlinable @inline(__always)
    static func value(ofEight text: UInt64) -> Int64 {
        let letters = (text & 0x4040_4040_4040_4040) >> 6
        var nibbles = (text & 0x0F0F_0F0F_0F0F_0F0F) &+ letters &* 9
        // A wrong byte either leaves a nibble above 15 or is not what that nibble is written as.
        guard nibbles & 0xF0F0_F0F0_F0F0_F0F0 == 0, self.text(ofNibbles: nibbles) == text else { return -1 }
        nibbles = (nibbles | nibbles >> 4) & 0x00FF_00FF_00FF_00FF
        nibbles = (nibbles | nibbles >> 8) & 0x0000_FFFF_0000_FFFF
        return Int64((nibbles | nibbles >> 16) & 0xFFFF_FFFF)
    }

    /// The eight digits of 32 bits, first digit in the highest byte.
    @inlinable @inline(__always)
    static func eight(_ value: UInt32) -> UInt64 {
        var nibbles = UInt64(value)
        nibbles = (nibbles | nibbles << 16) & 0x0000_FFFF_0000_FFFF
        nibbles = (nibbles | nibbles << 8) & 0x00FF_00FF_00FF_00FF
        nibbles = (nibbles | nibbles << 4) & 0x0F0F_0F0F_0F0F_0F0F
        return text(ofNibbles: nibbles)
    }

    @inlinable @inline(__always)
    static func text(ofNibbles nibbles: UInt64) -> UInt64 {
        let letters = ((nibbles &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
        return nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
    }

    /// The eight bytes at `index` as one word, first byte highest. The caller has checked the length.
    @inlinable @inline(__always)
    static func load(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt64 {
        UInt64(bigEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// Stores the sixteen digits of 64 bits at `index`. The caller has made room.
    @inlinable @inline(__always)
    static func store(_ value: UInt64, _ buffer: UnsafeMutableBufferPointer<UInt8>, _ index: Int) {
        store(eightDigitsOf: value >> 32, buffer, index)
        store(eightDigitsOf: value, buffer, index &+ 8)
    }

    /// Stores the eight digits of the lower 32 bits at `index`. The caller has made room.
    @inlinable @inline(__always)
    static func store(eightDigitsOf value: UInt64, _ buffer: UnsafeMutableBufferPointer<UInt8>, _ index: Int) {
        let digits = eight(UInt32(truncatingIfNeeded: value)).bigEndian
        UnsafeMutableRawBufferPointer(buffer).storeBytes(of: digits, toByteOffset: index, as: UInt64.self)
    }

    /// The 64 bits spelled by sixteen digits, as two halves; `nil` if one is not `0-9a-f`.
    @inlinable @inline(__always)
    static func value(_ high: UInt64, _ low: UInt64) -> UInt64? {
        let first = value(ofEight: high), second = value(ofEight: low)
        guard first | second >= 0 else { return nil }
        return UInt64(bitPattern: first << 32 | second)
    }
}
