internal import Crypto

/// SHA-256 over memory that is already there.
enum SHA {
    static func hash(_ bytes: UnsafeRawBufferPointer) -> TreeHash {
        var function = SHA256()
        function.update(bufferPointer: bytes)
        return function.finalize().withUnsafeBytes { TreeHash(unchecked: $0) }
    }

    static func hash(_ bytes: [UInt8]) -> TreeHash {
        bytes.withUnsafeBytes { hash($0) }
    }
}
