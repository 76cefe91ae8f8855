public import Schema

/// The end of a contract's term and the days that count back from it (DATE-1).
public struct ContractDates: Message, Equatable {
    /// Last day of the term.
    public var end: CivilDate
    /// The end less the client's notice: alerts count back from it.
    public var safeDay: CivilDate
    /// The last day on which the client's notice is in time.
    public var lastValidDay: CivilDate
    /// Whether holidays were not loaded that far, so that the days may still move.
    public var provisional: Bool

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("end", \Self.end, "last day of the term"),
        Field("safeDay", \.safeDay, "the end less the client's notice: alerts count back from it"),
        Field("lastValidDay", \.lastValidDay, "the last day on which the client's notice is in time"),
        Field("provisional", \.provisional, "whether holidays were not loaded that far"))
}

extension ContractTerms {
    /// The dates of the term; none where it has no end.
    ///
    /// - Throws: where the notice reaches beyond the calendar.
    func dates(_ calendar: BusinessCalendar) throws(Refusal) -> ContractDates? {
        guard let end = period?.end else { return nil }
        guard let notice = period?.clientNotice else {
            return ContractDates(end: end, safeDay: end, lastValidDay: end, provisional: false)
        }
        do throws(OutOfCalendar) {
            let safe = try notice.safeDay(before: end, calendar: calendar)
            let last = try notice.lastValidDay(before: end, calendar: calendar)
            return ContractDates(
                end: end, safeDay: safe.date, lastValidDay: last.date,
                provisional: safe.isProvisional || last.isProvisional)
        } catch {
            throw Refusal(.date1, "The notice of \(notice) before \(end) lies beyond the calendar.")
        }
    }
}

extension ContractDates {
    /// The decision that falls due before the last valid day (DATE-4).
    func obligation(_ contract: Code, owner: PersonHandle?) -> Obligation {
        let due = (try? lastValidDay.adding(days: -1)) ?? lastValidDay
        return Obligation(
            id: "renewal-decision/\(contract)/\(end)",
            about: "decide on contract \(contract), which ends on \(end): renew, renegotiate, re-tender or exit",
            owner: owner, due: due, rule: .date4)
    }
}
