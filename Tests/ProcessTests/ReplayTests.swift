import Foundation
import Schema
import Testing

@Suite("Replaying", .serialized)
struct ReplayTests {
    @Test("replay shows every event with what it changed; --step stops, shows the state, and ends")
    func steps() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(3)
        let all = try Engagectl.run(daemon, ["audit", "replay", "governance", "--utc"])
        #expect(all.status == 0)
        #expect(all.output.contains("person.added"))
        #expect(all.output.contains("+ persons[2].handle: p-2"), "\(all.output)")
        #expect(all.output.hasSuffix("\(try daemon.head.size) events of governance\n"))
        let some = try Engagectl.run(daemon, ["audit", "replay", "governance", "--step"], input: "\ns\nq\n")
        #expect(some.output.hasSuffix("2 events of governance\n"), "\(some.output)")
        #expect(some.output.contains("    policyVersion: 1\n"))
        #expect(!some.output.contains("persons[0]"))
    }

    @Test("the policy's history is that of the policy, and its blame and difference too")
    func policy() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(3)
        let history = try Engagectl.run(daemon, ["policy", "history", "--patch"])
        #expect(history.output.contains("+ policyVersion: 1") && !history.output.contains("person.added"))
        let blame = try Engagectl.run(daemon, ["policy", "blame", "-o", "json"])
        let rows = try JSON(parsing: Array(blame.output.utf8))["values"]?.elements ?? []
        #expect(!rows.isEmpty && rows.allSatisfy { $0["path"]?.text?.hasPrefix("polic") == true })
        #expect(rows.allSatisfy { $0["position"]?.number == 1 || $0["path"]?.text == "proposals" }, "\(blame.output)")
        let same = try Engagectl.run(daemon, ["policy", "diff", "--from", "2"])
        let last = try daemon.head.size - 1
        #expect(same.status == 0 && same.output == "nothing differs between the positions 2 and \(last)\n")
        let first = try Engagectl.run(daemon, ["policy", "diff", "--from", "0", "--to", "1"])
        #expect(first.output.contains("+ policyVersion: 1"))
    }
}
