@testable import Lifecycle
import Schema
import Testing

/// Worked example 7, seen from a notice.
@Suite("Notice terms")
struct NoticeTermsTests {
    func terms(end: String?, renewal: RenewalMode, months: Int) -> PeriodTerms {
        PeriodTerms(
            start: nil, end: end?.asDay, openEnded: end == nil, renewal: renewal, renewalMonths: 12,
            clientNotice: NoticePeriod(months, .months), providerNotice: nil)
    }

    @Test("EXI-1, DATE-1: the last valid day is in time, the next one counts for the renewed term", arguments: [
        ("2026-03-31", false, "2026-06-30"), ("2026-04-01", true, "2027-06-30"), ("2026-07-01", false, "2027-06-30"),
        ("2027-04-01", true, "2028-06-30"),
    ])
    func tacit(_ row: (given: String, late: Bool, ends: String)) {
        let judged = terms(end: "2026-06-30", renewal: .tacit, months: 3)
            .noticeTerms(givenOn: row.given.asDay, .everyDay).judge(givenOn: row.given.asDay)
        #expect(judged.late == row.late)
        #expect(judged.ends == row.ends.asDay)
    }

    @Test("EXI-1: without renewal a late notice still ends with the term")
    func never() {
        let judged = terms(end: "2026-06-30", renewal: .never, months: 3)
            .noticeTerms(givenOn: "2026-05-01".asDay, .everyDay).judge(givenOn: "2026-05-01".asDay)
        #expect(judged.late == true && judged.ends == "2026-06-30".asDay)
    }

    @Test("DATE-1 o, p: an open-ended contract ends its notice after the day", arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2026-11-30", 3, "2027-02-28"),
    ])
    func openEnded(_ row: (given: String, months: Int, ends: String)) {
        let judged = terms(end: nil, renewal: .never, months: row.months)
            .noticeTerms(givenOn: row.given.asDay, .everyDay).judge(givenOn: row.given.asDay)
        #expect(judged.late == false && judged.ends == row.ends.asDay)
    }

    @Test("EXI-1: renewals beyond the calendar end the search, without a trap")
    func farAhead() {
        let judged = terms(end: "1900-12-31", renewal: .tacit, months: 3)
            .noticeTerms(givenOn: .max, .everyDay).judge(givenOn: .max)
        #expect(judged.ends != nil)
    }
}
