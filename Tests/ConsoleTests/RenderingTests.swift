@testable import Console
import Lifecycle
import Schema
import Testing

@Suite struct RenderingTests {
    private let reply = #"""
        {"position":41,"on":"2025-02-25","engagement":"ENG-2026-0001","version":30,"phase":"selection",
        "entries":[{"phase":"selection","number":1,"on":"2025-02-03","position":9}],
        "profile":{"title":"IT help desk, first level","function":"it_helpdesk","model":"bpo",
        "client":"Example Insurance Ltd","country":"DE","owner":"p-anna","deputy":"p-ben"},
        "next":{"gate":"to_contracting","criteria":[
        {"rule":"SEL-2","title":"the verdict is computed","status":"unmet","missing":"a verdict",
        "command":"selection decide ENG-2026-0001"},
        {"rule":"SEL-7","title":"owner and business case","status":"met","proof":33}]},
        "gates":{"requests":[{"gate":"to_contracting","version":29,"on":"2025-02-24","by":"p-anna"}]},
        "obligations":[{"id":"a","about":"assess criticality again","due":"2025-02-20","rule":"SEL-8"}],
        "last":[{"position":41,"effective":"2025-02-24","actor":"p-anna",
        "summary":"review requested at to-contracting"}]}
        """#

    private func card(_ terminal: Terminal) throws -> [String] {
        EngagementCard(reply: try JSON(parsing: Array(reply.utf8)), terminal: terminal).lines()
    }

    @Test("show names where it stands, what is missing and the command that supplies it")
    func show() throws {
        Golden.expect(try card(Terminal(width: 80, height: 24)).joined(separator: "\n") + "\n", "show.txt")
    }

    @Test("show fits a terminal of 80 by 24, however much is missing")
    func showFits() throws {
        let many = (0..<40).map { number in
            #"{"rule":"SEL-4","title":"document \#(number)","status":"unmet","missing":"it","#
                + #""command":"selection document E"}"#
        }.joined(separator: ",")
        let text = reply.replacing("\"criteria\":[", with: "\"criteria\":[\(many),")
        let lines = EngagementCard(
            reply: try JSON(parsing: Array(text.utf8)), terminal: Terminal(width: 80, height: 24)).lines()
        #expect(lines.count <= 23)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 80 })
        #expect(lines.contains { $0.contains("more: engagectl engagement readiness") })
    }

    @Test("without a terminal nothing is styled and nothing is cut")
    func plain() throws {
        #expect(try !card(Terminal()).joined().contains("\u{1B}"))
        #expect(try card(Terminal(width: 80, height: 24, isStyled: true)).joined().contains("\u{1B}["))
    }

    @Test("a table gives way in its last flexible column first")
    func table() {
        var table = Table(columns: [.init(title: "id"), .init(title: "n", isRight: true),
                                    .init(title: "about", widthMin: 8)])
        table.rows = [["ENG-1", "5", "a rather long description"], ["ENG-22", "12", "東京"]]
        Golden.expect(table.lines(Terminal(width: 28)).joined(separator: "\n") + "\n", "table.txt")
        Golden.expect(table.lines(Terminal()).joined(separator: "\n") + "\n", "table-wide.txt")
    }

    @Test("text from the log cannot move the cursor")
    func controlCharacters() {
        #expect(DisplayWidth.cut("a\u{1B}[2Jb\n", nil) == "a [2Jb ")
    }

    @Test("a patch shows what was and what became")
    func patch() throws {
        let entry = #"""
            {"event":{"position":5,"version":3,"type":"engagement.corrected","recorded":"2026-11-21T09:15:02.123456Z",
            "effective":"2026-11-20","actor":"p-anna","summary":"title corrected"},
            "texts":[{"digest":"x","text":"a typing error"}],
            "changes":[{"path":"profile.title","old":"Helpdesk","new":"Help desk"},{"path":"profile.seats","new":12}]}
            """#
        var terminal = Terminal()
        terminal.utc = true
        let text = HistoryText(entry: try JSON(parsing: Array(entry.utf8)), terminal: terminal, isPatch: true)
        Golden.expect(text.lines().joined(separator: "\n") + "\n", "history-patch.txt")
    }

    @Test("CSV quotes what must be quoted")
    func csv() {
        #expect(Listing.quoted("plain") == "plain")
        #expect(Listing.quoted("a,b \"c\"") == "\"a,b \"\"c\"\"\"")
    }

    @Test("exact results are shown with two places")
    func exact() {
        #expect(ExactText.shown("900/11") == "81.82")
        #expect(ExactText.shown("95") == "95")
    }
}
