/// The SHA-256 of a leaf or of an interior node, kept in the struct: no allocation a node.
public struct TreeHash: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// The hash of the empty tree: SHA-256 of nothing (RFC 9162 § 2.1.1).
    public static let empty = SHA.hash([])

    /// Takes exactly 32 bytes; nil for any other number.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self = [UInt8](bytes).withUnsafeBytes { TreeHash(unchecked: $0) }
    }

    /// The caller has seen to it that there are 32 bytes.
    init(unchecked bytes: UnsafeRawBufferPointer) {
        words = bytes.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withBytes { [UInt8]($0) } }

    /// Lends the 32 bytes without copying them.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: words, body)
    }

    /// Bytewise equality.
    public static func == (left: TreeHash, right: TreeHash) -> Bool { left.words == right.words }

    /// Its first word is as good a hash as any.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension TreeHash: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public var description: String { withBytes { Digits.hexText($0) } }
}

extension TreeHash {
    /// SHA-256(0x00 ‖ record): a leaf, RFC 9162 § 2.1.1.
    public static func leaf(_ record: some Collection<UInt8>) -> TreeHash {
        SHA.hash([0] + record)
    }

    /// SHA-256(0x01 ‖ left ‖ right): an interior node, RFC 9162 § 2.1.1.
    public static func interior(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { node in
            node[0] = 1
            left.withBytes { UnsafeMutableRawBufferPointer(rebasing: node[1..<33]).copyMemory(from: $0) }
            right.withBytes { UnsafeMutableRawBufferPointer(rebasing: node[33...]).copyMemory(from: $0) }
            return SHA.hash(UnsafeRawBufferPointer(node))
        }
    }

    /// The root of a complete subtree over a power of two of nodes; `nodes` is used up as working space.
    static func complete(_ nodes: inout [TreeHash]) -> TreeHash {
        var count = nodes.count
        while count > 1 {
            count /= 2
            for index in 0..<count { nodes[index] = interior(nodes[index * 2], nodes[index * 2 + 1]) }
        }
        return nodes.first ?? .empty
    }
}
