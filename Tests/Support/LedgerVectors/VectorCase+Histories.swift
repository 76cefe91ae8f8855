import Ledger
import Lifecycle

extension VectorCase {
    /// The histories, by name. Only `good` and those whose cases have no kinds are lawful.
    public static let histories: [String: @Sendable () -> VectorLedger] = [
        "good": { good().ledger },
        "short": { good(until: 450).ledger },
        "rewritten": { good(isRewritten: true).ledger },
        "unvouched": { good(isVouchedFor: false).ledger },
        "excepted": { excepted(isNoted: true) },
        "unexcepted": { excepted(isNoted: false) },
        "illegal-gate": {
            var history = VectorHistory()
            history.open(gate: .toPilot)
            return history.signed
        },
        "own-second": {
            var history = VectorHistory()
            history.open(approvedBy: .mia)
            return history.signed
        },
        "unopened": {
            var history = VectorHistory()
            history.note(until: 9)
            return history.signed
        },
        "unknown-type": {
            var history = VectorHistory()
            history.open()
            history.add(.mia, [history.draft("engagement/ENG-2026-0001", "note.forged", body: Array("{}".utf8))])
            return history.signed
        },
        "wrong-stream": {
            var history = VectorHistory()
            history.open()
            let body = Array(#"{"handle":"p-eve"}"#.utf8)
            history.add(.mia, [history.draft("engagement/ENG-2026-0001", "person.added", body: body)])
            return history.signed
        },
        "wrong-phase": {
            var history = VectorHistory()
            history.open()
            history.add(.mia, [history.draft("engagement/ENG-2026-0001", "pilot.started", body: Array("{}".utf8))])
            return history.signed
        },
        "bad-key": {
            var history = VectorHistory()
            history.sign(VectorHistory.key(1))
            history.adopt(VectorHistory.key(3, name: "elsewhere.example"), by: .operatorUser)
            return history.ledger
        },
    ]

    /// Two hundred notes, a rotation of keys, and on to a size; checkpoints within tiles and at their ends.
    private static func good(until size: Int = 600, isRewritten: Bool = false,
                             isVouchedFor: Bool = true) -> VectorHistory {
        let old = VectorHistory.key(1), new = VectorHistory.key(2)
        var history = VectorHistory()
        history.sign(old)
        history.open()
        if isRewritten { history.note(until: history.size + 1, saying: "another") }
        for end in [100, 256, 300] {
            history.note(until: end)
            history.sign(old)
        }
        history.note(until: 400)
        history.adopt(new, by: .operatorUser)
        if isVouchedFor { history.sign(new, old) } else { history.sign(new) }
        for end in [450, 512, 600] where end <= size {
            history.note(until: end)
            history.sign(new)
        }
        return history
    }

    private static func excepted(isNoted: Bool) -> VectorLedger {
        var history = VectorHistory(separation: .record)
        history.open(approvedBy: .noa)
        history.open(2, approvedBy: .mia)
        guard case .append(var last)? = history.ledger.steps.last else { return history.ledger }
        let exception = history.draft("governance", "separation.excepted", body: Array(
            #"{"stream":"engagement/ENG-2026-0002","event":"gate.approved","earlier":2}"#.utf8))
        if isNoted { last.events.append(exception) }
        var ledger = history.ledger
        ledger.steps[ledger.steps.count - 1] = .append(last)
        ledger.steps.append(.checkpoint([VectorHistory.key(1)]))
        return ledger
    }
}

extension VectorHistory {
    /// With a checkpoint over everything.
    fileprivate var signed: VectorLedger {
        var history = self
        history.sign(Self.key(1))
        return history.ledger
    }
}
