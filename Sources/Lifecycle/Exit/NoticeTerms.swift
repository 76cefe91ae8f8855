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
    /// Terms of the named contract, or of the long-term one in force where none is named; none where nothing is signed.
    func noticeTerms(of code: Code?, givenOn day: CivilDate, _ calendar: BusinessCalendar) -> NoticeTerms? {
        let named = code.flatMap { code in contracting.contracts.first { $0.code == code } }
        let contract = code == nil ? contracts(inForceOn: day).first { $0.kind == .longTerm } : named
        guard let period = contract?.terms(inForceOn: day)?.period else { return nil }
        return period.noticeTerms(givenOn: day, calendar)
    }
}

extension PeriodTerms {
    /// The ends that these terms allow a notice of that day; without a notice period the end itself is the last day.
    func noticeTerms(givenOn day: CivilDate, _ calendar: BusinessCalendar) -> NoticeTerms {
        guard let end else {
            return NoticeTerms(terms: [], openEnd: try? clientNotice?.end(afterNoticeOn: day, calendar: calendar).date)
        }
        var terms = term(end, calendar).map { [$0] } ?? []
        guard renewal == .tacit, let months = renewalMonths.flatMap({ Int(exactly: $0.value) }),
            let renewing = Renewal(originalEnd: end, termMonths: months)
        else { return NoticeTerms(terms: terms, openEnd: nil) }
        var count = 1
        while let last = terms.last, last.lastValidDay < day,
            let next = (try? renewing.end(afterRenewals: count)).flatMap({ term($0, calendar) })
        {
            // The running term is the first that is not over; those before it are renewed already.
            if last.end < day { terms.removeLast() }
            terms.append(next)
            count += 1
        }
        return NoticeTerms(terms: terms, openEnd: nil)
    }

    private func term(_ end: CivilDate, _ calendar: BusinessCalendar) -> NoticeTerms.Term? {
        let last = clientNotice.map { try? $0.lastValidDay(before: end, calendar: calendar).date } ?? end
        return last.map { NoticeTerms.Term(end: end, lastValidDay: $0) }
    }
}
