/// A text on its way into the store, with the position its command's events will have.
struct TextEntry {
    var text: SealedText
    /// A text whose position is not below the head at the next start belongs to an append that never was.
    var position: Int64
}
