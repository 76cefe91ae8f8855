import Ledger
import Lifecycle
import Schema
import Testing
@testable import Views

@Suite("Two persons, as the audit compares them")
struct DutyCheckTests {
    private let rule = Separation(field: "request", of: ["gate.requested"])

    private func faults(_ approver: String, after requester: String) throws -> [LedgerFault] {
        var check = DutyCheck()
        var faults = check.begin(command: "c", actor: approver)
        let place = DutyCheck.Place(position: 9, stream: "engagement/E-1", type: "gate.approved")
        let earlier = DutyCheck.Earlier(type: "gate.requested", actor: Author(line: requester))
        faults += check.take(place, [rule], try JSON(parsing: Array(#"{"request":3}"#.utf8)), [3: earlier])
        return faults + check.finish()
    }

    @Test("two persons may", arguments: ["uid=2 person=p-b roles=approver", "uid=3 roles=approver"])
    func two(_ approver: String) throws {
        #expect(try faults(approver, after: "uid=1 person=p-a roles=manager") == [])
    }

    @Test("one hand, or a machine on either side, may not", arguments: [
        ("uid=1 person=p-a roles=approver", "uid=1 person=p-a roles=manager"),
        ("uid=2 person=p-a roles=approver", "uid=1 person=p-a roles=manager"),
        ("uid=1 person=p-b roles=approver", "uid=1 person=p-a roles=manager"),
        ("clock", "uid=1 person=p-a roles=manager"), ("installation", "uid=1 person=p-a roles=manager"),
        ("uid=1 person=p-a roles=approver", "clock"), ("clock", "installation"), ("clock", "clock"),
    ])
    func notTwo(_ approver: String, _ requester: String) throws {
        let found = try faults(approver, after: requester)
        #expect(found.map(\.kind) == [.separation])
        #expect(found.first?.position == 9)
    }
}
