import Foundation
import Glibc
import Ledger
import Schema
import Testing

@Suite("Backup and restoration", .serialized)
struct BackupTests {
    private func backedUp(_ persons: Int = 5) throws -> (daemon: DaemonProcess, backup: String) {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(persons)
        _ = try daemon.call("org.engaged.Ledger.Checkpoint")
        let backup = daemon.folder + "/backup"
        let made = try Engagectl.run(daemon, ["backup", "--to", backup])
        try #require(made.status == 0, "\(made.output)\(made.notes)")
        return (daemon, backup)
    }

    private func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    private func restore(_ daemon: DaemonProcess, _ backup: String, _ more: [String] = []) throws -> Engagectl.Result {
        try Engagectl.run(daemon, ["restore", backup, "--to", daemon.folder + "/restored"] + more)
    }

    @Test("a backup under load is sound, a prefix of the live log, and its owner's alone")
    func online() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let load = Load(socket: daemon.socket)
        load.start(clients: 4)
        try daemon.wait(until: "there is a load") { load.all.count > 100 }
        let backup = daemon.folder + "/backup"
        let made = try Engagectl.run(daemon, ["backup", "--to", backup, "-o", "json"])
        #expect(made.status == 0, "\(made.output)\(made.notes)")
        let size = try #require(try JSON(parsing: Array(made.output.utf8))["size"]?.number)
        try daemon.wait(until: "the live log has gone on") { try daemon.head.size > size }
        load.stop()
        #expect(load.failures == [])
        let live = try LedgerReader(path: daemon.ledger), copy = try LedgerReader(path: backup + "/ledger.db")
        #expect(try copy.head().next == size)
        #expect(try copy.root(size: size) == live.root(size: size))
        #expect(try copy.fullCheck().isSound)
        #expect(try mode(backup) == 0o700)
        for name in try FileManager.default.contentsOfDirectory(atPath: backup) {
            #expect(try mode(backup + "/" + name) == 0o600, "\(name)")
        }
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: backup))
            == ["ledger.db", "texts.db", "backup.json"])
    }

    @Test("the last verified backup is told by the daemon, in its status and its journal, after a restart too")
    func noted() throws {
        let daemon = try DaemonProcess()
        let notify = try NotifySocket(daemon.folder + "/notify")
        daemon.environment = ["NOTIFY_SOCKET": notify.path]
        try daemon.start()
        #expect(try daemon.call("org.engaged.Ledger.LastBackup")["backup"] == nil)
        try daemon.addPersons(3)
        let (size, root) = try daemon.head
        #expect(try Engagectl.run(daemon, ["backup", "--to", daemon.folder + "/backup"]).status == 0)
        let noted = try daemon.call("org.engaged.Ledger.LastBackup")["backup"]
        #expect(noted?["size"]?.number == size && noted?["root"]?.text == root)
        #expect(noted?["place"]?.text == daemon.folder + "/backup")
        try daemon.wait(until: "the status tells") {
            notify.all.contains { $0.contains("verified backup of \(size) events") }
        }
        try daemon.wait(until: "the journal tells") { daemon.log.contains("backup of \(size) events verified") }
        #expect(daemon.terminate() == 0)
        try daemon.start()
        #expect(try daemon.call("org.engaged.Ledger.LastBackup")["backup"] == noted)
    }

    @Test("a root that is not the log's is not noted as a backup")
    func notNoted() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let zeros = String(repeating: "0", count: 64)
        for parameters in [#"{"size":2,"root":"\#(zeros)"}"#, #"{"size":9999,"root":"\#(zeros)"}"#] {
            #expect(throws: (any Error).self) { try daemon.call("org.engaged.Ledger.ConfirmBackup", parameters) }
        }
        #expect(try daemon.call("org.engaged.Ledger.LastBackup")["backup"] == nil)
    }

    @Test("nothing that exists is overwritten, and what was left unfinished is gone on from")
    func existing() throws {
        let (daemon, backup) = try backedUp()
        #expect(try Engagectl.run(daemon, ["backup", "--to", backup]).status == 65)
        let second = daemon.folder + "/second"
        try FileManager.default.copyItem(atPath: backup, toPath: second + ".partial")
        try daemon.addPersons(5, from: 100)
        let made = try Engagectl.run(daemon, ["backup", "--to", second])
        #expect(made.status == 0, "\(made.output)\(made.notes)")
        #expect(try LedgerReader(path: second + "/ledger.db").head().next == daemon.head.size)
        #expect(!FileManager.default.fileExists(atPath: second + ".partial"))
    }

    @Test("a restored daemon has the same log, texts and persons, and rebuilds views that were ahead of it")
    func restored() throws {
        let (daemon, backup) = try backedUp()
        let before = try daemon.head
        try daemon.addPersons(50, from: 100)
        let ahead = try daemon.call("org.engaged.Ledger.Views", #"{"atLeast":\#(try daemon.head.size - 1)}"#)
        #expect(daemon.terminate() == 0)
        try FileManager.default.moveItem(atPath: daemon.folder + "/state", toPath: daemon.folder + "/lost")
        let restored = try Engagectl.run(daemon, ["restore", backup, "--to", daemon.folder + "/state"])
        #expect(restored.status == 0, "\(restored.output)\(restored.notes)")
        try daemon.start()
        #expect(try daemon.head == before)
        let views = try daemon.call("org.engaged.Ledger.Views")
        #expect(views["position"]?.number == before.size - 1)
        #expect(views["eventsFolded"]?.number == before.size)
        #expect(views["views"] != ahead["views"])
        #expect(daemon.log.contains("which the ledger has not reached"), "\(daemon.log)")
        let rebuilt = try daemon.call("org.engaged.Ledger.RebuildViews")
        #expect(rebuilt["differing"]?.elements ?? [] == [])
        #expect(daemon.terminate() == 0)
        let lost = try TextStore(path: daemon.folder + "/lost/texts.db").rows(size: before.size, limit: 100)
        let now = try TextStore(path: daemon.folder + "/state/texts.db").rows(size: .max, limit: 100)
        #expect(now.count == 5 && now == lost)
    }

    static let tampering: [(name: String, file: String, sql: String)] = [
        ("a body", "ledger.db", "DROP TRIGGER event_unchanging; UPDATE event SET body = '{}' WHERE position = 3"),
        ("the last event", "ledger.db", """
            DROP TRIGGER event_unending; DELETE FROM event WHERE position = (SELECT max(position) FROM event)
            """),
        ("a command", "ledger.db", """
            DROP TRIGGER command_unchanging; UPDATE command SET person = 'p-x' WHERE first = 3
            """),
        ("a text left out", "texts.db", "DELETE FROM text WHERE position = 3"),
        ("a text", "texts.db", "INSERT INTO text VALUES (zeroblob(32), zeroblob(16), 'forged', 1)"),
    ]

    @Test("a backup that was tampered with is refused, and nothing is put anywhere", arguments: tampering)
    func tampered(_ name: String, _ file: String, _ sql: String) throws {
        let (daemon, backup) = try backedUp()
        try ForgedFile.change(backup + "/" + file, sql)
        let refused = try restore(daemon, backup)
        #expect(refused.status == 4, "\(name): \(refused.output)\(refused.notes)")
        #expect(!FileManager.default.fileExists(atPath: daemon.folder + "/restored"))
    }

    @Test("a state folder that has a ledger, or a backup that says another root, is refused")
    func refused() throws {
        let (daemon, backup) = try backedUp()
        let there = try Engagectl.run(daemon, ["restore", backup, "--to", daemon.folder + "/state"])
        #expect(there.status == 65 && there.notes.contains("nothing is overwritten"), "\(there.notes)")
        let manifest = backup + "/backup.json"
        let text = try String(contentsOfFile: manifest, encoding: .utf8)
        let root = try daemon.head.root
        try text.replacing(root, with: String(root.reversed())).write(
            toFile: manifest, atomically: true, encoding: .utf8)
        #expect(try restore(daemon, backup).status == 4)
    }

    @Test("what is no backup is named for what it is, with what to do")
    func noBackup() throws {
        let (daemon, backup) = try backedUp()
        #expect(daemon.terminate() == 0)
        let folder = daemon.folder, files = FileManager.default
        for name in ["alone", "backups", "empty"] {
            try files.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        try files.copyItem(atPath: backup, toPath: folder + "/backups/engaged-20260101T000000Z.backup")
        try files.copyItem(atPath: backup, toPath: folder + "/backups/engaged-20260102T000000Z.backup")
        try files.copyItem(atPath: backup + "/ledger.db", toPath: folder + "/alone/ledger.db")
        try files.copyItem(atPath: folder + "/state", toPath: folder + "/copied")
        try files.copyItem(atPath: folder + "/state", toPath: folder + "/one.backup.partial")
        for (name, what, hint) in [
            ("copied", "a copy of a state folder", "audit verify --ledger \(folder)/copied/ledger.db --against"),
            ("alone", "a copy of the ledger alone", "can vouch for it"),
            ("one.backup.partial", "it was not finished", "engagectl backup --to \(folder)/one.backup goes on"),
            ("backups", "holds backups and is none", "/backups/engaged-20260102T000000Z.backup"),
            ("empty", "it has no backup.json", "as engagectl backup writes it"),
            ("alone/ledger.db", "is no folder", "a backup is a folder of"),
            ("nowhere", "there is no \(folder)/nowhere", ""),
        ] {
            let refused = try restore(daemon, "\(folder)/\(name)")
            #expect(refused.status == 65, "\(name): \(refused.notes)")
            #expect(refused.notes.contains(what), "\(refused.notes)")
            #expect(hint.isEmpty || refused.notes.contains(hint), "\(refused.notes)")
        }
        #expect(!files.fileExists(atPath: folder + "/restored"))
    }

    @Test("a checkpoint kept elsewhere: one that fits is held, one that is ahead or of another log refuses")
    func against() throws {
        let (daemon, backup) = try backedUp()
        let old = try #require(try daemon.call("org.engaged.Ledger.Checkpoints")["checkpoints"]?.elements.last)
        try daemon.addPersons(5, from: 100)
        let new = try daemon.call("org.engaged.Ledger.Checkpoint")["checkpoint"]
        for (name, note) in [("old", old["note"]), ("new", new?["note"])] {
            try #require(note?.text).write(toFile: daemon.folder + "/" + name, atomically: true, encoding: .utf8)
        }
        let lost = try restore(daemon, backup, ["--against", daemon.folder + "/new"])
        #expect(lost.status == 4 && lost.notes.contains("would be lost"), "\(lost.notes)")
        let other = try DaemonProcess()
        try other.start()
        try other.addPersons(5)
        _ = try other.call("org.engaged.Ledger.Checkpoint")
        let foreign = try other.call("org.engaged.Ledger.Checkpoints")["checkpoints"]?.elements.first?["note"]?.text
        try #require(foreign).write(toFile: daemon.folder + "/foreign", atomically: true, encoding: .utf8)
        let forged = try restore(daemon, backup, ["--against", daemon.folder + "/foreign"])
        #expect(forged.status == 4, "\(forged.output)\(forged.notes)")
        let kept = try restore(
            daemon, backup, ["--against", daemon.folder + "/old", "--against", daemon.folder + "/new", "--older"])
        #expect(kept.status == 0, "\(kept.output)\(kept.notes)")
        #expect(kept.notes.contains("lost: events"))
    }

    @Test("a pipe or a device in the place of a backup's file, or of erasures, is refused, not waited for")
    func noFiles() throws {
        let (daemon, backup) = try backedUp()
        let pipe = daemon.folder + "/pipe"
        try #require(mkfifo(pipe, 0o600) == 0)
        for words in [["--erasures", pipe], ["--erasures", "/dev/null"]] {
            #expect(try restore(daemon, backup, words).status == 65, "\(words)")
        }
        for name in ["texts.db", "ledger.db"] {
            try FileManager.default.removeItem(atPath: backup + "/" + name)
            try #require(mkfifo(backup + "/" + name, 0o600) == 0)
            let refused = try restore(daemon, backup)
            #expect(refused.status == 65 && refused.notes.contains("is no ordinary file"), "\(refused)")
        }
        #expect(!FileManager.default.fileExists(atPath: daemon.folder + "/restored"))
    }

    /// Stands between a client and the daemon, and answers one method with an error.
    private static let impostor = """
        import os, socket, sys, threading
        place, daemon, method = sys.argv[1:]
        listening = socket.socket(socket.AF_UNIX); listening.bind(place); listening.listen(8)
        print("listening", flush=True)
        def pass_on(source, target):
            while data := source.recv(65536): target.sendall(data)
        def serve(caller):
            server = socket.socket(socket.AF_UNIX); server.connect(daemon)
            threading.Thread(target=pass_on, args=(server, caller), daemon=True).start()
            held = b""
            while data := caller.recv(65536):
                held += data
                while b"\\0" in held:
                    frame, held = held.split(b"\\0", 1)
                    if method.encode() in frame:
                        caller.sendall(b'{"error":"org.engaged.Ledger.Unavailable","parameters":{"reason":"x"}}\\0')
                    else:
                        server.sendall(frame + b"\\0")
        def welcome():
            while True:
                threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()
        threading.Thread(target=welcome, daemon=True).start()
        sys.stdin.read()
        os._exit(0)
        """

    @Test("a backup ends under a checkpoint, so that no log goes on from it without one that was signed before")
    func signedEnd() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(3)
        let backup = daemon.folder + "/backup", kept = daemon.folder + "/kept"
        #expect(try Engagectl.run(daemon, ["backup", "--to", backup]).status == 0)
        let copy = try LedgerReader(path: backup + "/ledger.db")
        #expect(try copy.lastCheckpoint()?.size == daemon.head.size)
        #expect(try Engagectl.run(daemon, ["audit", "checkpoint", "--to", kept]).status == 0)
        #expect(daemon.terminate() == 0)
        let state = daemon.folder + "/state", ledger = ["audit", "verify", "--ledger", daemon.ledger]
        try FileManager.default.copyItem(atPath: state + "/checkpoint-key", toPath: daemon.folder + "/key")
        try FileManager.default.removeItem(atPath: state)
        #expect(try Engagectl.run(daemon, ["restore", backup, "--to", state]).status == 0)
        try FileManager.default.copyItem(atPath: daemon.folder + "/key", toPath: state + "/checkpoint-key")
        try daemon.start()
        try daemon.addPersons(2, from: 10)
        let live = try Engagectl.run(daemon, ["audit", "verify", "--against", kept])
        #expect(live.status == 0, "\(live)")
        #expect(daemon.terminate() == 0)
        let good = try Engagectl.run(daemon, ledger + ["--against", kept])
        #expect(good.status == 0, "\(good)")
        try ForgedFile.change(daemon.ledger, "DROP TRIGGER checkpoint_unending; DELETE FROM checkpoint")
        let bad = try Engagectl.run(daemon, ledger + ["--against", kept])
        #expect(bad.status == 4 && bad.output.contains("row of size"), "\(bad)")
    }

    @Test("what the daemon does not confirm bears no backup's name, and the next run goes on from it")
    func unconfirmed() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(3)
        let impostor = Process(), output = Pipe(), place = daemon.folder + "/impostor"
        impostor.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        impostor.arguments = ["python3", "-c", BackupTests.impostor, place, daemon.socket, "ConfirmBackup"]
        // It ends with its input, whoever started it; and it holds no output of the tests open.
        let input = Pipe()
        impostor.standardInput = input
        impostor.standardOutput = output
        impostor.standardError = FileHandle.nullDevice
        try impostor.run()
        defer {
            try? input.fileHandleForWriting.close()
            impostor.waitUntilExit()
        }
        #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).hasPrefix("listening"))
        let backup = daemon.folder + "/backup"
        let refused = try Engagectl.run(daemon, ["--socket", place, "backup", "--to", backup])
        #expect(refused.status != 0, "\(refused.output)\(refused.notes)")
        #expect(!FileManager.default.fileExists(atPath: backup))
        #expect(FileManager.default.fileExists(atPath: backup + ".partial"))
        #expect(try Engagectl.run(daemon, ["backup", "--to", backup]).status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: daemon.folder).filter { $0.hasPrefix("backup") }
            == ["backup"])
    }

    /// Runs what the backup unit runs, with this `engagectl`; what lies in the folder then.
    private func nightly(_ folder: String, _ programs: String, socket: String) throws -> (code: Int32, left: [String]) {
        let script = Process()
        script.executableURL = URL(fileURLWithPath: "/bin/sh")
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        script.arguments = [root + "/Deploy/libexec/backup"]
        script.environment = [
            "PATH": programs + ":/usr/bin:/bin", "ENGAGED_BACKUP_DIRECTORY": folder, "ENGAGED_BACKUP_KEEP": "2",
            "ENGAGED_SOCKET": socket,
        ]
        script.standardError = FileHandle.nullDevice
        script.standardOutput = FileHandle.nullDevice
        try script.run()
        script.waitUntilExit()
        sleep(1)  // names are seconds
        return (script.terminationStatus, try FileManager.default.contentsOfDirectory(atPath: folder).sorted())
    }

    private func failing(_ folder: String, with code: Int32) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "#!/bin/sh\nmkdir -p \"$3.partial\"; exit \(code)\n".write(
            toFile: folder + "/engagectl", atomically: true, encoding: .utf8)
        chmod(folder + "/engagectl", 0o755)
    }

    @Test("nightly backups that fail leave one unfinished folder, which the next one goes on from")
    func unfinished() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let folder = daemon.folder + "/backups"
        let broken = daemon.folder + "/broken", unsound = daemon.folder + "/unsound"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try failing(broken, with: 75)
        try failing(unsound, with: 4)
        for _ in 0..<3 {
            let (code, left) = try nightly(folder, broken, socket: daemon.socket)
            #expect(code == 75 && left.count == 1 && left.allSatisfy { $0.hasSuffix(".backup.partial") }, "\(left)")
        }
        for _ in 0..<2 {
            let (code, left) = try nightly(folder, unsound, socket: daemon.socket)
            #expect(code == 4 && left == ["refused.partial"])
        }
        #expect(try nightly(folder, broken, socket: daemon.socket).left.count == 2)
        let programs = URL(fileURLWithPath: try DaemonProcess.executable("engagectl")).deletingLastPathComponent().path
        for count in [1, 2, 2] {
            let (code, left) = try nightly(folder, programs, socket: daemon.socket)
            #expect(code == 0 && left.count { $0.hasSuffix("Z.backup") } == count, "\(left)")
            #expect(left.filter { $0.hasSuffix(".partial") } == ["refused.partial"])
        }
    }
}
