import Ledger
import Lifecycle
import Schema

extension Provider: ListedState {
    static var views: [ViewName] { [.provider, .exception] }

    func enter(_ entry: RegisterEntry, into registers: RegisterTables) throws(LedgerError) {
        try entry.noteExceptions(in: registers)
        guard registers.taking(.provider) else { return }
        let before: ProviderRow? = try registers.current(.provider, id.rawValue)
        var row = ProviderRow(id: id, name: listedName, since: before?.since ?? entry.fact.position)
        guard row != before else { return }
        row.since = entry.fact.position
        let line = RegisterRow(key: id.rawValue, row: JSONWriter.encode(row))
        try registers.put(.provider, line, at: entry.fact.position)
    }

    /// The legal name, once the provider's stream tells one.
    private var listedName: Label? { profile?.legalName }
}

extension Governance: ListedState {
    static var views: [ViewName] { [.person, .exception] }

    /// The standard policy stands before any event; its adoption is what sets it.
    static func begun(by type: String) -> [String] {
        type == GovernanceEvent.policyAdopted.rawValue ? ["policy."] : []
    }

    func enter(_ entry: RegisterEntry, into registers: RegisterTables) throws(LedgerError) {
        try entry.noteExceptions(in: registers)
        guard registers.taking(.person) else { return }
        for case .personChanged(let handle) in entry.postings {
            guard let person = persons.last(where: { $0.handle == handle }) else { continue }
            try enter(person, entry.fact.position, registers)
        }
    }

    private func enter(_ person: Person, _ position: Int64, _ registers: RegisterTables) throws(LedgerError) {
        let key = person.handle.rawValue
        let before: PersonRow? = try registers.current(.person, key)
        var row = PersonRow(
            handle: person.handle, uids: person.uids, added: person.position, since: before?.since ?? position)
        guard row != before else { return }
        row.since = position
        try registers.put(.person, RegisterRow(key: key, row: JSONWriter.encode(row)), at: position)
    }
}
