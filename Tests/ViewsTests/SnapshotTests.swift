import Ledger
@testable import Lifecycle
import Schema
import Testing
@testable import Views

@Suite("Snapshots, also of events that need no state, are what the fold gives")
struct SnapshotTests {
    private static let stream = StreamID.engagement(.example)

    /// One engagement in contracting with figures of two KPIs, and a correction after every twentieth.
    private func scene(_ figures: Int, correcting: Bool = true) throws -> ViewScene {
        let scene = try ViewScene(seed: 12)
        let ready = Readiness(gate: .toContracting, criteria: [])
        try scene.append([
            (Self.stream, EngagementOpened(profile: .example)),
            (Self.stream, GateRequested(gate: .toContracting, readiness: ready, reason: nil)),
            (Self.stream, GateApproved(gate: .toContracting, request: 2, readiness: ready)),
        ])
        for number in 0..<figures {
            try scene.append([(Self.stream, try figure(number))])
            if correcting, number % 20 == 19 { try scene.append([(Self.stream, try correction(number - 7, scene))]) }
        }
        return scene
    }

    private func place(_ number: Int) throws -> MeasurementPlace {
        let day = try CivilDate(dayNumber: 20_000 + number / 2)
        let metric = try #require(Code(number % 2 == 0 ? "csat" : "fcr"))
        return MeasurementPlace(metric: metric, segment: nil, source: Code(validated: "crm"), from: day, to: day)
    }

    private func figure(_ number: Int) throws -> KPIMeasured {
        let value = try #require(Decimal(units: Int64(number % 100)))
        return KPIMeasured(Figure(value), .percent, at: try place(number))
    }

    private func correction(_ number: Int, _ scene: ViewScene) throws -> KPICorrected {
        let place = try place(number)
        let counted = try #require(scene.engagement(Self.stream)?.delivery.observation(at: place))
        return KPICorrected(
            metric: place.metric, segment: nil, source: place.source, from: place.from, to: place.to,
            value: Decimal(units: 100) ?? .zero, numerator: nil, denominator: nil, sample: nil,
            supersedes: counted.position, reason: .example)
    }

    /// Versions of the stream's snapshots.
    private func versions(_ scene: ViewScene) throws -> [Int64] {
        let file = try ViewFile(opening: try #require(ViewPlace(scene.views).current))
        let found = try file.connection.prepare("SELECT version FROM snapshot WHERE stream = ?1 ORDER BY version")
        found.bind(1, Self.stream.name)
        var versions: [Int64] = []
        while try found.step("read versions") { versions.append(found.integer(0)) }
        return versions
    }

    private func keep(_ scene: ViewScene) throws {
        let keeper = try scene.keeper()
        try keeper.catchUp()
        keeper.stop()
    }

    @Test("figures alone leave a snapshot at every version at which one is due, whatever the batches")
    func due() throws {
        let scene = try scene(60, correcting: false)
        try keep(scene)
        #expect(try versions(scene) == Array(stride(from: 5, through: 63, by: 5)))
    }

    @Test("snapshots of a long stream lie a sixteenth of it apart")
    func pace() {
        let pace = SnapshotPace(eventsMin: 250)
        #expect(pace.next(after: 0) == 250)
        #expect(pace.next(after: 4_000) == 4_250)
        #expect(pace.next(after: 16_000) == 17_000)
    }

    @Test("as of any position, around snapshots as elsewhere, the state is the fold up to there")
    func asOf() throws {
        let scene = try scene(60)
        try keep(scene)
        let with = try StateReader(ledger: scene.ledgerPath, views: scene.views)
        for position in stride(from: try scene.last, through: 4, by: -1) {
            let without = try StateReader(ledger: scene.ledgerPath, views: nil)
            #expect(try with.engagement(.example, asOf: position) == without.engagement(.example, asOf: position))
        }
        #expect(try with.engagement(.example) == scene.engagement(Self.stream))
    }

    @Test("every snapshot holds the state of its version")
    func snapshots() throws {
        let scene = try scene(40)
        try keep(scene)
        let file = try ViewFile(opening: try #require(ViewPlace(scene.views).current))
        let snapshots = try Snapshots(file.connection)
        let source = StateSource(try LedgerReader(path: scene.ledgerPath), nil, bytesMax: 1 << 20)
        for version in try versions(scene) {
            let limit = StateLimit(version: version)
            let format = source.format(Engagement.self)
            let found: (state: Engagement, bytes: Int)? = try snapshots.latest(Self.stream.name, limit, format)
            let folded: KeptState<Engagement> = try source.load(Self.stream, limit)
            #expect(found?.state == folded.state)
            #expect(found?.state.version == version)
        }
    }

    @Test("states that had to leave memory come back the same")
    func eviction() throws {
        let scene = try scene(40)
        try scene.walk(80)
        try keep(scene)
        let file = try ViewFile(opening: try #require(ViewPlace(scene.views).current))
        let ledger = try LedgerReader(path: scene.ledgerPath)
        let source = StateSource(ledger, try Snapshots(file.connection), bytesMax: 1)
        for _ in 0..<3 {
            let state: KeptState<Engagement> = try source.state(Self.stream, StateLimit())
            #expect(state.state == scene.engagement(Self.stream))
            let governance: KeptState<Governance> = try source.state(.governance, StateLimit())
            #expect(governance.state.version > 0)
            #expect(source.count == 1)
        }
    }

    @Test("history tells each figure and each correction by its days, and blame who touched a series last")
    func figures() throws {
        let scene = try scene(40)
        try keep(scene)
        let reader = try StateReader(ledger: scene.ledgerPath, views: scene.views)
        let history = try reader.history(Self.stream)
        let first = try place(0).from, corrected = try place(12).from
        #expect(history[3].changes.contains {
            $0.path == "delivery.series[0].observations[\(first)]" && $0.old == nil && $0.new == .string("0")
        })
        #expect(history[5].changes.map(\.new) == [.string("2")])
        let correction = try #require(history.first { $0.event.type == "kpi.corrected" })
        #expect(correction.changes == [Change(
            path: "delivery.series[0].observations[\(corrected)]", old: .string("12"), new: .string("100"))])
        #expect(try reader.history(Self.stream, from: 30) == Array(history[29...]))
        let series = try reader.blame(Self.stream).filter { $0.path.hasSuffix(".observations") }
        #expect(series.count == 2)
        #expect(series.map(\.position).max() == history.last?.event.position)
    }

    @Test("blame that goes on from before is what blame at once gives, and as of then still")
    func blame() throws {
        let scene = try scene(20)
        let following = try StateReader(ledger: scene.ledgerPath, views: nil)
        let before = try following.blame(Self.stream)
        let then = try scene.last
        for number in 20..<30 { try scene.append([(Self.stream, try figure(number))]) }
        let late = try following.blame(Self.stream)
        #expect(late != before)
        #expect(try late == StateReader(ledger: scene.ledgerPath, views: nil).blame(Self.stream))
        #expect(try following.blame(Self.stream, asOf: then) == before)
        #expect(try following.blame(Self.stream) == late)
        #expect(throws: ViewError.notFound(stream: Self.stream.name)) {
            _ = try following.blame(Self.stream, asOf: 1)
        }
    }

    @Test("what differs between two positions is what the history between them tells")
    func diff() throws {
        let scene = try scene(40)
        let reader = try StateReader(ledger: scene.ledgerPath, views: nil)
        let history = try reader.history(Self.stream)
        for (before, entry) in zip(history, history.dropFirst()) {
            let diff = try reader.diff(Self.stream, from: before.event.position, to: entry.event.position)
            #expect(diff == entry.changes)
        }
    }
}
