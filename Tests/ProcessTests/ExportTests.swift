import Foundation
import Glibc
import Histories
import Lifecycle
import Schema
import Testing
import Varlink

@Suite("Exports", .serialized)
struct ExportTests {
    static let views = ["record", "trail", "engagement", "obligation", "exception", "person", "provider", "credit",
                        "period"]

    private func running(persons: Int) throws -> DaemonProcess {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(persons)
        return daemon
    }

    private func export(_ daemon: DaemonProcess, _ words: [String]) throws -> Engagectl.Result {
        let result = try Engagectl.run(daemon, ["audit", "export"] + words)
        try #require(result.status == 0, "\(result.output)\(result.notes)")
        return result
    }

    @Test("JSON Lines have every record, and name source, parameters, position, rows and tree head")
    func jsonLines() throws {
        let daemon = try running(persons: 30)
        let (size, root) = try daemon.head
        let lines = try export(daemon, ["--format", "jsonl"]).output.split(separator: "\n")
            .map { try JSON(parsing: Array($0.utf8)) }
        #expect(Int64(lines.count) == size + 2)
        let head = try #require(lines.first), end = lines.last?["end"]
        #expect(head["position"]?.number == size - 1 && head["root"]?.text == root && head["view"]?.text == "record")
        #expect(end?["rows"]?.number == size && end?["root"]?.text == root)
        let records = try daemon.call("org.engaged.Ledger.Read", #"{"from":0}"#)["events"]?.elements ?? []
        #expect(Array(lines.dropFirst().dropLast()) == records)
    }

    @Test("a period and an earlier position leave out what lies outside")
    func period() throws {
        let daemon = try running(persons: 30)
        let some = try export(
            daemon, ["--format", "jsonl", "--since", "10", "--until", "20", "--as-of", "15"])
        let lines = try some.output.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
        #expect(lines.dropFirst().dropLast().compactMap { $0["position"]?.number } == Array(10...15))
        #expect(lines.first?["size"]?.number == 16)
        #expect(lines.first?["parameters"]?["until"]?.text == "20")
    }

    @Test("CloudEvents are read by the package cloudevents, and have all their attributes",
          .enabled(if: PythonClientTests.python != nil, PythonClientTests.isMissing))
    func cloudEvents() throws {
        let daemon = try running(persons: 20)
        let file = daemon.folder + "/events.jsonl"
        _ = try export(daemon, ["--format", "cloudevents", "--to", file])
        let program = """
            import json, sys
            from cloudevents.core.formats.json import JSONFormat
            from cloudevents.core.v1.event import CloudEvent
            events = [JSONFormat().read(CloudEvent, line) for line in open(sys.argv[1], encoding="utf-8")]
            inner = events[1:-1]
            assert events[0].get_type() == "org.engaged.export.begun"
            assert events[-1].get_type() == "org.engaged.export.ended"
            assert events[-1].get_data()["rows"] == len(inner)
            assert len({(e.get_source(), e.get_id()) for e in events}) == len(events)
            assert [e.get_extension("sequence") for e in inner] == sorted(e.get_extension("sequence") for e in inner)
            for event in inner:
                assert event.get_datacontenttype() == "application/json" and event.get_time().tzinfo
                assert event.get_subject() and isinstance(event.get_data(), dict)
            print(len(inner), inner[0].get_type(), inner[0].get_source()[:9])
            """
        let (status, output) = try Python.run(program, [file], python: #require(PythonClientTests.python))
        #expect(status == 0, "\(output)")
        #expect(output == "\(try daemon.head.size) org.engaged.ledger.created urn:uuid:\n")
    }

    @Test("a CSV of every view opens in Python's csv module, has the rows it says, and sums to what the view says")
    func csv() throws {
        let daemon = try lived(400).0
        for view in ExportTests.views {
            _ = try export(daemon, ["--format", "csv", "--view", view, "--to", daemon.folder + "/\(view).csv"])
        }
        let program = """
            import csv, json, sys
            folder = sys.argv[1]
            def rows(view):
                with open(f"{folder}/{view}.csv", newline="", encoding="utf-8") as file:
                    found = list(csv.DictReader(file, strict=True))
                about = json.load(open(f"{folder}/{view}.csv.json", encoding="utf-8"))
                assert about["rows"] == len(found), (view, about)
                assert about["view"] == view and len(about["root"]) == 64
                assert all(None not in row and None not in row.values() for row in found), view
                return found
            every = {view: rows(view) for view in sys.argv[2:]}
            assert all(json.loads(row["body"]) is not None for row in every["record"])
            assert b"\\r\\n" in open(f"{folder}/person.csv", "rb").read()
            for view, column in (("record", "position"), ("trail", "position"), ("engagement", "version"),
                                 ("obligation", "opened"), ("exception", "position")):
                print(view, len(every[view]), sum(int(row[column]) for row in every[view]))
            for view, column in (("person", "handle"), ("provider", "id")):
                print(view, len(every[view]), " ".join(sorted(row[column] for row in every[view])))
            """
        let (status, output) = try Python.run(program, [daemon.folder] + ExportTests.views)
        #expect(status == 0, "\(output)")
        let listed = try said(daemon)
        #expect(output == listed)
    }

    /// Counts and sums as the daemon's lists say them, a line each; none of the lists is empty.
    private func said(_ daemon: DaemonProcess) throws -> String {
        let size = try daemon.head.size, sum = size * (size - 1) / 2
        var lines = ["record \(size) \(sum)", "trail \(size) \(sum)"]
        for (view, method, key, column) in [
            ("engagement", "Engagements.List", "engagements", "version"),
            ("obligation", "Registers.Obligations", "obligations", "opened"),
            ("exception", "Registers.Exceptions", "exceptions", "position"),
        ] {
            let numbers = try listed(daemon, method, key).compactMap { $0[column]?.number }
            #expect(!numbers.isEmpty, "no \(view)")
            lines.append("\(view) \(numbers.count) \(numbers.reduce(0, +))")
        }
        for (view, method, key, column) in [
            ("person", "Registers.Persons", "persons", "handle"),
            ("provider", "Registers.Providers", "providers", "id"),
        ] {
            let names = try listed(daemon, method, key).compactMap { $0[column]?.text }.sorted()
            #expect(!names.isEmpty, "no \(view)")
            lines.append("\(view) \(names.count) \(names.joined(separator: " "))")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func listed(_ daemon: DaemonProcess, _ method: String, _ key: String) throws -> [JSON] {
        let reply = try daemon.call("org.engaged.\(method)", #"{"limit":1000}"#)
        #expect(reply["more"] == .boolean(false), "\(method) has more")
        return reply[key]?.elements ?? []
    }

    /// A daemon on a ledger with contracts, periods and credits, and what was lived in it.
    private func lived(_ steps: Int) throws -> (DaemonProcess, RandomLives) {
        let daemon = try DaemonProcess()
        try daemon.start()
        for handle in RandomLives.hands {
            _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"\#(handle)"}"#)
        }
        #expect(daemon.terminate() == 0)
        let lives = try write(steps, daemon)
        try daemon.start()
        return (daemon, lives)
    }

    /// The ledger is let go again before the daemon takes it.
    private func write(_ steps: Int, _ daemon: DaemonProcess) throws -> RandomLives {
        var ledger = try LivedLedger(daemon.ledger, seed: 20_261_122)
        try ledger.live(steps)
        return ledger.lives
    }

    /// Sums by currency and column, as lines; what is zero is left out.
    private struct Sums {
        private var sums: [String: Int64] = [:]

        mutating func add(_ column: String, _ money: JSON?) {
            guard let amount = money?["minorUnits"]?.number, let currency = money?["currency"]?.text else { return }
            sums["\(column) \(currency)", default: 0] += amount
        }

        var lines: String { sums.filter { $0.value != 0 }.map { "\($0.key) \($0.value)\n" }.sorted().joined() }
    }

    @Test("money sums in Python's csv module to what the service levels say, to the cent, and to what was lived")
    func money() throws {
        let (daemon, lives) = try lived(900)
        for view in ["credit", "period"] {
            _ = try export(daemon, ["--format", "csv", "--view", view, "--to", daemon.folder + "/\(view).csv"])
        }
        let program = """
            import collections, csv, sys
            sums = collections.Counter()
            for view in ("credit", "period"):
                with open(f"{sys.argv[1]}/{view}.csv", newline="", encoding="utf-8") as file:
                    for row in csv.DictReader(file, strict=True):
                        for column in ("due", "settled", "writtenOff", "credit"):
                            if row.get(f"{column}.minorUnits"):
                                sums[f"{column} {row[f'{column}.currency']}"] += int(row[f"{column}.minorUnits"])
            print("".join(sorted(f"{key} {value}\\n" for key, value in sums.items() if value)), end="")
            """
        let (status, output) = try Python.run(program, [daemon.folder])
        #expect(status == 0, "\(output)")
        var said = Sums()
        for id in RandomLives.ids {
            let board = try daemon.call("org.engaged.Engagements.Scoreboard", #"{"engagement":"\#(id)"}"#)
            for credit in board["credits"]?.elements ?? [] {
                for column in ["due", "settled", "writtenOff"] { said.add(column, credit[column]) }
            }
            for period in board["periods"]?.elements ?? [] { said.add("credit", period["credit"]) }
        }
        #expect(output == said.lines)
        let due = lives.credits.reduce(into: [String: Int64]()) { sums, credit in
            sums["\(credit.due.currency)", default: 0] += credit.due.minorUnits
        }
        for (currency, sum) in due where sum != 0 {
            #expect(output.contains("due \(currency) \(sum)\n"), "\(output)")
        }
        for word in ["due EUR", "due USD", "settled EUR", "writtenOff EUR", "credit EUR", "credit USD"] {
            #expect(output.contains(word), "nothing to add up: \(output)")
        }
    }

    static let interrupted = [
        ("record", "jsonl"), ("record", "cloudevents"), ("record", "csv"), ("trail", "csv"), ("trail", "jsonl"),
        ("person", "csv"), ("person", "jsonl"),
    ]

    @Test("an export cut off in the middle goes on, byte for byte as one that was not", arguments: interrupted)
    func middle(view: String, format: String) throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let load = Load(socket: daemon.socket)
        load.start(clients: 16)
        try daemon.wait(until: "there is more than a piece") { load.all.count > 1_500 }
        load.stop()
        let last = try daemon.head.size - 1
        let whole = daemon.folder + "/whole", file = daemon.folder + "/cut"
        let words = ["--format", format, "--view", view, "--as-of", "\(last)"]
        _ = try export(daemon, words + ["--to", whole])
        let piece = try firstPiece(daemon, view, last)
        try cut(whole, format, behind: piece.rows, after: piece.next, to: file)
        try daemon.addPersons(3)
        let resumed = try export(daemon, words + ["--to", file, "--resume"])
        let names = format == "csv" ? ["", ".json"] : [""]
        for name in names {
            let (one, other) = (FileManager.default.contents(atPath: file + name),
                                FileManager.default.contents(atPath: whole + name))
            #expect(one != nil && one == other, "\(view) \(format)\(name): \(resumed.output)")
        }
        for name in [".partial", ".resume"] { #expect(!FileManager.default.fileExists(atPath: file + name)) }
    }

    @Test("what lies unfinished and is of another log is not gone on with")
    func foreignRemainder() throws {
        let daemon = try running(persons: 5)
        let whole = daemon.folder + "/whole", file = daemon.folder + "/cut"
        _ = try export(daemon, ["--format", "jsonl", "--as-of", "6", "--to", whole])
        try cut(whole, "jsonl", behind: 3, after: "3", to: file)
        let cursor = try String(contentsOfFile: file + ".resume", encoding: .utf8)
        try cursor.replacing(/"root":"......../, with: "\"root\":\"00000000")
            .write(toFile: file + ".resume", atomically: false, encoding: .utf8)
        let refused = try Engagectl.run(
            daemon, ["audit", "export", "--format", "jsonl", "--as-of", "6", "--to", file, "--resume"])
        #expect(refused.status == 4 && refused.notes.contains("is another export, or of another log"), "\(refused)")
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    /// How many rows the daemon's first piece has, and from where to go on behind it.
    private func firstPiece(
        _ daemon: DaemonProcess, _ view: String, _ last: Int64
    ) throws -> (rows: Int, next: String) {
        let isLog = view == "record"
        let method = isLog ? "org.engaged.Ledger.Copy" : "org.engaged.Registers.Rows"
        let asked = isLog ? #"{"to":\#(last + 1),"chosenOnly":true}"# : #"{"view":"\#(view)","asOf":"\#(last)"}"#
        var found: (rows: Int, next: String)?
        try VarlinkClient(path: daemon.socket).stream(method, Array(asked.utf8)) { bytes, _ in
            let reply = try? JSON(parsing: bytes)
            let rows = reply?[isLog ? "events" : "rows"]?.elements.count ?? 0
            guard rows > 0 else { return true }
            let next = reply?["next"].flatMap { $0.text ?? $0.number.map { "\($0)" } }
            found = next.map { (rows, $0) }
            return false
        }
        let piece = try #require(found, "the first piece has everything")
        try #require(piece.rows > 500)
        return piece
    }

    /// Leaves an export as a kill in the middle would: some rows and half a line, and how far it had come.
    private func cut(_ whole: String, _ format: String, behind rows: Int, after: String, to file: String) throws {
        let text = try String(contentsOfFile: whole, encoding: .utf8)
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
        let kept = lines.prefix(rows + 1).joined(separator: "\n") + "\n"
        try #require(lines.count > rows + 2, "that is no middle")
        try (kept + lines[rows + 1].prefix(40)).write(toFile: file + ".partial", atomically: false, encoding: .utf8)
        let description: JSON
        if format == "csv" {
            let about = try JSON(parsing: Array(try String(contentsOfFile: whole + ".json", encoding: .utf8).utf8))
            description = .object(about.members.filter { $0.key != "rows" })
        } else {
            let first = try JSON(parsing: Array(lines[0].utf8))
            description = format == "cloudevents" ? try #require(first["data"]) : first
        }
        let cursor = JSON.object([
            .init("description", description), .init("bytes", .integer(Int64(kept.utf8.count))),
            .init("rows", .integer(Int64(rows))), .init("after", .string(after)),
        ])
        try cursor.encoded.write(toFile: file + ".resume", atomically: false, encoding: .utf8)
    }

    @Test("an export that was killed goes on, and is byte for byte what it would have been")
    func resumed() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let load = Load(socket: daemon.socket)
        load.start(clients: 16)
        try daemon.wait(until: "there are some thousand events") { load.all.count > 6_000 }
        load.stop()
        let words = ["audit", "export", "--format", "jsonl", "--as-of", "\(try daemon.head.size - 1)"]
        let file = daemon.folder + "/killed.jsonl", whole = daemon.folder + "/whole.jsonl"
        let cursor = try killed(daemon, words, file)
        let (rows, bytes) = (try #require(cursor["rows"]?.number), try #require(cursor["bytes"]?.number))
        let left = try #require(FileManager.default.contents(atPath: file + ".partial"))
        #expect(rows > 0 && bytes <= left.count)
        try daemon.addPersons(3)
        #expect(try Engagectl.run(daemon, words + ["--to", file, "--resume"]).status == 0)
        #expect(try Engagectl.run(daemon, words + ["--to", whole]).status == 0)
        let one = try #require(FileManager.default.contents(atPath: file))
        let other = try #require(FileManager.default.contents(atPath: whole))
        #expect(left.count < one.count, "nothing was left to do")
        // The first line says when the export began, so that of the file that was begun stays.
        let (head, rest) = (left.prefix { $0 != 0x0A }, other.drop { $0 != 0x0A })
        #expect(one == head + rest)
        for name in [".partial", ".resume"] { #expect(!FileManager.default.fileExists(atPath: file + name)) }
        let again = try Engagectl.run(daemon, words + ["--to", file, "--resume"])
        #expect(again.status == 0 && again.output.contains("finished already"))
        #expect(try Engagectl.run(daemon, words + ["--to", file]).status == 65)
    }

    /// Kills an export behind a piece in the middle: held up for a second, it notes then how far it has come.
    private func killed(_ daemon: DaemonProcess, _ words: [String], _ file: String) throws -> JSON {
        func cursor() -> JSON? {
            FileManager.default.contents(atPath: file + ".resume").flatMap { try? JSON(parsing: Array($0)) }
        }
        for _ in 0..<20 {
            for name in ["", ".partial", ".resume"] { unlink(file + name) }
            let process = try Engagectl.start(daemon, words + ["--to", file, "--resume"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            while process.isRunning, cursor() == nil { usleep(100) }
            kill(process.processIdentifier, SIGSTOP)
            usleep(1_100_000)
            kill(process.processIdentifier, SIGCONT)
            while process.isRunning, cursor()?["rows"]?.number == 0 { usleep(100) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let isLeft = FileManager.default.fileExists(atPath: file + ".partial")
            if isLeft, let found = cursor(), found["rows"]?.number != 0 {
                return found
            }
        }
        throw Unexpected("no export was killed in the middle")
    }

    @Test("what cannot be exported so is refused in words")
    func refused() throws {
        let daemon = try running(persons: 1)
        for words in [["--format", "xml"], ["--format", "cloudevents", "--view", "trail"],
                      ["--format", "csv", "--view", "obligations"], ["--format", "jsonl", "--resume"],
                      ["--format", "csv", "--view", "person", "--since", "3"], ["--format", "jsonl", "--since", "x"]] {
            let refused = try Engagectl.run(daemon, ["audit", "export"] + words)
            #expect(refused.status == 64, "\(words): \(refused.notes)")
            #expect(refused.notes.hasPrefix("engagectl: "))
        }
        let file = daemon.folder + "/none"
        for view in ["record", "trail"] {
            for asOf in ["-1", "99", "9223372036854775807"] {
                let words = ["audit", "export", "--format", "jsonl", "--view", view, "--as-of", asOf, "--to", file]
                let refused = try Engagectl.run(daemon, words)
                #expect(refused.status == 65 && refused.notes.contains("asOf: "), "\(words): \(refused)")
                #expect(!FileManager.default.fileExists(atPath: file + ".partial"), "\(words)")
            }
        }
    }
}
