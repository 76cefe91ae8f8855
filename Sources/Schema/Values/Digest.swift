/// A SHA-256 digest, spelled as 64 lowercase hexadecimal digits. Made elsewhere: this module computes no hash.
@frozen
public struct Digest: CanonicalText {
    /// The 256 bits, first byte highest.
    public let words: (UInt64, UInt64, UInt64, UInt64)

    /// A digest from its 256 bits, first byte highest.
    @inlinable
    public init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// A digest from its 32 bytes; `nil` for any other number of bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var words: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
        self.init(words: (words[0], words[1], words[2], words[3]))
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    /// Reads 64 lowercase hexadecimal digits.
    @inlinable
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 64,
            let first = Hexadecimal.value(Hexadecimal.load(bytes, 0), Hexadecimal.load(bytes, 8)),
            let second = Hexadecimal.value(Hexadecimal.load(bytes, 16), Hexadecimal.load(bytes, 24)),
            let third = Hexadecimal.value(Hexadecimal.load(bytes, 32), Hexadecimal.load(bytes, 40)),
            let fourth = Hexadecimal.value(Hexadecimal.load(bytes, 48), Hexadecimal.load(bytes, 56))
        else { return nil }
        self.init(words: (first, second, third, fourth))
    }

    /// Appends the 64 digits.
    @inlinable
    public func write(into output: inout [UInt8]) {
        Ascii.append(64, to: &output) { buffer in
            Hexadecimal.store(words.0, buffer, 0)
            Hexadecimal.store(words.1, buffer, 16)
            Hexadecimal.store(words.2, buffer, 32)
            Hexadecimal.store(words.3, buffer, 48)
        }
    }

    /// Any digest.
    public static func random(using generator: inout some RandomNumberGenerator) -> Digest {
        Digest(words: (generator.next(), generator.next(), generator.next(), generator.next()))
    }
}

extension Digest: Comparable {
    /// Equal when all 256 bits are.
    @inlinable
    public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

    /// By bytes, which is also the order of the spellings.
    @inlinable
    public static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }

    /// Feeds all 256 bits.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}
