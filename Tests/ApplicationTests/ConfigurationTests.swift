@testable import Application
import Foundation
import Glibc
import Lifecycle
import Schema
import Testing
import Varlink

@Suite("Configuration")
struct ConfigurationTests {
    private func read(_ text: String, dropIns: [String: String] = [:]) throws -> Configuration {
        let folder = NSTemporaryDirectory() + "engaged-conf-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder + "/a.conf.d", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try text.write(toFile: folder + "/a.conf", atomically: true, encoding: .utf8)
        for (name, content) in dropIns {
            try content.write(toFile: folder + "/a.conf.d/" + name, atomically: true, encoding: .utf8)
        }
        return try Configuration(path: folder + "/a.conf")
    }

    private func fault(_ text: String) -> ConfigurationFault? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return error as? ConfigurationFault
        }
    }

    @Test("settings are taken, comments and blank lines passed over, drop-ins win in the order of their names")
    func settings() throws {
        let configuration = try read(
            "# a comment\n\n[paths]\nstate = /srv/a\n; another\n[ledger]\nseparation = record\n",
            dropIns: ["20-b.conf": "[paths]\nstate = /srv/c\n", "10-a.conf": "[paths]\nstate = /srv/b\n"])
        #expect(configuration.stateDirectory == "/srv/c")
        #expect(configuration.separation == .record)
    }

    @Test("what is wrong is named with file and line", arguments: [
        ("[paths]\nstate = relative\n", 2), ("[paths]\nunheard = /x\n", 2), ("nonsense\n", 1),
        ("[roles]\nking = gid:1\n", 2), ("[roles]\nmanager = no-such-group-here\n", 2),
        ("[limits]\nframe-bytes = 12\n", 2),
        ("[limits]\nframe-bytes = 33554433\n", 2), ("[log]\nlevel = loud\n", 2),
        ("[ledger]\norigin = has blank\n", 2),
        ("[roles]\nmanager@bad prefix = gid:1\n", 2),
    ])
    func faults(_ text: String, _ line: Int) {
        #expect(fault(text)?.line == line)
    }

    @Test("every fault is named, each with its file and line and what would be taken")
    func everyFault() throws {
        let folder = NSTemporaryDirectory() + "engaged-conf-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder + "/a.conf.d", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = """
            [paths]
            state = relative
            unheard = /x
            nonsense
            socket = /run/x
            [roles]
            king = gid:1
            manager = no-such-group-a, gid:1, no-such-group-b
            [log]
            level = loud
            """
        try text.write(toFile: folder + "/a.conf", atomically: true, encoding: .utf8)
        try "[nowhere]\nkey = 1\n".write(toFile: folder + "/a.conf.d/b.conf", atomically: true, encoding: .utf8)
        let (configuration, faults) = Configuration.read(path: folder + "/a.conf")
        #expect(faults.map(\.line) == [2, 3, 4, 7, 8, 10, 2])
        #expect(faults.map(\.path).suffix(2) == [folder + "/a.conf", folder + "/a.conf.d/b.conf"])
        let expected = [
            "absolute path", "[paths] has state, cache, socket", "neither [section] nor key = value", "roles are ",
            "no group no-such-group-a, no-such-group-b on this machine; a group is a name or gid:NUMBER",
            "level must be one of", "sections are [paths], ",
        ]
        for (fault, words) in zip(faults, expected) { #expect(fault.message.contains(words), "\(fault)") }
        #expect(configuration.socketPath == "/run/x", "what is right is taken")
        #expect(throws: faults[0]) { try Configuration(path: folder + "/a.conf") }
    }

    @Test("every setting that a fault offers is one")
    func offered() throws {
        for (section, keys) in Configuration.known {
            for key in keys {
                let fault = fault("[\(section)]\n\(key) = ?\n")
                #expect(fault?.message.contains("unknown setting") != true, "[\(section)] \(key)")
            }
        }
    }

    @Test("the largest frame that can be set has room in what all callers may hold, with its answer")
    func largestFrame() throws {
        let limits = try read("[limits]\nframe-bytes = \(Configuration.frameBytesLimit)\n").limits
        #expect(limits.frameBytesMax == Configuration.frameBytesLimit)
        #expect(limits.frameBytesMax + 4 << 20 <= limits.heldBytesMax)
    }

    @Test("a line that takes the operators' role from the timers' group is named, one that keeps it is not")
    func timers() throws {
        func fault(_ lines: [(path: String, value: String)]) throws -> ConfigurationFault? {
            var mapping = RoleMapping()
            mapping.timersGroup = "gid:7"
            for (path, value) in lines {
                try mapping.add(.init(section: "roles", key: "operator", value: value, path: path, line: 3))
            }
            return mapping.timersFault
        }
        let ours = (path: "vendor", value: "gid:0, gid:7")
        #expect(try fault([ours]) == nil)
        #expect(try fault([ours, ("own", "gid:5")])?.description.hasPrefix("own:3: operator leaves out gid:7") == true)
        #expect(try fault([ours, ("own", "gid:5, gid:7")]) == nil)
        #expect(try fault([ours, ("own", "gid:5"), ("later", "gid:7")]) == nil)
        #expect(try fault([ours, ("own", "")]) != nil)
        #expect(try fault([("own", "gid:5")]) == nil, "nothing was taken from anybody")
    }

    @Test("what only root can read is warned of, and a folder of drop-ins that cannot be read is a fault")
    func unreadable() throws {
        let folder = NSTemporaryDirectory() + "engaged-conf-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // Commands that keep what they write to themselves run in this process too, and the umask is one for all.
        chmod(folder, 0o755)
        let file = folder + "/a.conf"
        try "[log]\nlevel = info\n".write(toFile: file, atomically: true, encoding: .utf8)
        chmod(file, 0o644)
        #expect(try Configuration(path: file).warnings == [])
        chmod(file, 0o600)
        #expect(try Configuration(path: file).warnings.map(\.path) == (geteuid() == 0 ? [file] : []))
        chmod(file, 0o640)
        #expect(try Configuration(path: file).warnings.map(\.path) == (geteuid() == 0 ? [file] : []))
        chmod(file, 0o644)
        try FileManager.default.createDirectory(atPath: file + ".d", withIntermediateDirectories: true)
        chmod(file + ".d", 0o700)
        #expect(try Configuration(path: file).warnings.map(\.path) == (geteuid() == 0 ? [file + ".d"] : []))
        try FileManager.default.removeItem(atPath: file + ".d")
        chmod(folder, 0o700)
        #expect(try Configuration(path: file).warnings.map(\.path) == (geteuid() == 0 ? [folder] : []))
        chmod(folder, 0o755)
        try "".write(toFile: file + ".d", atomically: true, encoding: .utf8)
        #expect(throws: ConfigurationFault.self) { try Configuration(path: file) }
    }

    @Test("a missing file that was named is a fault")
    func absent() {
        #expect(throws: ConfigurationFault.self) { try Configuration(path: "/nonexistent/engaged.conf") }
    }

    @Test("groups give roles, a prefix narrows them to engagements whose id starts so")
    func roles() throws {
        let configuration = try read("[roles]\nmanager = gid:100, gid:101\napprover@ENG-2026- = gid:102\n")
        let caller = Caller(uid: 5, pid: 1, grants: configuration.roles.grants([100, 102]))
        let inside = StreamID.engagement(try #require(EngagementID("ENG-2026-1")))
        let outside = StreamID.engagement(try #require(EngagementID("ENG-2025-1")))
        #expect(caller.roles(for: inside) == [.approver, .manager])
        #expect(caller.roles(for: outside) == [.manager])
        #expect(caller.roles(for: .governance) == [.manager])
        #expect(configuration.roles.grants([7]).isEmpty)
    }
}
