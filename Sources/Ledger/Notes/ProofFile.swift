/// An event's proof as a file: C2SP tlog-proof, version 1.
public struct ProofFile: Hashable, Sendable {
    /// The event's position.
    public var index: Int64
    /// The audit path, from the leaf's sibling up.
    public var path: [TreeHash]
    /// The checkpoint, a signed note.
    public var checkpoint: SignedNote

    static let label = "c2sp.org/tlog-proof@v1"

    /// A proof of the given parts.
    public init(index: Int64, path: [TreeHash], checkpoint: SignedNote) {
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Reads a file; nil for what is none. A line of extra data is passed over.
    public init?(_ text: String) {
        guard let head = text.range(of: "\n\n"), let checkpoint = SignedNote(String(text[head.upperBound...])) else {
            return nil
        }
        var lines = text[..<head.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.popFirst() == Self.label[...] else { return nil }
        if lines.first?.hasPrefix("extra ") == true { lines.removeFirst() }
        guard let line = lines.popFirst(), line.hasPrefix("index "), let index = Int64(line.dropFirst(6)), index >= 0,
              "index \(index)" == line else { return nil }
        let path = lines.compactMap { Base64.decode($0).flatMap { TreeHash($0) } }
        guard path.count == lines.count else { return nil }
        self.init(index: index, path: path, checkpoint: checkpoint)
    }

    /// Whether the record stands at `index` in the tree that a good signature of one of the keys vouches for.
    public func isValid(record: [UInt8], keys: [VerifierKey]) -> Bool {
        guard let head = Checkpoint(text: checkpoint.text) else { return false }
        let (good, bad) = checkpoint.verify(keys)
        return !good.isEmpty && bad.isEmpty
            && TreeProof.isIncluded(.leaf(record), index: index, size: head.size, proof: path, root: head.root)
    }
}

extension ProofFile: CustomStringConvertible {
    /// The file's text.
    public var description: String {
        ([Self.label, "index \(index)"] + path.map { Base64.encode($0.bytes) } + [""]).map { $0 + "\n" }.joined()
            + "\(checkpoint)"
    }
}

extension StringProtocol {
    /// The first place of a text; the standard library has it for collections of characters, which joins newlines.
    fileprivate func range(of text: String) -> Range<Index>? {
        let wanted = Array(text.utf8), own = Array(utf8)
        guard own.count >= wanted.count else { return nil }
        for start in 0...(own.count - wanted.count) where own[start..<start + wanted.count].elementsEqual(wanted) {
            let lower = utf8.index(startIndex, offsetBy: start)
            return lower..<utf8.index(lower, offsetBy: wanted.count)
        }
        return nil
    }
}
