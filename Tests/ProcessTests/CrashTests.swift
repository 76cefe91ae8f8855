import Foundation
import Glibc
import Histories
import Ledger
import Lifecycle
import Schema
import Testing

@Suite("Crashes", .serialized)
struct CrashTests {
    @Test("kill -9 at a hundred random moments under 16 clients loses nothing acknowledged and repeats nothing")
    func killedUnderLoad() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SplitMix64(seed: seed)
        var kinds: [Load.Kind: Int] = [:]
        var barren = 0
        for _ in 0..<10 {
            let (daemon, measured) = try lived()
            var before: [Load.Acknowledged] = []
            for kill in 0..<10 {
                if kill > 0 { try daemon.start() }
                try checkViews(daemon)
                let load = Load(socket: daemon.socket, Load.Kind.allCases, as: CrashTests.manager, measuring: measured)
                load.start(clients: 16)
                // At any time, and as often once something is acknowledged, however slow the machine.
                if kill % 2 == 1 { try daemon.wait(until: "something is acknowledged") { !load.all.isEmpty } }
                usleep(UInt32.random(in: 1_000...150_000, using: &random))
                daemon.kill()
                load.stop()
                let refusals = load.failures.filter { $0.contains("org.engaged.") }
                #expect(refusals == [], "clients are to be cut off, not refused")
                barren += load.all.isEmpty ? 1 : 0
                // Each kill by itself: what came before must still be there, what was acknowledged now as well.
                try check(daemon, load.all, since: before)
                before += load.all
                for one in load.all { kinds[one.kind, default: 0] += 1 }
            }
            try daemon.start()
            try check(daemon, [], since: before)
            try checkViews(daemon)
            #expect(daemon.terminate() == 0)
        }
        print("acknowledged \(kinds), nothing before \(barren) of 100 kills")
        for kind in Load.Kind.allCases { #expect(kinds[kind] ?? 0 > 20, "too few of \(kind) to prove anything") }
        #expect(barren < 70, "most kills came before anything was acknowledged")
    }

    /// Who opens, notes, registers and measures: root is nobody's person.
    private static let manager = getuid() == 0
        ? ThreadIdentity(uid: 59_001, groups: [59_101]) : ThreadIdentity(uid: getuid(), groups: [])

    /// A daemon that runs on a ledger with lives, and an engagement in them that is being measured.
    private func lived() throws -> (DaemonProcess, String) {
        let roles = getuid() == 0 ? "" : "manager = gid:\(getgid())\n"
        let daemon = try DaemonProcess(extra: roles + "[checkpoints]\nevents = 20")
        try daemon.start()
        for handle in RandomLives.hands {
            _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"\#(handle)"}"#)
        }
        let uid = CrashTests.manager.uid
        _ = try daemon.call("org.engaged.Governance.BindPerson", #"{"handle":"p-mia","uid":\#(uid)}"#)
        #expect(daemon.terminate() == 0)
        let measured = try steady(daemon.ledger)
        try daemon.start()
        return (daemon, measured)
    }

    /// Lives until an engagement is in steady state; the ledger is the daemon's again when this returns.
    private func steady(_ path: String) throws -> String {
        var ledger = try LivedLedger(path, seed: 20_261_122)
        while true {
            try ledger.live(10)
            let steady = RandomLives.ids.first { ledger.lives.state($0)?.phase == .steadyState }
            if let steady { return steady.rawValue }
        }
    }

    /// Every acknowledged command is there once, with all its events at their positions; positions are gapless and
    /// hashes right.
    ///
    /// - Parameter earlier: what was acknowledged and found before.
    private func check(
        _ daemon: DaemonProcess, _ acknowledged: [Load.Acknowledged], since earlier: [Load.Acknowledged] = []
    ) throws {
        let reader = try LedgerReader(path: daemon.ledger)
        let report = try reader.fullCheck()
        #expect(report.faults == [])
        var commands: [String: [Int64]] = [:]
        var next: Int64 = 0
        try reader.scan(0..<Int64.max - 1) { row in
            if row.position != next { Issue.record("position \(row.position) behind \(next - 1)") }
            next = row.position + 1
            commands[row.command, default: []].append(row.position)
            return true
        }
        for one in earlier + acknowledged where commands[one.commandID] != one.events || one.events.isEmpty {
            Issue.record("acknowledged \(one) stands at \(commands[one.commandID] ?? [])")
        }
        #expect(Set((earlier + acknowledged).map(\.commandID)).count == earlier.count + acknowledged.count)
        for (command, positions) in commands where positions.count > 1 {
            let isOneBatch = zip(positions, positions.dropFirst()).allSatisfy { $0 + 1 == $1 }
            if !isOneBatch { Issue.record("command \(command) stands twice: \(positions)") }
        }
    }

    /// What the views say after a restart is what folding everything anew says.
    private func checkViews(_ daemon: DaemonProcess) throws {
        let head = try #require(try daemon.call("org.engaged.Ledger.Head")["size"]?.number)
        let before = try daemon.call("org.engaged.Ledger.Views", #"{"atLeast":\#(head - 1)}"#)
        let rebuilt = try daemon.call("org.engaged.Ledger.RebuildViews")
        #expect(rebuilt["differing"]?.elements ?? [] == [], "an empty list is left out; \(rebuilt)")
        #expect(rebuilt["position"]?.number == head - 1)
        let after = try daemon.call("org.engaged.Ledger.Views")
        #expect(after["views"] == before["views"])
        #expect(before["views"]?.elements.count ?? 0 >= 4)
    }

    @Test("an acknowledged command asked again under its id after a crash gets its first answer")
    func repeatedAfterCrash() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let parameters = #"{"handle":"p-1","commandId":"01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1","name":"A"}"#
        let first = try daemon.call("org.engaged.Governance.AddPerson", parameters)
        daemon.kill()
        try daemon.start()
        let again = try daemon.call("org.engaged.Governance.AddPerson", parameters)
        #expect(again["position"] == first["position"])
        #expect(again["repeated"] == .boolean(true))
        #expect(throws: (any Error).self) {
            try daemon.call("org.engaged.Governance.AddPerson", parameters.replacing("p-1", with: "p-2"))
        }
    }

    @Test("SIGTERM under load answers what was taken and loses nothing")
    func drained() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let load = Load(socket: daemon.socket)
        load.start(clients: 16)
        try daemon.wait(until: "there is a load") { load.all.count > 100 }
        #expect(daemon.terminate() == 0)
        load.stop()
        #expect(!load.all.isEmpty)
        try check(daemon, load.all)
        var added = 0
        try LedgerReader(path: daemon.ledger).scan(0..<Int64.max) { (row) throws(LedgerError) in
            added += row.type == "person.added" ? 1 : 0
            return true
        }
        #expect(added == load.all.count, "what was taken was answered")
        let log = try FileManager.default.attributesOfItem(atPath: daemon.ledger + "-wal")[.size] as? Int
        #expect(log ?? 0 == 0, "a daemon that ended in peace leaves the ledger in one file")
    }
}
