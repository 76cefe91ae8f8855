import Ledger
@testable import Lifecycle
import Schema
import Testing
@testable import Views

@Suite("Reads answer as of now and as of then")
struct ReadingTests {
    private func scene(_ seed: UInt64 = 7, _ steps: Int = 120) throws -> ViewScene {
        let scene = try ViewScene(seed: seed)
        try scene.walk(steps)
        let keeper = try scene.keeper()
        try keeper.catchUp()
        keeper.stop()
        return scene
    }

    @Test("the list shows what each engagement's own fold says")
    func engagements() throws {
        let scene = try scene()
        let page = try ViewReader(path: scene.views).engagements()
        #expect(try page.position == scene.last)
        #expect(!page.engagements.isEmpty)
        for row in page.engagements {
            let state = try #require(scene.engagement(.engagement(row.id)))
            #expect(row.phase == state.phase)
            #expect(row.version == state.version)
            #expect(row.reviews == state.gates.requests.map(\.gate))
        }
    }

    @Test("counts are those of the lists, and go on beyond the longest list")
    func counts() throws {
        let scene = try scene()
        let reader = try ViewReader(path: scene.views)
        let day = CivilDate("2026-06-01") ?? .min
        let engagements = try reader.engagements().engagements
        let before = try reader.counts(today: day)
        #expect(before.openEngagements == engagements.count { $0.phase != .closed && $0.phase != .abandoned })
        #expect(before.openEngagements > 0)
        // SQLITE_OPEN_READWRITE
        let connection = try Connection(path: scene.views, flags: 2)
        let tables = try RegisterTables(connection)
        try connection.execute("BEGIN", "begin")
        for number in 0..<30_000 {
            let due = number < 20_500 ? "2026-05-31" : "2026-06-01"
            let mark = number % 3 == 2 ? "fulfilled" : "open"
            try tables.put(
                .obligation, RegisterRow(key: "X \(number)", mark: mark, rank: due, row: Array("{}".utf8)), at: 5)
        }
        try connection.execute("COMMIT", "commit")
        let after = try reader.counts(today: day)
        #expect(after.openObligations - before.openObligations == 20_000)
        #expect(after.overdueObligations - before.overdueObligations == 13_667)
        #expect(after.openEngagements == before.openEngagements)
    }

