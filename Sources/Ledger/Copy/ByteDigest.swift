/// SHA-256 over bytes that come piece by piece.
public struct ByteDigest {
    private var function = RunningSHA()

    /// Of nothing so far.
    public init() {}

    /// Takes the next piece.
    public mutating func add(_ bytes: [UInt8]) { function.add(bytes) }

    /// 64 lower-case hexadecimal digits over all that was taken.
    public var text: String { function.hash.description }

    /// The digest of a whole text's UTF-8.
    public static func text(of text: String) -> String {
        var digest = ByteDigest()
        digest.add(Array(text.utf8))
        return digest.text
    }
}
