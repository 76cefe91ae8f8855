import Ledger
import Lifecycle
import Schema

/// An event on its way into the registers.
struct RegisterEntry {
    let fact: Fact
    let stream: String
    let postings: [Posting]
}

/// A kind of stream whose events move registers.
protocol ListedState: StreamState {
    /// The registers that its events may move.
    static var views: [ViewName] { get }
    /// Moves them; the state is the one behind the event.
    func enter(_ entry: RegisterEntry, into registers: RegisterTables) throws(LedgerError)
    /// The state with its long lists empty, its version and position at their beginning. An event that needs no state
    /// changes nothing of it but by beginning a list.
    var outline: Self { get }
    /// Starts of paths of values that stood before any event, and that an event of this type is the first to set.
    static func begun(by type: String) -> [String]
    /// How many long lists it has.
    var logCount: Int { get }
    /// Its long lists. An event that needs no state adds entries, and takes none away.
    var logs: [StateLog] { get }
}

extension ListedState {
    /// Most states are short.
    var outline: Self {
        var outline = self
        outline.version = 0
        outline.position = -1
        return outline
    }
    /// None: a value that never changed is the first event's.
    static func begun(by type: String) -> [String] { [] }
    /// None.
    var logCount: Int { 0 }
    /// None.
    var logs: [StateLog] { [] }
}

extension RegisterEntry {
    /// What governance lists, whatever the stream. Every kind of posting is named, so that a new one asks for its
    /// place.
    func noteExceptions(in registers: RegisterTables) throws(LedgerError) {
        var number = 0
        for posting in postings {
            switch posting {
            case .exceptionNoted(let kind, let about):
                try registers.put(.exception, exception(kind, about, number), at: fact.position)
                number += 1
            case .phaseEntered, .gateDecided, .obligationOpened, .obligationClosed, .moneyDue, .moneySettled,
                .scoreGiven, .measured, .accessGranted, .accessRevoked, .partyRelated, .personChanged,
                .documentHashed:
                break
            }
        }
    }

    private func exception(_ kind: ExceptionKind, _ about: String, _ number: Int) -> RegisterRow {
        let row = ExceptionRow(
            position: fact.position, stream: stream, kind: kind, about: about, actor: ActorWord.of(fact.actor.line),
            effective: fact.effective, recorded: fact.recorded)
        let place = PositionText.of(fact.position)
        return RegisterRow(
            key: "\(place)/\(number)", engagement: StreamID(name: stream)?.engagement?.rawValue ?? "",
            mark: kind.rawValue, rank: place, row: JSONWriter.encode(row))
    }
}

/// Positions as texts that sort by number.
enum PositionText {
    static func of(_ position: Int64) -> String {
        let digits = String(position)
        return String(repeating: "0", count: max(0, 19 - digits.count)) + digits
    }
}
