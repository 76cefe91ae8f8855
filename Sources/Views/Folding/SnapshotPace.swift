/// How far apart the snapshots of a stream lie.
///
/// At least so many events, and a sixteenth of what the stream has had: folding the rest then takes about as long as
/// decoding the state, and all snapshots of a stream together grow no faster than the stream. Where they lie depends
/// on nothing but the versions, so that rebuilt views have the same.
struct SnapshotPace: Sendable {
    /// The least distance, in events of the stream.
    let eventsMin: Int64
    private static let share: Int64 = 16

    /// The version at which the next one is due.
    func next(after version: Int64) -> Int64 { version + max(eventsMin, version / Self.share) }
}
