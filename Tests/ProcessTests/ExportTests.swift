import Foundation
import Glibc
import Schema
import Testing

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
        let daemon = try running(persons: 12)
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
            print(sum(int(row["position"]) for row in every["trail"]), len(every["person"]),
                  sum(len(json.loads(row["body"])) > 0 for row in every["record"]))
            assert b"\\r\\n" in open(f"{folder}/person.csv", "rb").read()
            """
        let (status, output) = try Python.run(program, [daemon.folder] + ExportTests.views)
        #expect(status == 0, "\(output)")
        let trail = try daemon.call("org.engaged.Registers.Trail")["events"]?.elements ?? []
        let sum = trail.compactMap { $0["position"]?.number }.reduce(0, +)
        let persons = try daemon.call("org.engaged.Registers.Persons")["persons"]?.elements.count ?? 0
        #expect(output == "\(sum) \(persons) \(trail.count)\n")
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
        for milliseconds in [30, 40, 50, 60] where !FileManager.default.fileExists(atPath: file) {
            let process = try Engagectl.start(daemon, words + ["--to", file, "--resume"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(useconds_t(milliseconds * 1000))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try daemon.addPersons(3)
        #expect(try Engagectl.run(daemon, words + ["--to", file, "--resume"]).status == 0)
        #expect(try Engagectl.run(daemon, words + ["--to", whole]).status == 0)
        let (one, other) = try (String(contentsOfFile: file, encoding: .utf8),
                                String(contentsOfFile: whole, encoding: .utf8))
        #expect(one.split(separator: "\n").dropFirst() == other.split(separator: "\n").dropFirst())
        #expect(!FileManager.default.fileExists(atPath: file + ".resume"))
        let again = try Engagectl.run(daemon, words + ["--to", file, "--resume"])
        #expect(again.status == 0 && again.output.contains("finished already"))
        #expect(try Engagectl.run(daemon, words + ["--to", file]).status == 65)
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
    }
}
