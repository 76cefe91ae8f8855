/// A tree's head: what the text of a C2SP tlog-checkpoint says.
public struct Checkpoint: Hashable, Sendable {
    /// Which log it is of.
    public var origin: String
    /// Number of leaves.
    public var size: Int64
    /// The root over them.
    public var root: TreeHash
    /// Lines that others may add; ours has none, and nothing of them is checked.
    public var extensions: [String] = []

    /// The head of a log.
    public init(origin: String, size: Int64, root: TreeHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads a note's text; nil for what is no checkpoint.
    public init?(text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.popLast() == "", lines.count >= 3, lines.allSatisfy({ !$0.isEmpty }),
              let size = Int64(lines[1]), size >= 0, String(size) == lines[1],
              let bytes = Base64.decode(lines[2]), let root = TreeHash(bytes) else { return nil }
        self.init(origin: lines[0], size: size, root: root)
        extensions = Array(lines.dropFirst(3))
    }

    /// The text that is signed.
    public var text: String {
        ([origin, "\(size)", Base64.encode(root.bytes)] + extensions).map { $0 + "\n" }.joined()
    }
}
