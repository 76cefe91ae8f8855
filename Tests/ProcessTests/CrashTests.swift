import Foundation
import Ledger
import Schema
import Testing

@Suite("Crashes", .serialized)
struct CrashTests {
    @Test("kill -9 at a hundred random moments under 16 clients loses nothing acknowledged and repeats nothing")
    func killedUnderLoad() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SplitMix64(seed: seed)
        var total = 0
        for _ in 0..<10 {
            let daemon = try DaemonProcess(extra: "[checkpoints]\nevents = 20")
            var acknowledged: [Load.Acknowledged] = []
            for _ in 0..<10 {
                try daemon.start()
                try checkViews(daemon)
                let load = Load(socket: daemon.socket)
                load.start(clients: 16)
                usleep(UInt32.random(in: 1_000...150_000, using: &random))
                daemon.kill()
                load.stop()
                acknowledged += load.all
                try check(daemon, acknowledged)
            }
            total += acknowledged.count
            try daemon.start()
            try checkViews(daemon)
            #expect(daemon.terminate() == 0)
        }
        #expect(total > 100, "the load recorded too little to prove anything")
    }

    /// Every acknowledged command is there once, at its position; positions are gapless and hashes right.
    private func check(_ daemon: DaemonProcess, _ acknowledged: [Load.Acknowledged]) throws {
        let reader = try LedgerReader(path: daemon.ledger)
        let report = try reader.fullCheck()
        #expect(report.faults == [])
        var commands: [String: Int64] = [:]
        var positions: [Int64] = []
        try reader.scan(0..<Int64.max - 1) { row in
            let earlier = commands.updateValue(row.position, forKey: row.command)
            if let earlier, earlier > 1 { Issue.record("command \(row.command) twice") }
            positions.append(row.position)
            return true
        }
        #expect(positions == Array(0..<Int64(positions.count)))
        for one in acknowledged where commands[one.commandID] != one.position {
            Issue.record("acknowledged \(one) stands at \(String(describing: commands[one.commandID]))")
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
        usleep(300_000)
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