    @Test("pages of registers join to the whole list, in its order, whoever may see how much of it")
    func registerPages() throws {
        let scene = try scene()
        // SQLITE_OPEN_READWRITE
        let connection = try Connection(path: scene.views, flags: 2)
        let tables = try RegisterTables(connection)
        try connection.execute("BEGIN", "begin")
        for number in 0..<2_500 {
            let row = ObligationRow(
                engagement: EngagementID("ENG-\(number % 3)") ?? .example, id: "o \(number)/x", about: "report",
                owner: nil, due: CivilDate("2026-05-0\(1 + number % 7)") ?? .min, rule: .kpi4, outcome: nil,
                opened: 5, closed: nil)
            try tables.put(.obligation, RegisterRow(
                key: "\(row.engagement.rawValue) \(row.id)", engagement: row.engagement.rawValue, mark: "open",
                rank: row.due.description, row: JSONWriter.encode(row)), at: 5)
        }
        try connection.execute("COMMIT", "commit")
        let reader = try ViewReader(path: scene.views)
        for asOf in [nil, try reader.position()] {
            let whole = try reader.obligations(asOf: asOf, limit: 100_000)
            #expect(whole.obligations.count >= 2_500 && !whole.more && whole.next == nil)
            for seen in [{ (_: ObligationRow) in true }, { $0.engagement.rawValue == "ENG-1" }] {
                for limit in [1, 7, 1_000] {
                    var joined: [ObligationRow] = [], place: String?
                    repeat {
                        let page = try reader.obligations(asOf: asOf, after: place, limit: limit, seen: seen)
                        #expect(page.obligations.count == limit || page.next == nil)
                        joined += page.obligations
                        place = page.next
                    } while place != nil && (limit > 1 || joined.count < 40)
                    let wanted = whole.obligations.filter(seen)
                    #expect(joined == (limit > 1 ? wanted : Array(wanted.prefix(joined.count))))
                }
            }
        }
        let due = try reader.obligations(after: "2026-05-03", limit: 1).obligations
        #expect(due.first?.due == CivilDate("2026-05-03"), "a day alone is a place: before all that is due on it")
        let handles = try reader.persons().persons.map(\.handle)
        #expect(try reader.persons(after: handles.first?.rawValue, limit: 1).persons.first?.handle
            == handles.dropFirst().first)
    }

    @Test("the last events of a range are those at its end")
    func lastEvents() throws {
        let scene = try scene()
        let reader = try ViewReader(path: scene.views)
        let all = try reader.trail(limit: 10_000).events
        let end = try #require(all.dropLast().last?.position)
        try #require(end > 20)
        let last = try reader.trail(from: 3, to: end, limit: 5, last: true)
        #expect(last.events == all.dropLast().suffix(5) && last.earlier == true && !last.more)
        #expect(try reader.trail(from: 3, to: 5, limit: 5, last: true).earlier == nil)
        let typed = try reader.trail(to: end, types: [all[9].type], limit: 2, last: true).events
        #expect(typed == all.dropLast().filter { $0.type == all[9].type }.suffix(2))
    }

    @Test("pages of one join to the whole list")
    func pages() throws {
        let scene = try scene()
        let reader = try ViewReader(path: scene.views)
        let whole = try reader.engagements().engagements
        var joined: [EngagementRow] = []
        var more = true
        while more {
            let page = try reader.engagements(after: joined.last?.id, limit: 1)
            joined += page.engagements
            more = page.more
        }
        #expect(joined == whole)
        #expect(!whole.isEmpty)
    }

    @Test("the trail lists every event, and of one stream its own")
    func trail() throws {
        let scene = try scene()
        let reader = try ViewReader(path: scene.views)
        let all = try reader.trail(limit: 10_000)
        #expect(try all.events.map(\.position) == Array(0...scene.last))
        let own = try reader.trail(stream: scene.someStream, limit: 10_000).events
        #expect(own == all.events.filter { $0.stream == scene.someStream.name })
        let persons = try reader.trail(types: ["person.added"]).events
        #expect(persons == all.events.filter { $0.type == "person.added" })
        #expect(try reader.trail(asOf: 9, limit: 4).more)
        #expect(try reader.exceptions().exceptions.first?.kind == .installation)
    }

    @Test("a time means the last event recorded by then")
    func time() throws {
        let scene = try scene()
        let reader = try ViewReader(path: scene.views)
        let events = try reader.trail(limit: 10_000).events
        for time in events.map(\.recorded) {
            let expected = events.last { $0.recorded <= time }?.position
            #expect(try reader.position(at: time) == expected)
        }
        #expect(try reader.position(at: .min) == -1)
    }

    @Test("a state at any position is the fold up to there, snapshots or not")
    func states() throws {
        let scene = try scene()
        let stream = scene.someStream
        let id = try #require(stream.engagement)
        let with = try StateReader(ledger: scene.ledgerPath, views: scene.views)
        let without = try StateReader(ledger: scene.ledgerPath, views: nil)
        #expect(try with.engagement(id) == scene.engagement(stream))
        for position in stride(from: try scene.last, through: 0, by: -5) {
            let one = try? with.engagement(id, asOf: position)
            let other = try? StateReader(ledger: scene.ledgerPath, views: nil).engagement(id, asOf: position)
            #expect(one == other)
        }
        #expect(throws: ViewError.notFound(stream: "engagement/ENG-NONE")) {
            _ = try without.engagement(EngagementID("ENG-NONE") ?? .example)
        }
    }

    @Test("changes of a history lead from state to state, and blame names the last of them")
    func history() throws {
        let scene = try scene()
        let stream = scene.someStream
        let reader = try StateReader(ledger: scene.ledgerPath, views: scene.views)
        let history = try reader.history(stream)
        #expect(Int64(history.count) == scene.engagement(stream)?.version)
        #expect(try reader.history(stream, from: 2).first == history.dropFirst().first)
        for row in try reader.blame(stream) {
            let setter = history.last { $0.changes.contains { $0.path == row.path } } ?? history.first
            #expect(setter?.event.position == row.position, "\(row.path)")
        }
        let first = try #require(history.first?.event.position)
        let diff = try reader.diff(stream, from: first - 1, to: first)
        #expect(diff == history.first?.changes)
        #expect(diff.contains { $0.path == "profile.title" })
    }

    @Test("an obligation is listed open until it is closed, and as of then still")
    func obligations() throws {
        let scene = try ViewScene(seed: 8)
        let file = try ViewFile(creating: ViewPlace(scene.views).fresh())
        try ViewPlace(scene.views).adopt(file.path)
        let registers = try RegisterTables(file.connection)
        let state = Engagement.initial(.engagement(.example))
        let obligation = Obligation(id: "o/1", about: "report", owner: nil, due: .example, rule: .kpi4)
        let postings: [(Int64, Posting)] = [
            (3, .obligationOpened(obligation)), (4, .obligationOpened(obligation)),
            (6, .obligationClosed(id: "o/1", .fulfilled)), (7, .obligationClosed(id: "o/9", .fulfilled)),
        ]
        for (position, posting) in postings {
            let fact = Fact(
                position: position, version: 1, recorded: .min, effective: .example, actor: .clock)
            try state.enter(RegisterEntry(fact: fact, stream: "s", postings: [posting]), into: registers)
        }
        try file.connection.execute("UPDATE progress SET position = 8", "move the views on")
        let reader = try ViewReader(path: scene.views)
        #expect(try reader.obligations(asOf: 2).obligations.isEmpty)
        #expect(try reader.obligations(asOf: 5, open: true).obligations.map(\.opened) == [3])
        #expect(try reader.obligations(open: true).obligations.isEmpty)
        #expect(try reader.obligations(engagement: .example, open: false).obligations.map(\.closed) == [6])
    }
}
