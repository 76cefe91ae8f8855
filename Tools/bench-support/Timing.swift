/// How long something took, and the JSON object that says so.
struct Timing {
    private let started = ContinuousClock.now

    /// `events` over the time since the beginning, as the driver reads it.
    func figures(_ events: Int64) -> String {
        let spent = started.duration(to: .now).components
        let microseconds = spent.seconds * 1_000_000 + spent.attoseconds / 1_000_000_000_000
        let rate = microseconds == 0 ? 0 : events * 1_000_000 / microseconds
        return "{\"events\": \(events), \"microseconds\": \(microseconds), \"events_per_second\": \(rate)}"
    }
}
