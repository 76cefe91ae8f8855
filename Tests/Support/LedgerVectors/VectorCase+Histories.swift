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
        "clock-as-second": {
            var history = VectorHistory()
            history.open(approvedBy: .clock)
            return history.signed
        },
        "clock-as-first": {
            var history = VectorHistory()
            history.open(requestedBy: .clock)
            return history.signed
        },
        "installation-as-second": {
            var history = VectorHistory()
            history.open(approvedBy: .installation)
            return history.signed
        },
        "erased": {
            var history = VectorHistory()
            history.open()
            history.note(until: 12)
            history.erase(history.ledger.texts.count - 2)
            return history.signed
        },
        "same-id": sameID,
        "text-behind": {
            var history = VectorHistory()
            history.open()
            let bound = history.draft("governance", "person.bound", body: Array(#"{"handle":"p-mia","uid":1009}"#.utf8))
            history.note(until: history.size + 2, behind: [bound])
            return history.signed
        },
        "excepted-once": { excepted(isNoted: true, isTwice: true) },
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
        "small-key-between": {
            var history = VectorHistory()
            let key = "\(VectorHistory.origin)+32a9f331+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            history.add(.operatorUser, [history.draft(
                "governance", "checkpoint-key.adopted", body: Array(#"{"verifierKey":"\#(key)"}"#.utf8))])
            return history.signed
        },
        "body-twice": { noted(#"{"note":"a","note":"b"}"#) },
        "body-half-a-pair": { noted(#"{"note":"\ud800"}"#) },
        "body-too-deep": {
            noted(#"{"note":"# + String(repeating: "[", count: 32) + String(repeating: "]", count: 32) + "}")
        },
        "body-of-foreign-stream": { noted(#"{"a":{"b":1,"b":2}}"#, in: "visitor/V-1") },
    ]

    /// An engagement, and a note whose body the database takes and record.md does not.
    private static func noted(_ body: String, in stream: String = "engagement/ENG-2026-0001") -> VectorLedger {
        var history = VectorHistory()
        history.open()
        history.add(.mia, [history.draft(stream, "note.added", body: Array(body.utf8))])
        return history.signed
    }

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

    /// Two notes one behind the other by two hands, their commands of the same id: it is unique for each hand.
    @Sendable private static func sameID() -> VectorLedger {
        var history = VectorHistory()
        history.open()
        history.note(until: 12)
        var ledger = history.ledger
        guard case .append(let before) = ledger.steps[ledger.steps.count - 2],
              case .append(var last)? = ledger.steps.popLast() else { return history.ledger }
        last.commandID = before.commandID
        ledger.steps += [.append(last), .checkpoint([VectorHistory.key(1)])]
        return ledger
    }

    private static func excepted(isNoted: Bool, isTwice: Bool = false) -> VectorLedger {
        var history = VectorHistory(separation: .record)
        history.open(approvedBy: .noa)
        history.open(2, approvedBy: .mia)
        guard case .append(var last)? = history.ledger.steps.last else { return history.ledger }
        let exception = history.draft("governance", "separation.excepted", body: Array(
            #"{"stream":"engagement/ENG-2026-0002","event":"gate.approved","earlier":2}"#.utf8))
        if isTwice { last.events += last.events }
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
