/// A private key by which notes are signed. It is never printed but by `text`, which goes to its file.
public struct SignerKey: Sendable {
    /// The public half.
    public let verifier: VerifierKey
    private let seed: [UInt8]

    /// The key of a seed of 32 bytes; nil for a name that could not stand in a note, or another length.
    public init?(name: String, seed: [UInt8]) {
        guard let key = Ed25519.publicKey(ofSeed: seed), let verifier = VerifierKey(name: name, publicKey: key)
        else { return nil }
        self.verifier = verifier
        self.seed = seed
    }

    /// Makes a key from the system's randomness; nil for a name that could not stand in a note.
    public init?(generatingFor name: String) {
        var generator = SystemRandomNumberGenerator()
        self.init(name: name, seed: (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    /// Reads `PRIVATE+KEY+name+id+base64(0x01 ‖ seed)`; nil for anything else, a wrong id included.
    public init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY", let bytes = Base64.decode(parts[4]),
              bytes.first == VerifierKey.algorithm,
              let key = SignerKey(name: String(parts[2]), seed: Array(bytes.dropFirst())),
              key.verifier.idText == parts[3] else { return nil }
        self = key
    }

    /// The line of the key's file.
    public var text: String {
        "PRIVATE+KEY+\(verifier.name)+\(verifier.idText)+\(Base64.encode([VerifierKey.algorithm] + seed))"
    }

    /// The signature over a note's text; nil only if the library fails.
    func sign(_ text: String) -> SignedNote.Signature? {
        Ed25519.sign(Array(text.utf8), seed: seed).map { .init(name: verifier.name, id: verifier.id, bytes: $0) }
    }
}
