public import Schema

/// What other phases ask of delivery.
extension Engagement {
    /// Credits neither settled nor written off (EXI-2).
    var openCredits: [String] {
        delivery.credits.filter { $0.balance.signum != 0 }.map(\.id)
    }

    /// The figures of a metric for a window, of one series: that which covers most of its days.
    ///
    /// - Returns: those wholly inside, which count (PIL-3), and those that cross an edge, which do not.
    public func observations(
        of metric: Code, within window: DateSpan
    ) -> (inside: [Observation], crossing: [Observation]) {
        let choices = delivery.series
            .filter { $0.metric == metric && $0.segment == nil }
            .map { ($0.source, $0.observations.split(by: window)) }
        let best = choices.max { left, right in
            let first = left.1.inside.dayCount(within: window), second = right.1.inside.dayCount(within: window)
            if first != second { return first < second }
            if left.1.inside.count != right.1.inside.count { return left.1.inside.count > right.1.inside.count }
            return left.0 > right.0
        }
        return best?.1 ?? ([], [])
    }
}

extension ObservationLog {
    /// The entries inside a window, and those that cross an edge of it.
    fileprivate func split(by window: DateSpan) -> (inside: [Observation], crossing: [Observation]) {
        let touching = entries[firstIndex(endingFrom: window.first)...].prefix { $0.from <= window.last }
        return (touching.filter { window.contains($0.span) }, touching.filter { !window.contains($0.span) })
    }
}
