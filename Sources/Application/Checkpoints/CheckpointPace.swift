/// How often checkpoints are made by themselves.
struct CheckpointPace: Sendable {
    /// After so many seconds, if the log has grown; 0 never.
    var seconds = 900
    /// After so many events; 0 never.
    var events = 10_000
}
