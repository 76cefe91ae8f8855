/// A strict reader of one JSON text (RFC 8259), forward only, without copies.
///
/// The bytes must outlive the reader; ``read(_:_:)`` sees to that. Nothing in the bytes can trap it.
public struct JSONReader {
    /// Objects and arrays may nest this deep.
    public static let depthMax = 32

    @usableFromInline var next: UnsafePointer<UInt8>
    @usableFromInline let end: UnsafePointer<UInt8>
    @usableFromInline let base: UnsafePointer<UInt8>
    @usableFromInline var depth = 0
    /// Turns the plain texts of a request into digests; absent when reading stored events, which hold the digests.
    public var sealing: ((String) -> Digest)?

    /// Reads from a buffer with at least one byte.
    @usableFromInline
    init(base: UnsafePointer<UInt8>, count: Int) {
        self.base = base
        next = base
        end = base + count
    }

    /// Offset of the next unread byte.
    @inlinable public var offset: Int { next - base }

    /// Runs `body` on the whole of `bytes` and refuses anything that it leaves unread but white space.
    ///
    /// - Throws: the fault of `body`, or ``JSONFault/Code/trailing``.
    @inlinable
    public static func read<Value>(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ body: (inout JSONReader) throws(JSONFault) -> Value
    ) throws(JSONFault) -> Value {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { throw JSONFault(.syntax, at: 0) }
        var reader = JSONReader(base: base, count: bytes.count)
        reader.skipSpace()
        let value = try body(&reader)
        reader.skipSpace()
        guard reader.next == reader.end else { throw JSONFault(.trailing, at: reader.offset) }
        return value
    }

    /// Steps over the four white-space characters of RFC 8259 section 2.
    @inlinable
    @inline(__always)
    public mutating func skipSpace() {
        while next < end, next.pointee <= 0x20 {
            let byte = next.pointee
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            next += 1
        }
    }

    /// The next byte without taking it; 0 at the end.
    @inlinable
    @inline(__always)
    public var peek: UInt8 { next < end ? next.pointee : 0 }

    /// Takes `byte` if it comes next.
    @inlinable
    @inline(__always)
    public mutating func take(_ byte: UInt8) -> Bool {
        guard next < end, next.pointee == byte else { return false }
        next += 1
        return true
    }

    /// Takes `byte`, or refuses the text.
    @inlinable
    @inline(__always)
    public mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard take(byte) else { throw JSONFault(.syntax, at: offset) }
    }

    /// Opens an object or array.
    @inlinable
    @inline(__always)
    public mutating func open(_ bracket: UInt8) throws(JSONFault) {
        guard take(bracket) else {
            throw JSONFault(.badValue, at: offset, expected: bracket == 0x7B ? "an object" : "an array")
        }
        guard depth < JSONReader.depthMax else { throw JSONFault(.depth, at: offset) }
        depth += 1
    }

    /// Takes the literal, all of it.
    @inlinable
    public mutating func literal(_ text: StaticString) throws(JSONFault) {
        let length = text.utf8CodeUnitCount
        guard end - next >= length, equalBytes(next, text.utf8Start, length) else {
            throw JSONFault(.syntax, at: offset)
        }
        next += length
    }
}

/// Whether `count` bytes are the same; short keys make a call to memcmp the dearer way.
@inlinable
@inline(__always)
func equalBytes(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var index = 0
    while index < count {
        guard left[index] == right[index] else { return false }
        index &+= 1
    }
    return true
}
