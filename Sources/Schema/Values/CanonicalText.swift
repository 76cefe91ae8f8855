/// A value with exactly one spelling: parsing accepts that spelling only, writing produces it.
///
/// Events are stored and hashed as text, so a value that could be written in two ways would have two hashes.
public protocol CanonicalText: Sendable, Hashable, CustomStringConvertible {
    /// Reads the canonical spelling, which must fill `bytes` completely; anything else is `nil`, never a trap.
    init?(parsing bytes: UnsafeBufferPointer<UInt8>)

    /// Appends the canonical spelling, which is always ASCII.
    func write(into output: inout [UInt8])
}

extension CanonicalText {
    /// Reads the canonical spelling from a string.
    @inlinable
    public init?(_ text: some StringProtocol) {
        if let parsed = text.utf8.withContiguousStorageIfAvailable({ Self(parsing: $0) }) {
            guard let parsed else { return nil }
            self = parsed
        } else {
            self.init(parsing: Array(text.utf8))
        }
    }

    /// Reads the canonical spelling from an array of bytes.
    @inlinable
    public init?(parsing bytes: [UInt8]) {
        guard let parsed = bytes.withUnsafeBufferPointer({ Self(parsing: $0) }) else { return nil }
        self = parsed
    }

    /// The canonical spelling.
    public var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(40)
        write(into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
