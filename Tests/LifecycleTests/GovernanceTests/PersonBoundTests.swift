@testable import Lifecycle
import Schema
import Testing

@Suite("Persons and Unix users")
struct PersonBoundTests {
    private func bind(_ handle: PersonHandle, _ uid: Count) -> BindPerson { BindPerson(handle: handle, uid: uid) }

    /// The exceptions that a binding is listed as.
    private func exceptions(_ handle: PersonHandle, _ uid: Count, _ scenario: inout Scenario) throws -> Int {
        #expect(try scenario.when(bind(handle, uid)) == ["person.bound"])
        let fact = try #require(scenario.log.last?.fact)
        let postings = PersonBound(handle: handle, uid: uid).postings(fact, scenario.governance)
        #expect(postings.contains(.personChanged(handle)))
        return postings.count { if case .exceptionNoted(.rebound, _) = $0 { true } else { false } }
    }

    @Test("SEP-1: the same Unix user under another name is no second person")
    func sameUser() throws {
        var scenario = try Scenario.inSelection()
        try scenario.when(RequestGate(engagement: .example, gate: .toContracting))
        let reject = RejectGate(engagement: .example, gate: .toContracting)
        scenario.uid = 1000
        #expect(try scenario.refusal(reject, by: Scenario.max, reason: .example).rule == .sep1)
        scenario.uid = 1001
        #expect(try scenario.refusal(reject, by: Scenario.mia, reason: .example).rule == .sep1)
        #expect(try scenario.when(reject, by: Scenario.max, reason: .example) == ["gate.rejected"])
    }

    @Test("SEP-1: governance lists a Unix user that changes hands, and a person's second one")
    func rebound() throws {
        var scenario = Scenario()
        try scenario.when(AddPerson(handle: .example, name: nil))
        let first = try exceptions(.example, 2000, &scenario)
        let second = try exceptions(.example, 2001, &scenario)
        #expect(first == 0 && second == 1)
        let other = try #require(PersonHandle("p-new"))
        try scenario.when(AddPerson(handle: other, name: nil))
        let changedHands = try exceptions(other, 2001, &scenario)
        #expect(changedHands == 1)
        #expect(scenario.governance.person(ofUID: 2001) == other)
        #expect(try scenario.when(bind(.example, 2000)) == [])
    }

    @Test("SEP-1: nobody binds their own Unix user anew; a user who bears no name yet may take one")
    func ownUser() throws {
        var scenario = Scenario()
        #expect(try scenario.refusal(bind(Scenario.max, 1000)).rule == .sep1)
        scenario.uid = 3000
        #expect(try scenario.when(bind(Scenario.max, 3000)) == ["person.bound"])
        #expect(try scenario.refusal(bind(Scenario.mia, 3000)).rule == .sep1)
    }

    @Test("SEP-1: the uid is read from the ledger's line, and from nothing that is none", arguments: [
        ("uid=1000 person=p-mia roles=approver", 1000), ("uid=4294967295", 4_294_967_295), ("uid=4294967296", nil),
        ("uid=99999999999999999999", nil), ("uid=", nil), ("clock", nil), ("installation", nil),
    ] as [(line: String, uid: UInt32?)])
    func line(_ row: (line: String, uid: UInt32?)) {
        #expect(Author(line: row.line).uid == row.uid)
    }
}
