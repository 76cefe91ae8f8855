internal import Glibc
import Ledger

/// Finds the views' file, and begins a new one where it cannot be used.
struct ViewOpening {
    let place: ViewPlace
    let ledger: LedgerReader
    let onIncident: @Sendable (ViewIncident) -> Void

    init(place: ViewPlace, ledger: LedgerReader, _ onIncident: @escaping @Sendable (ViewIncident) -> Void) {
        self.place = place
        self.ledger = ledger
        self.onIncident = onIncident
    }

    func open() throws(LedgerError) -> ViewFile {
        guard let path = place.current, access(path, F_OK) == 0 else {
            return try create(because: access(place.path, F_OK) == 0 ? "it is no file of views" : nil)
        }
        do throws(LedgerError) {
            let file = try ViewFile(opening: path)
            guard let objection = try objection(file) else { return file }
            return try create(because: objection)
        } catch {
            guard case .fault = error else { throw error }
            return try create(because: "\(error)")
        }
    }

    private func objection(_ file: ViewFile) throws(LedgerError) -> String? {
        guard try file.isOfThisEdition() else { return "it is of another edition" }
        return try Anchor.objection(file.connection, ledger)
    }

    /// Begins a new file; a reason is told.
    func create(because reason: String?) throws(LedgerError) -> ViewFile {
        if let reason { onIncident(.discarded(reason: reason)) }
        let path = place.fresh()
        let file = try ViewFile(creating: path)
        try place.adopt(path)
        return file
    }
}
