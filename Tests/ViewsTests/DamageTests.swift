import Glibc
import Ledger
@testable import Lifecycle
import Schema
import Synchronization
import Testing
@testable import Views

@Suite("Views that cannot be used are built anew; what cannot be folded stops one view")
struct DamageTests {
    /// What a keeper told.
    final class Told: Sendable {
        let incidents = Mutex<[ViewIncident]>([])
        var all: [ViewIncident] { incidents.withLock { $0 } }
        func hear(_ incident: ViewIncident) { incidents.withLock { $0.append(incident) } }
    }

    private func scene(_ steps: Int = 50) throws -> (ViewScene, [ViewName: String]) {
        let scene = try ViewScene(seed: 6)
        try scene.walk(steps)
        let keeper = try scene.keeper()
        try keeper.catchUp()
        keeper.stop()
        return (scene, try scene.digests())
    }

    /// Starts again and expects the same views, after something was said.
    private func recovers(_ scene: ViewScene, _ digests: [ViewName: String], _ told: Told) throws {
        let keeper = try scene.keeper { told.hear($0) }
        try keeper.catchUp()
        keeper.stop()
        #expect(try scene.digests() == digests)
    }

    @Test("deleted views come back the same")
    func deleted() throws {
        let (scene, digests) = try scene()
        unlink(scene.views)
        let told = Told()
        try recovers(scene, digests, told)
        #expect(told.all.isEmpty)
    }

    @Test("a file that is no database is replaced, and said so")
    func garbage() throws {
        let (scene, digests) = try scene()
        let path = try #require(ViewPlace(scene.views).current)
        let descriptor = open(path, O_WRONLY | O_TRUNC)
        _ = write(descriptor, "no database at all, but long enough", 35)
        close(descriptor)
        let told = Told()
        try recovers(scene, digests, told)
        #expect(told.all.count == 1)
    }

    @Test("views of another edition are replaced")
    func edition() throws {
        let (scene, digests) = try scene()
        try change(scene, "UPDATE meta SET value = 'older'")
        let told = Told()
        try recovers(scene, digests, told)
        #expect(told.all == [.discarded(reason: "it is of another edition")])
        #expect(told.all.map { "\($0)" } == [
            "the views are built anew from the ledger, because of those that were there: it is of another edition",
        ])
    }

    @Test("views ahead of the ledger, or of another ledger, are replaced")
    func ahead() throws {
        let changes = [
            "UPDATE anchor SET position = 100000", "UPDATE anchor SET leaf = zeroblob(32)", "DELETE FROM anchor",
        ]
        for sql in changes {
            let (scene, digests) = try scene()
            try change(scene, sql)
            let told = Told()
            try recovers(scene, digests, told)
            #expect(told.all.count == 1, "\(sql)")
        }
    }

    @Test("an event of unknown type stops the views that need it and no other")
    func unknown() throws {
        let (scene, _) = try scene()
        let stream = scene.someStream
        let at = try scene.last + 1
        let late = try #require(PersonHandle("p-late"))
        try scene.append(drafts: [EventDraft(
            stream: stream.name, type: "engagement.nonsense", schema: 1, effective: "2026-01-05",
            body: Array("{}".utf8))])
        try scene.append([(.governance, PersonAdded(handle: late, name: nil))])
        let told = Told()
        let keeper = try scene.keeper { told.hear($0) }
        try keeper.catchUp()
        let stopped = keeper.status.views.filter { $0.stoppedAt == at }.map(\.view)
        #expect(Set(stopped) == [.trail, .engagement, .obligation, .exception])
        #expect(told.all.count == 4)
        #expect(try keeper.position == scene.last)
        let persons = try ViewReader(path: scene.views).persons()
        #expect(persons.persons.contains { $0.handle == late })
        #expect(try ViewReader(path: scene.views).engagements().position == at - 1)
        keeper.stop()
    }

    @Test("an illegal event stops the registers, while the trail lists it")
    func illegal() throws {
        let (scene, _) = try scene()
        let body = JSONWriter.encode(EngagementOpened(profile: .example))
        try scene.append(drafts: [EventDraft(
            stream: scene.someStream.name, type: "engagement.opened", schema: 1, effective: "2026-01-05", body: body)])
        let keeper = try scene.keeper()
        try keeper.catchUp()
        let at = try scene.last
        let stopped = keeper.status.views.filter { $0.stoppedAt == at }.map(\.view)
        #expect(Set(stopped) == [.engagement, .obligation, .exception])
        #expect(try ViewReader(path: scene.views).trail().events.last?.position == scene.last)
        keeper.stop()
    }

    @Test("changing any column of any view changes its digest")
    func digests() throws {
        let (scene, _) = try scene()
        try fillObligations(scene)
        let file = try ViewFile(opening: try #require(ViewPlace(scene.views).current))
        for (view, sql) in changes {
            let before = try ViewDigest.of(view, file.connection)
            try file.connection.execute("BEGIN; \(sql)", "change a row")
            #expect(try ViewDigest.of(view, file.connection) != before, "\(sql)")
            try file.connection.execute("ROLLBACK", "take it back")
        }
    }

    private var changes: [(ViewName, String)] {
        let registers = ViewSchema.registers.flatMap { view in
            ["key = key || 'x'", "since = since + 1000000", "until = coalesce(until, 0) + 1",
             "engagement = engagement || 'x'", "mark = mark || 'x'", "rank = rank || 'x'", "row = row || ' '",
            ].map { set in
                let row = "(SELECT max(key) FROM \(view.rawValue))"
                return (view, "UPDATE \(view.rawValue) SET \(set) WHERE key = \(row)")
            }
        }
        let trail = ["position = 1000000", "stream = 1000000", "version = version + 1", "type = 'x'", "recorded = 0",
                     "effective = 'x'", "actor = 'x'", "summary = 'x'", "attention = 3", "exceptions = 'x'"]
        return registers + trail.map { (.trail, "UPDATE trail SET \($0) WHERE position = 5") }
    }

    /// The catalogue may have no event yet that leaves rows in every register.
    private func fillObligations(_ scene: ViewScene) throws {
        for view in ViewSchema.registers {
            try change(scene, "INSERT INTO \(view.rawValue) VALUES ('zz', 3, NULL, 'E', 'open', '2026-01-01', '{}')")
        }
    }

    private func change(_ scene: ViewScene, _ sql: String) throws {
        let file = try ViewFile(opening: try #require(ViewPlace(scene.views).current))
        try file.connection.execute(sql, "change the views")
    }
}
