/// Digits and bytes of ASCII text, for the parsers and writers of this module.
///
/// Readers answer −1 for what is not a digit: a sign check is cheaper than an optional on the replay path.
@usableFromInline
enum Ascii {
    @usableFromInline static let hyphen: UInt8 = 0x2D
    @usableFromInline static let dot: UInt8 = 0x2E
    @usableFromInline static let zero: UInt8 = 0x30
    @usableFromInline static let colon: UInt8 = 0x3A

    /// The value of two digits at `index`, or a negative number. The caller has checked the length.
    @inlinable @inline(__always)
    static func two(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        let tens = bytes[index] &- 0x30, ones = bytes[index &+ 1] &- 0x30
        return tens <= 9 && ones <= 9 ? Int(tens) &* 10 &+ Int(ones) : -1
    }

    /// The value of four digits at `index`, or a negative number. The caller has checked the length.
    @inlinable @inline(__always)
    static func four(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        let high = two(bytes, index), low = two(bytes, index &+ 2)
        return high | low < 0 ? -1 : high &* 100 &+ low
    }

    /// Writes `value` (0…99) as two digits at `index`. The caller has made room.
    @inlinable @inline(__always)
    static func put(two value: Int, _ buffer: UnsafeMutableBufferPointer<UInt8>, _ index: Int) {
        buffer[index] = 0x30 &+ UInt8(truncatingIfNeeded: value / 10)
        buffer[index &+ 1] = 0x30 &+ UInt8(truncatingIfNeeded: value % 10)
    }

    /// Writes `value` (0…9999) as four digits at `index`. The caller has made room.
    @inlinable @inline(__always)
    static func put(four value: Int, _ buffer: UnsafeMutableBufferPointer<UInt8>, _ index: Int) {
        put(two: value / 100, buffer, index)
        put(two: value % 100, buffer, index &+ 2)
    }

    /// Appends the bytes that `body` fills in, `count` of them, without an allocation of their own.
    @inlinable @inline(__always)
    static func append(
        _ count: Int, to output: inout [UInt8], _ body: (UnsafeMutableBufferPointer<UInt8>) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { buffer in
            buffer.initialize(repeating: 0)
            body(buffer)
            output.append(contentsOf: UnsafeBufferPointer(buffer))
        }
    }

    /// Appends `value` in decimal, with zeros in front up to `width` digits.
    @inlinable
    static func append(_ value: UInt64, width: Int = 1, to output: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
            buffer.initialize(repeating: 0x30)
            var rest = value, start = 20
            while rest > 0 {
                start &-= 1
                buffer[start] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            start = min(start, 20 &- width)
            output.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start..<20]))
        }
    }
}
