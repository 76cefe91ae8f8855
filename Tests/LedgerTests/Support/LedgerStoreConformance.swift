import Foundation
import Ledger
import Synchronization
import Testing

/// What every `LedgerStore` must do. A backend's suite hands in a factory of empty stores and calls each rule.
struct LedgerStoreConformance {
    /// Makes a store without a single event.
    let empty: () throws -> any LedgerStore

    func positionsAndVersionsAreGapless() throws {
        let store = try empty()
        #expect(try store.head() == LedgerHead(next: 0, recorded: 0))
        let outcomes = try store.append([Samples.append(1, streams: ["a", "b", "a"]), Samples.append(2)])
        #expect(outcomes == [.appended(Appended(first: 0, versions: [1, 1, 2])),
                             .appended(Appended(first: 3, versions: [1]))])
        #expect(try store.head() == LedgerHead(next: 4, recorded: Samples.append(2).recorded))
        #expect(try store.version(of: "a") == 2)
        #expect(try store.version(of: "unknown") == 0)
    }

    func whatIsReadIsWhatWasWritten() throws {
        let store = try empty()
        let append = Samples.append(1, streams: ["a", "b"])
        _ = try store.append([append])
        let event = try #require(try store.event(at: 1))
        #expect(event.position == 1)
        #expect(event.stream == "b")
        #expect(event.version == 1)
        #expect(event.type == append.events[1].type)
        #expect(event.schema == 1)
        #expect(event.recorded == append.recorded)
        #expect(event.effective == "2026-11-20")
        #expect(Actor(parsing: event.actor) == append.actor)
        #expect(event.command == append.commandID)
        #expect(event.body == append.events[1].body)
        #expect(try store.event(at: 2) == nil)
        #expect(try store.event(at: -1) == nil)
    }

    func aBatchIsDecidedFromWhatIsThere() throws {
        let store = try empty()
        _ = try store.append([Samples.append(1, streams: ["a"])])
        let (version, outcomes) = try store.append { () throws(LedgerError) in
            (try store.version(of: "a"), [Samples.append(2, streams: ["a"])])
        }
        #expect(version == 1)
        #expect(outcomes == [.appended(Appended(first: 1, versions: [2]))])
        let (nothing, none) = try store.append { () throws(LedgerError) in ("nothing", []) }
        #expect(nothing == "nothing" && none.isEmpty)
        let reason = LedgerError.fault(LedgerFault(.disturbed, "a decision", expected: "one", found: "none"))
        #expect(throws: reason) { _ = try store.append { () throws(LedgerError) -> (Int, [Append]) in throw reason } }
        #expect(try store.head().next == 2)
        let after = try store.append([Samples.append(3, streams: ["a"])])
        #expect(after == [.appended(Appended(first: 2, versions: [3]))], "a decision that failed leaves nothing open")
    }

    func aDecidedBatchIsAddedWholeOrNotAtAll() throws {
        let store = try empty()
        _ = try store.append([Samples.append(1, streams: ["a"])])
        let again = Samples.append(1, streams: ["b"]), other = Samples.append(1, streams: ["b"], parameters: 8)
        var late = Samples.append(3, streams: ["c"])
        late.expected = [.init(stream: "a", version: 7)]
        let taken: [(Append, AppendOutcome)] = [
            (again, .repeated(Appended(first: 0, versions: [1]))), (other, .commandIDReused),
            (late, .conflict(stream: "a", expected: 7, actual: 2)),
        ]
        for (append, expected) in taken {
            var append = append
            append.recorded = Samples.append(3).recorded
            let (_, outcomes) = try store.append { () throws(LedgerError) in
                ((), [Samples.append(2, streams: ["a"]), append])
            }
            #expect(outcomes == [.appended(Appended(first: 1, versions: [2])), expected])
            #expect(try store.head().next == 1)
            #expect(try store.version(of: "a") == 1)
            #expect(try store.receipt(person: "p-7f3a", id: Samples.id(2)) == nil)
        }
        #expect(try store.append([Samples.append(2, streams: ["a"])]) == [.appended(Appended(first: 1, versions: [2]))])
    }

    func othersWaitForADecisionInItsMiddle() throws {
        let store = try empty()
        _ = try store.append([Samples.append(1, streams: ["a"])])
        let others = DispatchGroup()
        let found = Mutex<[AppendOutcome]?>(nil)
        let (_, outcomes) = try store.append { () throws(LedgerError) in
            let begun = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                others.enter()
                begun.signal()
                let outcomes = try? store.append([Samples.append(3, streams: ["b"])])
                found.withLock { $0 = outcomes }
                others.leave()
            }
            begun.wait()
            usleep(50_000)
            return ((), [Samples.append(2, streams: ["a"])])
        }
        others.wait()
        #expect(outcomes == [.appended(Appended(first: 1, versions: [2]))])
        #expect(found.withLock { $0 } == [.appended(Appended(first: 2, versions: [1]))])
    }

    func theSameCommandGivesTheFirstResultAgain() throws {
        let store = try empty()
        _ = try store.append([Samples.append(1, streams: ["a", "a"])])
        _ = try store.append([Samples.append(2, streams: ["a"])])
        var again = Samples.append(1, streams: ["z"])
        again.recorded = try store.head().recorded
        #expect(try store.append([again]) == [.repeated(Appended(first: 0, versions: [1, 2]))])
        #expect(try store.head().next == 3)
        let receipt = try #require(try store.receipt(person: "p-7f3a", id: Samples.id(1)))
        #expect(receipt.appended == Appended(first: 0, versions: [1, 2]))
        #expect(receipt.parameters == again.parameters)
        #expect(try store.receipt(person: "p-other", id: Samples.id(1)) == nil)
    }

    func otherParametersUnderTheSameIdAreRefused() throws {
        let store = try empty()
        _ = try store.append([Samples.append(1)])
        var other = Samples.append(1, parameters: 8)
        #expect(try store.append([other]) == [.commandIDReused])
        other.person = "uid:5"
        other.actor = .user(uid: 5, roles: [])
        #expect(try store.append([other]) == [.appended(Appended(first: 1, versions: [2]))])
    }

    func aRepetitionWithinOneBatchIsSeen() throws {
        let store = try empty()
        let outcomes = try store.append([Samples.append(1), Samples.append(1), Samples.append(1, parameters: 9)])
        let first = Appended(first: 0, versions: [1])
        #expect(outcomes == [.appended(first), .repeated(first), .commandIDReused])
        #expect(try store.head().next == 1)
    }

    func anUnexpectedVersionIsAConflict() throws {
        let store = try empty()
        let new = Append.Expectation(stream: "a", version: 0)
        let outcomes = try store.append([
            Samples.append(1, streams: ["a"], expected: [new]),
            Samples.append(2, streams: ["a"], expected: [new]),
            Samples.append(3, streams: ["a"], expected: [.init(stream: "a", version: 1)]),
        ])
        #expect(outcomes == [.appended(Appended(first: 0, versions: [1])),
                             .conflict(stream: "a", expected: 0, actual: 1),
                             .appended(Appended(first: 1, versions: [2]))])
        #expect(try store.receipt(person: "p-7f3a", id: Samples.id(2)) == nil)
    }

    func aRefusedAppendHarmsNoNeighbour() throws {
        let store = try empty()
        var bad = Samples.append(2, streams: ["a", "b"])
        bad.events[1].body = Array("{\"open\":".utf8)
        let outcomes = try store.append([Samples.append(1), bad, Samples.append(3)])
        #expect(outcomes[0] == .appended(Appended(first: 0, versions: [1])))
        guard case .malformed = outcomes[1] else { return #expect(Bool(false), "\(outcomes[1])") }
        #expect(outcomes[2] == .appended(Appended(first: 1, versions: [2])))
        #expect(try store.version(of: "a") == 0)
    }

    func whatTheRecordCannotCarryIsMalformed() throws {
        let store = try empty()
        for (what, spoil) in Self.flaws {
            var append = Samples.append(1)
            spoil(&append)
            let outcome = try store.append([append])
            guard case .malformed = outcome[0] else { return #expect(Bool(false), "\(what): \(outcome[0])") }
        }
        #expect(try store.head().next == 0)
    }

    func timeNeverGoesBackwards() throws {
        let store = try empty()
        _ = try store.append([Samples.append(5)])
        guard case .malformed = try store.append([Samples.append(4)])[0] else { return #expect(Bool(false)) }
        #expect(try store.head().next == 1)
    }

    func aCheckpointIsMadeByTheKeyInForceAndKept() throws {
        let store = try empty()
        let key = try #require(SignerKey(name: "o.example", seed: Array(repeating: 5, count: 32)))
        #expect(try store.checkpoint(signers: [key], made: 1) == .empty)
        var genesis = Samples.append(1, streams: ["governance", "governance"])
        genesis.events[0].body = Array(#"{"origin":"o.example"}"#.utf8)
        genesis.events[1].type = "checkpoint-key.adopted"
        genesis.events[1].body = Array("{\"verifierKey\":\"\(key.verifier)\"}".utf8)
        _ = try store.append([Samples.append(0)])
        #expect(try store.checkpoint(signers: [key], made: 1) == .notInForce(nil))
        #expect(try store.lastCheckpoint() == nil)
        _ = try store.append([genesis])
        guard case .notInForce(nil) = try store.checkpoint(signers: [key], made: 1) else {
            return #expect(Bool(false), "the key's name is not that of event 0")
        }
    }

    func aCheckpointCoversEverythingAndComesOnce() throws {
        let store = try empty()
        let key = try #require(SignerKey(name: "o.example", seed: Array(repeating: 5, count: 32)))
        var genesis = Samples.append(1, streams: ["governance", "governance"])
        genesis.events[0].body = Array(#"{"origin":"o.example"}"#.utf8)
        genesis.events[1].type = "checkpoint-key.adopted"
        genesis.events[1].body = Array("{\"verifierKey\":\"\(key.verifier)\"}".utf8)
        _ = try store.append([genesis])
        guard case .made(let made) = try store.checkpoint(signers: [key], made: 1) else {
            return #expect(Bool(false), "no checkpoint")
        }
        #expect(made.size == 2)
        #expect(try store.lastCheckpoint() == made)
        #expect(try store.checkpoint(signers: [key], made: 2) == .unchanged(made))
        _ = try store.append([Samples.append(2)])
        guard case .made(let next) = try store.checkpoint(signers: [key], made: 3) else {
            return #expect(Bool(false), "no second checkpoint")
        }
        #expect((next.place, next.size) == (made.place + 1, 3))
    }

    func scansEndWhereTheyAreTold() throws {
        let store = try empty()
        _ = try store.append((1...9).map { Samples.append($0, streams: [$0 % 3 == 0 ? "third" : "other"]) })
        var seen: [Int64] = []
        try store.scan(2..<7) { row in
            seen.append(row.position)
            return row.position < 5
        }
        #expect(seen == [2, 3, 4, 5])
        seen = []
        try store.scan(stream: "third", from: 2) { row in
            seen.append(row.position)
            return true
        }
        #expect(seen == [5, 8])
    }

    private static let flaws: [(String, @Sendable (inout Append) -> Void)] = [
        ("a newline in a stream", { $0.events[0].stream = "a\nversion 9" }),
        ("an empty stream", { $0.events[0].stream = "" }),
        ("a space in a type", { $0.events[0].type = "a b" }),
        ("schema 0", { $0.events[0].schema = 0 }),
        ("a day that is none", { $0.events[0].effective = "2026-02-30" }),
        ("a body that is an array", { $0.events[0].body = Array("[1]".utf8) }),
        ("a body with a NUL", { $0.events[0].body = Array("{}\u{0}x".utf8) }),
        ("no event", { $0.events = [] }),
        ("a short digest", { $0.parameters = [1, 2, 3] }),
        ("an upper-case id", { $0.commandID = $0.commandID.uppercased() }),
        ("another's namespace", { $0.person = "p-other" }),
        ("a role with a comma", { $0.actor = .person(uid: 1, person: "p-7f3a", roles: ["a,b"]) }),
        ("unsorted roles", { $0.actor = .person(uid: 1, person: "p-7f3a", roles: ["b", "a"]) }),
        ("a person called clock", { $0.actor = .person(uid: 1, person: "clock", roles: []); $0.person = "clock" }),
        ("a year beyond 9999", { $0.recorded = .max }),
        ("a text that is not its digest's", {
            $0.texts = [SealedText(digest: [UInt8](repeating: 0, count: 32), salt: [UInt8](repeating: 0, count: 16),
                                   content: "x")]
        }),
    ]
}
