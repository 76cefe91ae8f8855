import Foundation
import Glibc
import Schema
import TestSupport
import Testing
import Varlink

@Suite("Periods of the log: --since and --until", .serialized)
struct PeriodTests {
    /// A log of 3 + 12 events; engagements are others' to open.
    private func prepared() throws -> DaemonProcess {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(12)
        return daemon
    }

    private func lines(_ daemon: DaemonProcess, _ words: [String]) throws -> [JSON] {
        let result = try Engagectl.run(daemon, words + ["-o", "jsonl"])
        #expect(result.status == 0, "\(words): \(result.notes)")
        return try result.output.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
    }

    private func positions(_ daemon: DaemonProcess, _ words: [String]) throws -> [Int64] {
        try lines(daemon, words).compactMap { ($0["event"] ?? $0)["position"]?.number }
    }

    private func recorded(_ daemon: DaemonProcess, _ position: Int64) throws -> String {
        let read = try daemon.call("org.engaged.Ledger.Read", #"{"from":\#(position),"limit":1}"#)
        return try #require(read["events"]?.elements.first?["recorded"]?.text)
    }

    static let readers = [["log"], ["trail"], ["engagement", "history", "governance"], ["policy", "history"],
                          ["audit", "replay", "governance"]]

    @Test("choose by position and by recorded time, both ends included", arguments: PeriodTests.readers)
    func chosen(words: [String]) throws {
        let daemon = try prepared()
        let ids = words[0] == "policy" ? [1] : Array(Int64(4)...7)
        let (first, last) = (words[0] == "policy" ? 0 : ids[0], words[0] == "policy" ? 7 : ids[3])
        #expect(try positions(daemon, words + ["--since", "\(first)", "--until", "\(last)"]) == ids)
        let since = try recorded(daemon, first), until = try recorded(daemon, last)
        #expect(try positions(daemon, words + ["--since", since, "--until", until]) == ids)
        #expect(try positions(daemon, words + ["--until", "2001-01-01"]) == [])
        #expect(try positions(daemon, words + ["--since", "2901-01-01"]) == [])
        let whole = try positions(daemon, words)
        #expect(try positions(daemon, words + ["--since", "2001-01-01", "--until", "2901-01-01"]) == whole)
    }

    @Test("that end before they begin are a slip", arguments: PeriodTests.readers)
    func backwards(words: [String]) throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        for (since, until) in [("5", "4"), ("2026-02-02", "2026-02-01")] {
            let result = try Engagectl.run(daemon, words + ["--since", since, "--until", until])
            #expect(result.status == 64)
            #expect(result.notes.contains("--until lies before --since"), "\(result.notes)")
        }
        let none = try Engagectl.run(daemon, words + ["--since", "yesterday"])
        #expect(none.status == 64 && none.notes.contains("--since takes a position or a time"), "\(none.notes)")
    }

