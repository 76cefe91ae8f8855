import Foundation
import Glibc
import Ledger
import Schema
import Testing
import Varlink

@Suite("Storage trouble", .serialized)
struct StorageTests {
    private func person(_ number: Int) -> String { #"{"handle":"p-\#(number)"}"# }

    @Test("a second daemon on the same ledger is turned away and says who holds it")
    func secondDaemon() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let second = try DaemonProcess(state: daemon.folder + "/state")
        try second.launch()
        #expect(second.waitForExit() == 74)
        #expect(second.log.contains("in use by process \(daemon.pid)"), "\(second.log)")
    }

    @Test("in a folder that others may enter, no file is open to them, whatever the umask and whatever mode it had")
    func modes() throws {
        let daemon = try DaemonProcess()
        let files = FileManager.default
        for folder in ["/state", "/cache"] {
            try files.createDirectory(
                atPath: daemon.folder + folder, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o755])
        }
        func open() throws -> [String] {
            try ["/state", "/cache"].flatMap { folder in
                try files.contentsOfDirectory(atPath: daemon.folder + folder).filter { name in
                    let path = daemon.folder + folder + "/" + name
                    let found = try files.attributesOfItem(atPath: path)
                    // A symbolic link has no mode of its own.
                    guard found[.type] as? FileAttributeType != .typeSymbolicLink else { return false }
                    return (found[.posixPermissions] as? Int ?? 0o777) & 0o037 != 0
                }
            }
        }
        try daemon.launch(through: ["/bin/sh", "-c", #"umask 000; exec "$@""#, "sh"])
        try daemon.waitUntilAnswering()
        _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"p-ada","name":"Ada"}"#)
        _ = try daemon.call("org.engaged.Ledger.Checkpoint")
        #expect(try files.contentsOfDirectory(atPath: daemon.folder + "/state").count > 3)
        #expect(try open() == [])
        #expect(daemon.terminate() == 0)
        let made = try #require(files.contentsOfDirectory(atPath: daemon.folder + "/state").first { $0 == "ledger.db" })
        for name in ["/state/" + made, "/state/texts.db", "/cache/views.db"] { chmod(daemon.folder + name, 0o666) }
        chmod(daemon.folder + "/state/texts.db", 0o640)
        try daemon.start()
        _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"p-bob","name":"Bob"}"#)
        #expect(try open() == [])
        let texts = try files.attributesOfItem(atPath: daemon.folder + "/state/texts.db")[.posixPermissions] as? Int
        #expect(texts == 0o640, "a group that the owner lets read goes on reading")
        var status = stat()
        #expect(stat(daemon.socket, &status) == 0 && status.st_mode & 0o777 == 0o666, "the socket is for everyone")
    }

    @Test("a bit flipped in the ledger's head ends the start with status 65 and names the place")
    func flippedBit() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        for number in 0..<50 { _ = try daemon.call("org.engaged.Governance.AddPerson", person(number)) }
        #expect(daemon.terminate() == 0)
        var bytes = try #require(FileManager.default.contents(atPath: daemon.ledger))
        let place = try #require(bytes.range(of: Data(#"{"handle":"p-49"}"#.utf8)))
        bytes[place.lowerBound + 13] ^= 1
        try bytes.write(to: URL(fileURLWithPath: daemon.ledger))
        try daemon.launch()
        #expect(daemon.waitForExit() == 65)
        #expect(daemon.log.contains("damaged"), "\(daemon.log)")
    }

    @Test("a truncated ledger ends the start with status 65")
    func truncated() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        for number in 0..<50 { _ = try daemon.call("org.engaged.Governance.AddPerson", person(number)) }
        #expect(daemon.terminate() == 0)
        try #require(truncate(daemon.ledger, 8192) == 0)
        try daemon.launch()
        #expect(daemon.waitForExit() == 65)
        #expect(daemon.log.contains("length of ") && daemon.log.contains("found 8192 bytes"), "\(daemon.log)")
    }

    @Test("no second log is begun beside the texts or the key of one that is gone; back in its place it goes on")
    func ledgerGone() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"p-ada","name":"Ada"}"#)
        let head = try daemon.head
        #expect(daemon.terminate() == 0)
        try FileManager.default.moveItem(atPath: daemon.ledger, toPath: daemon.folder + "/kept.db")
        let texts = FileManager.default.contents(atPath: daemon.folder + "/state/texts.db")
        for left in ["texts.db", "checkpoint-key"] {
            try daemon.launch()
            #expect(daemon.waitForExit() == 65)
            #expect(daemon.log.contains("none: restore it"), "\(daemon.log)")
            #expect(!FileManager.default.fileExists(atPath: daemon.ledger))
            let path = daemon.folder + "/state/" + left
            try FileManager.default.moveItem(atPath: path, toPath: daemon.folder + "/" + left)
        }
        for kept in ["texts.db", "checkpoint-key"] {
            try FileManager.default.moveItem(
                atPath: daemon.folder + "/" + kept, toPath: daemon.folder + "/state/" + kept)
        }
        try FileManager.default.moveItem(atPath: daemon.folder + "/kept.db", toPath: daemon.ledger)
        #expect(FileManager.default.contents(atPath: daemon.folder + "/state/texts.db") == texts)
        try daemon.start()
        #expect(try daemon.head.root == head.root)
    }

    @Test("an older ledger beside newer texts ends the start with 65; nothing is swept, and the newer one goes on")
    func olderLedger() throws {
        let daemon = try DaemonProcess()
        let older = daemon.folder + "/older.db", newer = daemon.folder + "/newer.db"
        let files = FileManager.default
        func run(_ first: Int, thenKeep copy: String) throws {
            try daemon.start()
            try daemon.addPersons(2, from: first)
            #expect(daemon.terminate() == 0)
            try files.copyItem(atPath: daemon.ledger, toPath: copy)
        }
        func putBack(_ copy: String) throws {
            try files.removeItem(atPath: daemon.ledger)
            try files.copyItem(atPath: copy, toPath: daemon.ledger)
        }
        try run(0, thenKeep: older)
        try run(2, thenKeep: newer)
        try putBack(older)
        for _ in 0..<2 {
            try daemon.launch()
            try daemon.wait(until: "the start is refused") { !daemon.isRunning }
            #expect(daemon.waitForExit() == 65)
            #expect(daemon.log.contains("an older ledger, it seems; nothing was swept"), "\(daemon.log)")
        }
        try putBack(newer)
        try daemon.start()
        let texts = try TextsReader(path: daemon.folder + "/state/texts.db", beside: daemon.ledger)
        #expect(try texts.check(size: try daemon.head.size).texts == 4)
    }

    @Test("on a full disk writes answer Unavailable, reads go on, and writing resumes by itself",
          .enabled(if: getuid() == 0, "mounting a small tmpfs needs root"))
    func fullDisk() throws {
        let mount = NSTemporaryDirectory() + "engaged-full-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: true)
        try #require(Glibc.mount("tmpfs", mount, "tmpfs", 0, "size=24m") == 0)
        defer {
            umount2(mount, 2)
            rmdir(mount)
        }
        let daemon = try DaemonProcess(state: mount + "/state")
        try daemon.start()
        _ = try daemon.call("org.engaged.Governance.AddPerson", person(1))
        let ballast = mount + "/ballast"
        fill(ballast)
        var refusals = 0
        var accepted = 1
        for number in 2..<4000 where refusals == 0 {
            do {
                let named = #"{"handle":"p-\#(number)","name":"\#(longText)"}"#
                _ = try daemon.call("org.engaged.Governance.AddPerson", named)
                accepted += 1
            } catch let VarlinkClientError.remote(failure) {
                #expect(failure.name == "org.engaged.Governance.Unavailable")
                refusals += 1
            }
        }
        #expect(refusals == 1)
        let head = try daemon.call("org.engaged.Ledger.Head")
        #expect(head["size"]?.number == Int64(accepted + 3))
        unlink(ballast)
        _ = try daemon.call("org.engaged.Governance.AddPerson", person(5000))
        #expect(daemon.terminate() == 0)
        #expect(try LedgerReader(path: mount + "/state/ledger.db").fullCheck().faults == [])
    }

    @Test("a ledger that may not be written ends the start with status 78 and says so",
          .enabled(if: getuid() == 0, "mounting a file system read-only needs root"))
    func readOnly() throws {
        let mount = NSTemporaryDirectory() + "engaged-fixed-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: true)
        try #require(Glibc.mount("tmpfs", mount, "tmpfs", 0, "size=48m") == 0)
        defer {
            umount2(mount, 2)
            rmdir(mount)
        }
        let daemon = try DaemonProcess(state: mount + "/state")
        try daemon.start()
        #expect(daemon.terminate() == 0)
        try #require(Glibc.mount("tmpfs", mount, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0)
        try daemon.launch()
        #expect(daemon.waitForExit() == 78)
        #expect(daemon.log.lowercased().contains("read-only") || daemon.log.contains("readonly"), "\(daemon.log)")
    }

    private var longText: String { String(repeating: "x", count: 10_000) }

    private func fill(_ path: String) {
        let file = open(path, O_CREAT | O_WRONLY, 0o600)
        let block = [UInt8](repeating: 7, count: 65_536)
        while write(file, block, block.count) > 0 {}
        close(file)
    }

    @Test("deleting the views and starting again gives identical digests")
    func viewsRebuilt() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        for number in 0..<20 { _ = try daemon.call("org.engaged.Governance.AddPerson", person(number)) }
        let before = try daemon.call("org.engaged.Ledger.Views", #"{"atLeast":21}"#)
        #expect(daemon.terminate() == 0)
        try FileManager.default.removeItem(atPath: daemon.folder + "/cache")
        try daemon.start()
        let after = try daemon.call("org.engaged.Ledger.Views", #"{"atLeast":21}"#)
        #expect(after["views"] == before["views"])
        #expect(before["views"]?.elements.count ?? 0 >= 4)
    }

    @Test("a restart with current views folds no event")
    func currentViews() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        for number in 0..<20 { _ = try daemon.call("org.engaged.Governance.AddPerson", person(number)) }
        _ = try daemon.call("org.engaged.Ledger.Views", #"{"atLeast":21}"#)
        #expect(daemon.terminate() == 0)
        try daemon.start()
        #expect(try daemon.call("org.engaged.Ledger.Views")["eventsFolded"]?.number == 0)
    }
}
