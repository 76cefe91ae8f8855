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
    /// Codes of the engagement's further contracts, by their place in its list: ten of them and more, for `[1]` is the
    /// beginning of `[10]`.
    private let further = (1...11).map { ("C-\($0)", $0) }

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
        for number in 1...11 { try ledger.add([draft(number)], to: RandomLives.ids[0], on: day) }
        try ledger.add([NoteAdded.example, draft(1, from: "2028-02-01")], to: RandomLives.ids[0], on: day)
        try sign(10, &ledger)
        let contract = ledger.lives.state(RandomLives.ids[0])?.contracting.contracts.first
        return try #require(contract?.code.rawValue)
    }

    private static let day = CivilDate("2027-06-01") ?? .min

    private static func draft(_ number: Int, from start: String = "2027-02-01") -> ContractDrafted {
        var drafted = ContractDrafted.example
        drafted.contract = Code("C-\(number)") ?? .example
        drafted.contractKind = .longTerm
        drafted.terms.period?.start = CivilDate(start)
        drafted.terms.period?.end = CivilDate("2036-01-31")
        drafted.terms.withdrawnLevels = []
        return drafted
    }

    /// The draft's version follows from its place: all were added one behind the other.
    private static func sign(_ number: Int, _ ledger: inout LivedLedger) throws {
        var signed = ContractSigned.example
        signed.contract = Code("C-\(number)") ?? .example
        signed.draft = (ledger.lives.state(RandomLives.ids[0])?.version ?? 0) + Int64(number)
        (signed.dates, signed.obligation) = (nil, nil)
        try ledger.add([signed], to: RandomLives.ids[0], on: day)
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
            let place = words.count > 1 ? "contracting.contracts[0]" : "contracting.contracts["
            #expect(Set(types).isDisjoint(with: ["engagement.opened", "gate.requested", "gate.approved", "note.added"]))
            #expect(events.count < whole.count)
            for event in events {
                let paths = paths(event["changes"])
                #expect(!paths.isEmpty && paths.allSatisfy { $0.hasPrefix(place) }, "\(paths)")
            }
        }
    }

    @Test("blame, diff and show say what is the contract's, value by value, and nothing of the rest")
    func values() throws {
        let all = paths(try told(["engagement", "blame", engagement])["values"])
        let ours = all.filter { $0.hasPrefix("contracting.contracts[0]") }
        try #require(!ours.isEmpty && ours.count < all.count)
        #expect(paths(try told(["contract", "blame", engagement])["values"])
            == all.filter { $0.hasPrefix("contracting.contracts[") })
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

    @Test("of several contracts each has its own events and values, and no other's")
    func several() throws {
        let all = paths(try told(["contract", "blame", engagement])["values"])
        var seen = 0
        for (code, place) in [(code, 0)] + further {
            let start = "contracting.contracts[\(place)]"
            let ours = paths(try told(["contract", "blame", engagement, code])["values"])
            #expect(!ours.isEmpty && ours == all.filter { $0.hasPrefix(start + ".") }, "\(code)")
            seen += ours.count
        }
        #expect(seen == all.count)
        let types = try further.map { code, place in
            let events = try told(["contract", "history", engagement, code])["events"]?.elements ?? []
            for event in events {
                let paths = paths(event["changes"])
                #expect(paths.allSatisfy { $0.hasPrefix("contracting.contracts[\(place)]") }, "\(code): \(paths)")
            }
            return events.compactMap { $0["event"]?["type"]?.text }
        }
        #expect(types[0] == ["contract.drafted", "contract.drafted"])
        #expect(types[9] == ["contract.drafted", "contract.signed"])
        #expect(types[1...8].allSatisfy { $0 == ["contract.drafted"] } && types[10] == ["contract.drafted"])
    }

    @Test("what differs in one of several contracts between two moments, and what it was then")
    func severalInTime() throws {
        let events = try told(["contract", "history", engagement, "C-1"])["events"]?.elements ?? []
        let drafts = try events.map { try #require($0["event"]?["position"]?.number) }
        let between = ["--from", "\(drafts[1] - 1)", "--to", "\(drafts[1])"]
        let again = try told(["contract", "diff", engagement, "C-1"] + between)["changes"]
        #expect(paths(again).contains("contracting.contracts[1].draft.terms.period.start"), "\(paths(again))")
        for other in [code, "C-2", "C-10", "C-11"] {
            let none = try told(["contract", "diff", engagement, other] + between)["changes"]
            #expect(paths(none) == [], "\(other)")
        }
        let before = ["--from", "\(drafts[0] - 1)"]
        for (code, place) in further {
            let changed = paths(try told(["contract", "diff", engagement, code] + before)["changes"])
            #expect(!changed.isEmpty && changed.allSatisfy { $0.hasPrefix("contracting.contracts[\(place)]") },
                    "\(code): \(changed)")
        }
        let shown = { (moment: Int64) in
            try Engagectl.run(daemon, ["contract", "show", engagement, "C-1", "--as-of", "\(moment)"])
        }
        #expect(try shown(drafts[0]).output.contains("2027-02-01") && !shown(drafts[0]).output.contains("2028-02-01"))
        #expect(try shown(drafts[1]).output.contains("2028-02-01") && !shown(drafts[1]).output.contains("2027-02-01"))
        #expect(try shown(drafts[0] - 1).notes.contains("not found: a contract"))
    }

    @Test("service levels name their contract, and those of one can be asked for")
    func levels() throws {
        func lines(_ reply: JSON) -> [String] {
            reply["scoreboard"]?["lines"]?.elements.compactMap { $0["contract"]?.text } ?? []
        }
        let date = ["--date", "2027-07-01"]
        let all = lines(try told(["sla", "show", engagement] + date))
        try #require(Set(all) == [code, "C-10"], "\(all)")
        for one in [code, "C-10"] {
            let reply = try told(["sla", "show", engagement, one] + date)
            #expect(lines(reply) == all.filter { $0 == one })
            for rows in ["periods", "credits"] {
                #expect((reply[rows]?.elements ?? []).allSatisfy { $0["contract"]?.text == one })
            }
            let table = try Engagectl.run(daemon, ["sla", "show", engagement, one] + date).output
            #expect(table.contains("CONTRACT") && table.contains(one), "\(table)")
        }
        let drafted = try told(["sla", "show", engagement, "C-2"] + date)
        #expect(lines(drafted) == [])
        let none = try Engagectl.run(daemon, ["sla", "show", engagement, "C-NONE"])
        #expect(none.status != 0 && none.notes.contains("not found: contract C-NONE"), "\(none)")
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
