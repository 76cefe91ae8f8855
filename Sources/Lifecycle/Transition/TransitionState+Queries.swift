/// What other phases ask of transition.
extension Engagement {
    /// Access grants not yet revoked (LIFE-3, EXI-2, TRA-2).
    var openGrants: [Code] { [] }
}
