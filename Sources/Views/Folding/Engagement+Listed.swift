import Ledger
import Lifecycle
import Schema

extension Engagement: ListedState {
    static var views: [ViewName] { [.engagement, .obligation, .exception] }

    func enter(_ entry: RegisterEntry, into registers: RegisterTables) throws(LedgerError) {
        try entry.noteExceptions(in: registers)
        if registers.taking(.obligation) { try enterObligations(entry, registers) }
        if registers.taking(.engagement) { try enterCard(entry, registers) }
    }

    /// The list's row, where it differs from the one before.
    private func enterCard(_ entry: RegisterEntry, _ registers: RegisterTables) throws(LedgerError) {
        let before = try registers.card(id.rawValue)
        let provider = Engagement.provider(entry.postings) ?? before?.provider
        guard var row = row(provider, since: before?.since ?? entry.fact.position) else { return }
        row.version = before?.version ?? version
        guard row != before else { return }
        row.since = entry.fact.position
        row.version = version
        try registers.put(card: row, at: entry.fact.position)
    }

    private func row(_ provider: ProviderID?, since: Int64) -> EngagementRow? {
        guard let profile, let entered = self.entry?.on else { return nil }
        return EngagementRow(
            id: id, phase: phase, entered: entered, title: profile.title, client: profile.client,
            function: profile.function, owner: profile.owner, provider: provider, gate: Gate.forward(from: phase),
            reviews: gates.requests.map(\.gate), obligations: Int64(obligations.open.count),
            due: obligations.open.map(\.due).min(), version: version, since: since)
    }

    /// The provider chosen or contracted by the event.
    private static func provider(_ postings: [Posting]) -> ProviderID? {
        var found: ProviderID?
        for posting in postings {
            switch posting {
            case .partyRelated(let provider, .chosen), .partyRelated(let provider, .contracted): found = provider
            case .partyRelated(_, .evaluated), .phaseEntered, .gateDecided, .obligationOpened, .obligationClosed,
                .moneyDue, .moneySettled, .scoreGiven, .measured, .accessGranted, .accessRevoked, .exceptionNoted,
                .personChanged, .documentHashed:
                break
            }
        }
        return found
    }
}

extension Engagement {
    private func enterObligations(_ entry: RegisterEntry, _ registers: RegisterTables) throws(LedgerError) {
        for posting in entry.postings {
            switch posting {
            case .obligationOpened(let obligation): try open(obligation, entry.fact.position, registers)
            case .obligationClosed(let id, let outcome): try close(id, outcome, entry.fact.position, registers)
            case .phaseEntered, .gateDecided, .moneyDue, .moneySettled, .scoreGiven, .measured, .accessGranted,
                .accessRevoked, .exceptionNoted, .partyRelated, .personChanged, .documentHashed:
                break
            }
        }
    }

    /// An id is used once: its second opening is a retry of the cause.
    private func open(
        _ obligation: Obligation, _ position: Int64, _ registers: RegisterTables
    ) throws(LedgerError) {
        let before: ObligationRow? = try registers.current(.obligation, key(obligation.id))
        guard before == nil else { return }
        let row = ObligationRow(
            engagement: id, id: obligation.id, about: obligation.about, owner: obligation.owner, due: obligation.due,
            rule: obligation.rule, outcome: nil, opened: position, closed: nil)
        try registers.put(.obligation, line(row), at: position)
    }

    private func close(
        _ obligation: String, _ outcome: ObligationOutcome, _ position: Int64, _ registers: RegisterTables
    ) throws(LedgerError) {
        let before: ObligationRow? = try registers.current(.obligation, key(obligation))
        guard var row = before, row.outcome == nil else { return }
        row.outcome = outcome
        row.closed = position
        try registers.put(.obligation, line(row), at: position)
    }

    private func key(_ obligation: String) -> String { "\(id.rawValue) \(obligation)" }

    private func line(_ row: ObligationRow) -> RegisterRow {
        RegisterRow(
            key: key(row.id), engagement: id.rawValue, mark: row.outcome?.rawValue ?? "open",
            rank: row.due.description, row: JSONWriter.encode(row))
    }
}

extension Engagement {
    /// Without the figures, of which there may be tens of thousands.
    var outline: Engagement {
        var outline = self
        outline.version = 0
        outline.position = -1
        for index in outline.delivery.series.indices { outline.delivery.series[index].observations = ObservationLog() }
        return outline
    }

    /// One a series.
    var logCount: Int { delivery.series.count }

    /// The figures of each series.
    var logs: [StateLog] {
        delivery.series.enumerated().map {
            StateLog(path: "delivery.series[\($0.offset)].observations", log: $0.element.observations)
        }
    }
}
