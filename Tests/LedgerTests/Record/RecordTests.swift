@testable import Ledger
import Testing

@Suite("The text record")
struct RecordTests {
    @Test("the view and the code render the same bytes for awkward values")
    func viewAgrees() throws {
        let scratch = try Scratch()
        try SQLiteLedger.create(path: scratch.ledger, genesis: [])
        let ledger = try SQLiteLedger(path: scratch.ledger)
        let times: [Int64] = [0, 1, 999_999, 951_782_399_999_999, 951_782_400_000_000, 1_709_164_800_000_001,
                              4_107_542_399_000_000, 253_402_300_799_999_999]
        for (index, time) in times.enumerated() {
            var append = Samples.append(index + 1, streams: ["a/b:c_d-e.f", "z"])
            append.recorded = time
            append.actor = index % 2 == 0 ? .clock : .user(uid: .max, roles: [])
            append.person = append.actor.namespace
            guard case .appended = try ledger.append([append])[0] else { return #expect(Bool(false)) }
        }
        let rendered = try RawDatabase(scratch.ledger).column("SELECT record FROM event_record ORDER BY position")
        #expect(rendered.count == times.count * 2)
        for (position, record) in rendered.enumerated() {
            let event = try #require(try ledger.event(at: Int64(position)))
            #expect(String(decoding: event.header.record, as: UTF8.self) == record)
        }
    }

    @Test("a record longer than the buffer is rendered whole")
    func longRecord() throws {
        var header = EventHeader(position: 1, stream: String(repeating: "s", count: 5000), version: 1, type: "t",
                                 schema: 1, recorded: 0, effective: "2026-01-01", actor: "clock",
                                 command: Samples.id(1), bodyHash: TreeHash.empty.bytes)
        let long = header.record
        #expect(long.count > 5000)
        header.stream = "s"
        #expect(header.record.count == long.count - 4999)
    }

    @Test("an actor's line is read back as it was written", arguments: [
        Actor.clock, .installation, .user(uid: 0, roles: []), .user(uid: 5, roles: ["feed"]),
        .person(uid: 1000, person: "p-7f3a", roles: []), .person(uid: 1, person: "a/b", roles: ["a", "b"]),
    ])
    func actorRoundTrip(actor: Actor) {
        #expect(Actor(parsing: actor.description) == actor)
    }

    @Test("a line that no actor writes is none", arguments: [
        "", "Clock", "uid=", "uid=-1", "uid=01", "uid=4294967296", "uid=1 ", "uid=1  roles=a", "uid=1 roles=",
        "uid=1 roles=b,a", "uid=1 roles=a,a", "uid=1 person= roles=a", "uid=1 person=clock", "uid=1 person=uid:2",
        "uid=1 roles=a person=p", "uid=1 person=p\nroles=a", "person=p", "uid=1 roles=a,", "uid=+1",
    ])
    func badActor(line: String) {
        #expect(Actor(parsing: line) == nil)
    }

    @Test("days are those of the calendar")
    func days() {
        for good in ["2024-02-29", "2000-02-29", "1999-12-31", "0001-01-01"] { #expect(CivilDay.isValid(good)) }
        for bad in ["2023-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "2026-1-1",
                    "2026-01-01 ", "2026/01/01", "", "二〇二六"] {
            #expect(!CivilDay.isValid(bad), "\(bad)")
        }
    }
}
