import Foundation
import Glibc
import Histories
import Lifecycle
import Schema
import Testing
import Varlink

@Suite("The past of a contract", .serialized)
struct ContractPastTests {
    private let daemon: DaemonProcess
    private let engagement = RandomLives.ids[0].rawValue
    private let code: String

    /// Three engagements with a contract each, among notes, gates and measurements.
    init() throws {
        daemon = try DaemonProcess()
        try daemon.start()
        for handle in RandomLives.hands {
            _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"\#(handle)"}"#)
        }
        #expect(daemon.terminate() == 0)
        code = try Self.live(daemon)
        try daemon.start()
    }

    /// The ledger is let go again before the daemon takes it.
    private static func live(_ daemon: DaemonProcess) throws -> String {
        var ledger = try LivedLedger(daemon.ledger, seed: 20_261_122)
        try ledger.live(90)
        let contract = ledger.lives.state(RandomLives.ids[0])?.contracting.contracts.first
        return try #require(contract?.code.rawValue)
    }

    private func told(_ words: [String]) throws -> JSON {
        let result = try Engagectl.run(daemon, words + ["-o", "json"])
        #expect(result.status == 0, "\(words): \(result.notes)")
        return try JSON(parsing: Array(result.output.utf8))
    }

    private func paths(_ values: JSON?) -> [String] { (values?.elements ?? []).compactMap { $0["path"]?.text } }

    @Test("its history has the events that changed it and no other, with no change of anything else")
    func history() throws {
        let whole = try told(["engagement", "history", engagement])["events"]?.elements ?? []
        for words in [[engagement], [engagement, code]] {
            let events = try told(["contract", "history"] + words)["events"]?.elements ?? []
            let types = events.compactMap { $0["event"]?["type"]?.text }
            #expect(types.prefix(2) == ["contract.drafted", "contract.signed"], "\(types)")
            #expect(Set(types).isDisjoint(with: ["engagement.opened", "gate.requested", "gate.approved", "note.added"]))
            #expect(events.count < whole.count)
            for event in events {
                let paths = paths(event["changes"])
                #expect(!paths.isEmpty && paths.allSatisfy { $0.hasPrefix("contracting.contracts[0]") }, "\(paths)")
            }
        }
    }

    @Test("blame, diff and show say what is the contract's, value by value, and nothing of the rest")
    func values() throws {
        let all = paths(try told(["engagement", "blame", engagement])["values"])
        let ours = all.filter { $0.hasPrefix("contracting.contracts[0]") }
        try #require(!ours.isEmpty && ours.count < all.count)
        #expect(paths(try told(["contract", "blame", engagement])["values"]) == ours)
        #expect(paths(try told(["contract", "blame", engagement, code])["values"]) == ours)
        let drafted = try told(["contract", "history", engagement])["events"]?.elements.first
        let from = "\(try #require(drafted?["event"]?["position"]?.number) - 1)"
        let every = paths(try told(["engagement", "diff", engagement, "--from", from])["changes"])
        let changed = paths(try told(["contract", "diff", engagement, "--from", from])["changes"])
        #expect(changed == every.filter { $0.hasPrefix("contracting.contracts") })
        #expect(!changed.isEmpty && changed.count < every.count)
        let shown = try Engagectl.run(daemon, ["contract", "show", engagement, code])
        #expect(shown.status == 0 && shown.output.contains(code) && !shown.output.contains("profile"), "\(shown)")
    }

    @Test("a contract that is none is not found")
    func unknown() throws {
        for verb in ["history", "blame", "show"] {
            let refused = try Engagectl.run(daemon, ["contract", verb, engagement, "C-NONE"])
            #expect(refused.status != 0 && refused.notes.contains("not found: contract C-NONE"), "\(refused)")
            #expect(refused.output.isEmpty)
        }
    }
}
