import Ledger
import Lifecycle
import Schema

/// The events of an engagement that came as far as a signed contract, and its measurements.
enum Life {
    private static let opened = "2015-01-05"

    /// From its opening to the signature.
    static func opening(_ number: Int) -> [EventDraft] {
        var requested = GateRequested.example
        requested.gate = .toContracting
        var approved = GateApproved.example
        approved.gate = .toContracting
        approved.request = 2
        var signed = ContractSigned.example
        signed.contract = ContractDrafted.example.contract
        signed.draft = 4
        signed.dates = nil
        signed.obligation = nil
        let events: [any Event] = [EngagementOpened.example, requested, approved, ContractDrafted.example, signed]
        return events.map { draft($0, number, on: opened) }
    }

    /// One day's figure; after ten years of days another segment begins.
    static func measurement(_ number: Int, sequence: Int) -> EventDraft {
        let day = (try? CivilDate(dayNumber: start + sequence % 3650)) ?? .example
        var measured = KPIMeasured.example
        measured.metric = Code("first-response") ?? .example
        measured.segment = Code("s\(sequence / 3650)")
        measured.from = day
        measured.to = day
        measured.value = nil
        measured.numerator = Decimal(units: 389)
        measured.denominator = Decimal(units: 400)
        measured.unit = .percent
        measured.sample = 400
        return draft(measured, number, on: day.description)
    }

    private static let start = Int(CivilDate("2016-01-01")?.dayNumber ?? 0)

    private static func draft<E: Event>(_ event: E, _ number: Int, on day: String) -> EventDraft {
        let digits = String(number)
        let name = "engagement/ENG-2026-" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits
        return EventDraft(stream: name, type: E.kind, schema: 1, effective: day, body: JSONWriter.encode(event))
    }
}
