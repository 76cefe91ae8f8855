internal import Glibc

/// Bytes of a connection that are not yet a whole frame, or wait behind a running call.
///
/// Grows by need and never beyond one frame of the largest size and one read, so that what it holds can be counted.
struct FrameBuffer {
    /// What the buffer has to say about its beginning.
    enum Next {
        /// A frame without its NUL.
        case frame([UInt8])
        /// No whole frame yet.
        case incomplete
        /// The frame is, or will be, longer than allowed.
        case tooLong
    }

    private var bytes: [UInt8] = []
    private var start = 0
    private var scanned = 0
    private let frameBytesMax: Int

    init(frameBytesMax: Int) {
        self.frameBytesMax = frameBytesMax
    }

    /// Bytes not taken yet.
    var count: Int { bytes.count - start }
    /// Memory held, whether or not in use.
    var bytesHeld: Int { bytes.capacity }

    mutating func append(_ chunk: UnsafeRawBufferPointer) {
        if start > 0 { dropTaken() }
        let needed = bytes.count + chunk.count
        if needed > bytes.capacity {
            let doubled = min(bytes.capacity * 2, frameBytesMax + FrameBuffer.readBytes)
            bytes.reserveCapacity(max(needed, doubled))
        }
        bytes.append(contentsOf: chunk)
    }

    /// Takes the next frame, if it is there.
    mutating func next() -> Next {
        guard let end = findEnd() else {
            scanned = bytes.count
            return count > frameBytesMax ? .tooLong : .incomplete
        }
        guard end - start <= frameBytesMax else { return .tooLong }
        return .frame(take(upTo: end))
    }

    /// Gives the memory back.
    mutating func clear() {
        bytes = []
        start = 0
        scanned = 0
    }

    private func findEnd() -> Int? {
        bytes.withUnsafeBytes { all in
            let from = max(scanned, start)
            guard from < all.count else { return nil }
            return indexOfNUL(UnsafeRawBufferPointer(rebasing: all[from...])).map { $0 + from }
        }
    }

    private mutating func take(upTo end: Int) -> [UInt8] {
        if start == 0, end == bytes.count - 1 {
            var frame = bytes
            clear()
            frame.removeLast()
            return frame
        }
        let frame = Array(bytes[start..<end])
        start = end + 1
        scanned = start
        if start == bytes.count { clear() }
        return frame
    }

    private mutating func dropTaken() {
        bytes.removeSubrange(..<start)
        scanned = max(0, scanned - start)
        start = 0
    }

    /// Size of one read from a socket: with thousands of connections each keeps a buffer of this size.
    static let readBytes = 8192
}

/// Where the first NUL stands.
func indexOfNUL(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, 0, bytes.count) else { return nil }
    return UnsafeRawPointer(found) - base
}
