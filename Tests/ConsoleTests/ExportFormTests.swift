@testable import Console
import Ledger
import Schema
import Testing
import Views

@Suite("Forms of exports")
struct ExportFormTests {
    private let description = ExportDescription(
        export: ExportDescription.word, ledger: "01936f0e-0000-7000-8000-0000000000ff", origin: "example.org/engaged",
        view: "record", format: "jsonl", parameters: .object([]), position: 2, size: 3,
        root: Digest("e175b45021128995bea705e1a1e47259081a191b393265772612f990b8d4ce64") ?? .example,
        made: Instant("2026-11-21T10:00:00.000000Z") ?? .min)

    private let event = CopiedEvent(
        position: 2, stream: "engagement/ENG-2026-0042", version: 1, type: "engagement.opened", schema: 1,
        recorded: Instant("2026-11-21T09:15:02.123456Z") ?? .min, effective: "2026-11-20",
        actor: "uid=1000 person=p-7f3a roles=approver,manager", command: "01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1",
        bodyDigest: Digest("738cb6b8a4faf8bbd194532df52841472da0e0b3060364970791f1e9916de6b2") ?? .example,
        body: VerbatimObject(validated: Array(#"{"title":"Collections, first line"}"#.utf8)))

    private func whole(_ form: any ExportForm) -> String {
        var bytes = form.head(description)
        form.add(event, description, to: &bytes)
        return String(decoding: bytes + form.tail(description, rows: 1), as: UTF8.self)
    }

    @Test("one event as JSON Lines, as CloudEvents, as CSV")
    func forms() {
        Golden.expect(whole(JSONLinesForm()), "export.jsonl")
        Golden.expect(whole(CloudEventsForm()), "export-cloudevents.jsonl")
        Golden.expect(whole(CSVForm(columns: CopiedEvent.shape.columns)), "export.csv")
    }

    @Test("the record in the line hashes to the leaf that the specification names")
    func leaf() throws {
        #expect(event.header.leaf.description == "b3dceebd61c7e37ee9e81f1287cda7d1bc6a7c9be7f79ce0c47aba8fad29f5e8")
        let read = try CopiedEvent.decode(JSONWriter.encode(event))
        #expect(read == event && read.stored?.body == event.body?.bytes)
    }

    @Test("nested values have columns of their own, lists one, and what is absent is empty")
    func columns() throws {
        let form = CSVForm(columns: ["id", "due.currency", "due.minorUnits", "tags", "none.at", "text"])
        var bytes: [UInt8] = []
        let row = #"{"id":7,"due":{"currency":"EUR","minorUnits":-250},"tags":["a","b,c"],"text":"say \"no\"\nnow"}"#
        try form.add(VerbatimObject(validated: Array(row.utf8)), to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self)
            == "7,EUR,-250,\"[\"\"a\"\",\"\"b,c\"\"]\",,\"say \"\"no\"\"\nnow\"\r\n")
    }

    @Test("a field is quoted by its bytes: CR LF, and separators under an accent, count")
    func quoting() {
        #expect(Listing.quoted("a\r\nb") == "\"a\r\nb\"")
        #expect(Array(Listing.quoted("a,\u{301}").utf8) == Array("\"a,\u{301}\"".utf8))
        #expect(Array(Listing.quoted("\"\u{301}").utf8) == Array("\"\"\"\u{301}\"".utf8))
        #expect(Listing.quoted("plain") == "plain")
    }

    @Test("a period's ends belong to it, by position and by time; a choice of streams counts, the whole ones always")
    func choice() throws {
        let request = CopyRequest(
            streams: ["engagement/E"], whole: ["governance"], since: LogBound("5"),
            until: LogBound("2026-11-21T09:15:02.123456Z"))
        let time = event.recorded.microseconds
        #expect(request.chooses("engagement/E", position: 5, recorded: time))
        #expect(!request.chooses("engagement/E", position: 4, recorded: time))
        #expect(!request.chooses("engagement/E", position: 5, recorded: time + 1))
        #expect(!request.chooses("engagement/F", position: 5, recorded: time))
        #expect(request.chooses("governance", position: 0, recorded: time + 9))
        #expect(LogBound("-1") == nil && LogBound("tomorrow") == nil)
    }

    @Test("what is missing on the command line is said before any daemon is asked")
    func usage() {
        for (words, code) in [
            ("backup", ExitCode.usage), ("restore", .usage), ("audit fetch", .usage), ("audit bundle", .usage),
            ("audit export", .usage), ("audit export --format csv --view nothing", .usage),
            ("audit bundle --engagement x y --to /nonexistent/x", .usage), ("provider diff PRV-A", .usage),
            ("audit bundle --engagement !! --to /nonexistent/x", .badInput), ("audit replay governance", .noDaemon),
        ] {
            #expect(Typed(words).code == code, "\(words): \(Typed(words).notes)")
        }
    }
}
