import Schema

/// What other phases ask of delivery.
extension Engagement {
    /// Credits neither settled nor written off (EXI-2).
    var openCredits: [String] { [] }
}
