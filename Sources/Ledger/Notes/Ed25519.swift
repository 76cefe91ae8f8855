internal import CCrypto

/// Ed25519 (RFC 8032), by libcrypto: seeds and public keys of 32 bytes, signatures of 64.
enum Ed25519 {
    /// Whether the bytes are a public key: the one encoding of a point of the curve that is not of small order.
    ///
    /// libcrypto lets others pass, and a key of small order fits signatures over any message. The rule is record.md's.
    static func isKey(_ key: [UInt8]) -> Bool {
        guard key.count == 32 else { return false }
        var y = key
        y[31] &= 0x7F
        guard isBelow(y, prime), !smallOrder.contains(y) else { return false }
        return ccrypto_ed25519_on_curve(y) == 1
    }

    private static func isBelow(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.reversed().lexicographicallyPrecedes(right.reversed())
    }

    /// 2^255 − 19, little-endian.
    private static let prime: [UInt8] = [0xED] + Array(repeating: 0xFF, count: 30) + [0x7F]

    /// The y of the eight points whose order divides 8: of order 1, 2, 4 (two of them), 8 (four), without their signs.
    private static let smallOrder: [[UInt8]] = [
        [1] + Array(repeating: 0, count: 31), [0xEC] + Array(repeating: 0xFF, count: 30) + [0x7F],
        Array(repeating: 0, count: 32),
        [0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98, 0xF0,
         0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53, 0xFC, 0x05],
        [0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67, 0x0F,
         0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC, 0x03, 0x7A],
    ]

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