    @Test("are refused by the daemon too where they end before they begin")
    func refused() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        for (method, more) in [
            ("Ledger.Subscribe", ""), ("Ledger.Copy", ""), ("Registers.Trail", ""),
            ("Engagements.History", #","stream":"governance""#), ("Registers.Rows", #","view":"trail""#),
        ] {
            let socket = try RawSocket(daemon.socket)
            socket.call(
                #"{"method":"org.engaged.\#(method)","parameters":{"since":"5","until":"4"\#(more)},"more":true}"#)
            let reply = try JSON(parsing: Array(try #require(socket.frame()).utf8))
            #expect(reply["error"]?.text?.hasSuffix(".BadInput") == true, "\(method): \(reply)")
            #expect(reply["parameters"]?["field"]?.text == "until", "\(method): \(reply)")
        }
    }

    @Test("page on with --limit and --from, and the last page says nothing of more")
    func pages() throws {
        let daemon = try prepared()
        for (words, place) in [(["trail"], "position"), (["engagement", "history", "governance"], "version")] {
            var all: [Int64] = []
            var more = ["--since", "4", "--until", "11", "--limit", "3"]
            for page in 0..<4 {
                let result = try Engagectl.run(daemon, words + more + ["-o", "jsonl"])
                #expect(result.status == 0)
                let rows = try result.output.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
                all += rows.compactMap { ($0["event"] ?? $0)["position"]?.number }
                guard let hint = result.notes.firstMatch(of: /there are more; behind these: --from (\d+)/) else {
                    #expect(page == 2, "\(words): \(result.notes)")
                    break
                }
                more = ["--since", "4", "--until", "11", "--limit", "3", "--from", String(hint.output.1)]
            }
            #expect(all == Array(4...11), "\(words) by \(place)")
        }
    }

    @Test("without a beginning show the last events, of the types asked for, and say that there are earlier ones")
    func last() throws {
        let daemon = try prepared()
        _ = try daemon.call("org.engaged.Governance.BindPerson", #"{"handle":"p-3","uid":4711}"#)
        try daemon.addPersons(3, from: 20)
        for words in [["trail"], ["engagement", "history", "governance"]] {
            #expect(try positions(daemon, words + ["--limit", "2", "--until", "9"]) == [8, 9])
            #expect(try positions(daemon, words + ["--limit", "2", "--type", "person.bound"]) == [15])
            let added = try Engagectl.run(daemon, words + ["--limit", "4", "--type", "person.added", "-o", "json"])
            let reply = try JSON(parsing: Array(added.output.utf8))
            let shown = reply["events"]?.elements.compactMap { ($0["event"] ?? $0)["position"]?.number }
            #expect(shown == [14, 16, 17, 18])
            #expect(reply["earlier"] == .boolean(true))
            let listed = try Engagectl.run(daemon, words + ["--limit", "4"])
            #expect(listed.notes.contains("there are earlier ones; from the first on: --from"), "\(listed.notes)")
            let whole = try Engagectl.run(daemon, words + ["-o", "json"])
            #expect(try JSON(parsing: Array(whole.output.utf8))["earlier"] == nil && whole.notes.isEmpty)
        }
    }

    @Test("end where --as-of does")
    func asOf() throws {
        let daemon = try prepared()
        for words in PeriodTests.readers where words != ["log"] && words[0] != "policy" {
            #expect(try positions(daemon, words + ["--since", "4", "--as-of", "6"]) == [4, 5, 6], "\(words)")
            #expect(try positions(daemon, words + ["--since", "7", "--as-of", "6"]) == [], "\(words)")
        }
    }

    @Test("--follow begins with --since, goes on, and does not go with --until")
    func followed() throws {
        let daemon = try prepared()
        let slip = try Engagectl.run(daemon, ["log", "--follow", "--until", "9"])
        #expect(slip.status == 64 && slip.notes.contains("leave one of them out"), "\(slip.notes)")
        let follower = try Engagectl.start(daemon, ["log", "--follow", "--since", "12", "-o", "jsonl"])
        let path = daemon.folder + "/followed"
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        follower.standardOutput = FileHandle(forWritingAtPath: path)
        follower.standardError = FileHandle.nullDevice
        try follower.run()
        defer {
            kill(follower.processIdentifier, SIGKILL)
            follower.waitUntilExit()
        }
        func seen() throws -> [Int64] {
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap {
                try JSON(parsing: Array($0.utf8))["position"]?.number
            }
        }
        try daemon.wait(until: "history has come") { try seen() == [12, 13, 14] }
        try daemon.addPersons(1, from: 50)
        try daemon.wait(until: "the new event has come") { try seen() == [12, 13, 14, 15] }
    }

    @Test("a subscription with an end ends with its mark, and its subscriber is forgotten")
    func ended() throws {
        let daemon = try prepared()
        var positions: [Int64] = [], marks: [Int64] = [], wasLast = false
        try VarlinkClient(path: daemon.socket).stream(
            "org.engaged.Ledger.Subscribe", Array(#"{"since":"5","until":"8"}"#.utf8)
        ) { bytes, continues in
            let reply = try? JSON(parsing: bytes)
            if let position = reply?["event"]?["position"]?.number { positions.append(position) }
            if reply?["caughtUp"] == .boolean(true) { marks.append(reply?["next"]?.number ?? -1) }
            wasLast = !continues
            return continues
        }
        #expect(positions == [5, 6, 7, 8] && marks == [9] && wasLast)
        let figures = try daemon.call("org.engaged.Operations.Metrics")["text"]?.text ?? ""
        #expect(figures.contains("\nengaged_subscribers 0\n"))
    }
}

@Suite("Lists longer than one answer", .serialized)
struct LongListTests {
    @Test("persons say that there are more, and how to come to them, whatever the format")
    func persons() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(7)
        for format in ["table", "json", "jsonl", "csv"] {
            let first = try Engagectl.run(daemon, ["person", "list", "--limit", "5", "-o", format])
            let told = format == "json" ? "" : "there are more; behind these: --after p-4\n"
            #expect(first.notes == told, "\(format): \(first.notes)")
            #expect(format != "json" || first.output.contains(#""next": "p-4""#), "\(first.output)")
            let rest = try Engagectl.run(
                daemon, ["person", "list", "--limit", "5", "--after", "p-4", "-o", format])
            #expect(rest.output.contains("p-5") && rest.output.contains("p-6") && !rest.output.contains("p-4"))
            #expect(rest.notes.isEmpty)
        }
    }

    @Test("exceptions go on behind the place that the list names")
    func exceptions() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let whole = try JSON(parsing: Array(try Engagectl.run(daemon, ["exceptions", "-o", "json"]).output.utf8))
        let all = whole["exceptions"]?.elements ?? []
        try #require(!all.isEmpty)
        #expect(whole["more"] == .boolean(false) && whole["next"] == nil)
        let place = "\(all[0]["position"]?.number ?? -1)/0"
        let rest = try JSON(parsing: Array(
            try Engagectl.run(daemon, ["exceptions", "--after", place, "-o", "json"]).output.utf8))
        #expect(rest["exceptions"]?.elements ?? [] == Array(all.dropFirst()))
    }
}
