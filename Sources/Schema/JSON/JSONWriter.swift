/// Writes canonical JSON: no white space, keys in the order of the field list, shortest escapes.
public struct JSONWriter {
    /// What has been written.
    public var bytes: [UInt8] = []
    /// Leaves erasable texts out, as the digest of a command's parameters demands.
    public var omitsTexts = false

    /// Writes lists that are empty too, as replies promise their keys; events leave them out.
    public var keepsEmptyLists = false

    /// What a reply looks like as a JSON text: every list is there.
    public static func reply(_ value: some SchemaValue) -> [UInt8] {
        var writer = JSONWriter(reserving: 256)
        writer.keepsEmptyLists = true
        value.write(&writer)
        return writer.bytes
    }

    /// An empty writer.
    @inlinable
    public init(reserving capacity: Int = 0) {
        if capacity > 0 { bytes.reserveCapacity(capacity) }
    }

    /// What `value` looks like as a JSON text.
    @inlinable
    public static func encode(_ value: some SchemaValue) -> [UInt8] {
        var writer = JSONWriter(reserving: 256)
        value.write(&writer)
        return writer.bytes
    }

    /// One byte as it is.
    @inlinable
    @inline(__always)
    public mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    /// Text that needs no escaping, as it is.
    @inlinable
    @inline(__always)
    public mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The key of an object's next member, with the comma before it where one is due.
    @inline(never)
    public mutating func key(_ name: StaticString) {
        let count = name.utf8CodeUnitCount
        let comma = bytes.last == 0x7B ? 0 : 1
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 4) { text in
            text[0] = 0x2C
            text[comma] = 0x22
            UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(text)[(comma + 1)...])
                .copyMemory(from: UnsafeRawBufferPointer(start: name.utf8Start, count: count))
            text[comma + 1 + count] = 0x22
            text[comma + 2 + count] = 0x3A
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<(comma + 3 + count)]))
        }
    }

    /// A string in quotes, escaped where RFC 8259 section 7 demands it.
    public mutating func string(_ text: String) {
        byte(0x22)
        var text = text
        text.withUTF8 { utf8 in
            var clean = true
            for unit in utf8 where unit < 0x20 || unit == 0x22 || unit == 0x5C {
                clean = false
                break
            }
            if clean { bytes.append(contentsOf: utf8) } else { escaped(utf8) }
        }
        byte(0x22)
    }

    /// An integer in decimal digits.
    public mutating func integer(_ value: Int64) {
        if value < 0 { byte(0x2D) }
        var rest = value.magnitude
        if rest < 10 {
            byte(0x30 + UInt8(truncatingIfNeeded: rest))
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var index = 20
            repeat {
                index -= 1
                digits[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[index..<20]))
        }
    }

    @usableFromInline
    @inline(never)
    mutating func escaped(_ utf8: UnsafeBufferPointer<UInt8>) {
        for unit in utf8 {
            switch unit {
            case 0x22: raw("\\\"")
            case 0x5C: raw("\\\\")
            case 0x0A: raw("\\n")
            case 0x0D: raw("\\r")
            case 0x09: raw("\\t")
            case 0x00..<0x20:
                raw("\\u00")
                byte(JSONWriter.hexDigits[Int(unit >> 4)])
                byte(JSONWriter.hexDigits[Int(unit & 15)])
            default: byte(unit)
            }
        }
    }

    @usableFromInline static let hexDigits: [UInt8] = Array("0123456789abcdef".utf8)
}
