import Schema

/// What a notice is held to: the ends of the contract's terms, and the last valid day for each (DATE-1).
struct NoticeTerms: Hashable, Sendable {
    /// One end that the contract can have.
    struct Term: Hashable, Sendable {
        /// The last day of the term.
        var end: CivilDate
        /// The latest day d with d + notice ≤ end.
        var lastValidDay: CivilDate
    }

    /// The running term and those that it would be renewed for, in order; none where the contract is open-ended.
    var terms: [Term]
    /// The end of an open-ended contract, given notice on that day.
    var openEnd: CivilDate?

    /// What a notice of that day comes to: late for the running term or not, and the next possible end (EXI-1).
    func judge(givenOn day: CivilDate) -> (late: Bool?, lastValidDay: CivilDate?, ends: CivilDate?) {
        guard let running = terms.first else { return (openEnd == nil ? nil : false, nil, openEnd) }
        let reachable = terms.first { day <= $0.lastValidDay }
        // Past the last valid day of the last term there is nothing to renew: it ends of itself.
        return (day > running.lastValidDay, running.lastValidDay, (reachable ?? terms.last ?? running).end)
    }
}

/// The seam to contracting: the one place that knows how terms and notice periods are kept there.
extension Engagement {
    /// Terms of the named contract, or of the long-term one where none is named; none where nothing is signed.
    func noticeTerms(of contract: Code?, givenOn day: CivilDate) -> NoticeTerms? { nil }
}
