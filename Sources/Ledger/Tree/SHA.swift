internal import CCrypto

/// SHA-256 (FIPS 180-4) over memory that is already there, by libcrypto.
package enum SHA {
    /// Of bytes in place.
    package static func hash(_ bytes: UnsafeRawBufferPointer) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { digest in
            ccrypto_sha256(bytes.baseAddress, bytes.count, digest.baseAddress)
            return TreeHash(unchecked: UnsafeRawBufferPointer(digest))
        }
    }

    /// Of an array.
    package static func hash(_ bytes: [UInt8]) -> TreeHash {
        bytes.withUnsafeBytes { hash($0) }
    }
}

/// SHA-256 over bytes that come piece by piece.
package struct RunningSHA {
    private var state = ccrypto_sha256()

    /// Of nothing so far.
    package init() { ccrypto_sha256_begin(&state) }

    /// Takes the next piece.
    package mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { ccrypto_sha256_add(&state, $0.baseAddress, $0.count) }
    }

    /// Over all that was taken; more may follow.
    package var hash: TreeHash {
        var ending = state
        return withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { digest in
            ccrypto_sha256_end(&ending, digest.baseAddress)
            return TreeHash(unchecked: UnsafeRawBufferPointer(digest))
        }
    }
}
