/// What the store of texts knows of a digest.
public enum StoredText: Hashable, Sendable {
    /// The text.
    case present(String)
    /// There was one; it has been erased.
    case erased
    /// No text was ever stored under this digest here.
    case unknown
}
