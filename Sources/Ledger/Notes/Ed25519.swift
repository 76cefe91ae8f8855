internal import CCrypto

/// Ed25519 (RFC 8032), by libcrypto: seeds and public keys of 32 bytes, signatures of 64.
enum Ed25519 {
    /// The public key of a seed; nil for another length.
    static func publicKey(ofSeed seed: [UInt8]) -> [UInt8]? {
        guard seed.count == 32 else { return nil }
        var key = [UInt8](repeating: 0, count: 32)
        return ccrypto_ed25519_public(seed, &key) == 1 ? key : nil
    }

    /// The signature over a message; nil for a seed of another length.
    static func sign(_ message: [UInt8], seed: [UInt8]) -> [UInt8]? {
        guard seed.count == 32 else { return nil }
        var signature = [UInt8](repeating: 0, count: 64)
        return ccrypto_ed25519_sign(seed, message, message.count, &signature) == 1 ? signature : nil
    }

    /// Whether the signature over the message is by this key; false for other lengths.
    static func isValid(_ signature: [UInt8], over message: [UInt8], key: [UInt8]) -> Bool {
        guard key.count == 32, signature.count == 64 else { return false }
        return ccrypto_ed25519_verify(key, message, message.count, signature) == 1
    }
}
