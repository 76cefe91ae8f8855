import Lifecycle
import Schema
import Views

/// One engagement on one page.
struct EngagementShowQuery: Query {
    var engagement: EngagementID
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "which engagement"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Show"
    static let about = "One engagement: where it stands, what is next, what is missing, what waits, what happened last."
    var subject: StreamID? { .engagement(engagement) }

    struct Reply: Message {
        var position: Int64
        var on: CivilDate
        var engagement: EngagementID
        var version: Int64
        var phase: Phase
        var entries: [PhaseEntry]
        var profile: Profile?
        var next: Readiness?
        var gates: GateState
        var obligations: [Obligation]
        var provider: ProviderID?
        var contracts: [ContractSummary]
        var last: [TrailRow]
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the position at which this holds"),
            Field("on", \.on, "the day for which it holds, in the engagement's zone"),
            Field("engagement", \.engagement, "its id"),
            Field("version", \.version, "version of its stream"),
            Field("phase", \.phase, "where in its life it stands"),
            Field("entries", \.entries, "every entry into a phase"),
            Field("profile", \.profile, "what it was opened with, as corrected since"),
            Field("next", \.next, "the next gate and how every criterion stands"),
            Field("gates", \.gates, "reviews that wait, waivers"),
            Field("obligations", \.obligations, "open ones, oldest first"),
            Field("provider", \.provider, "the provider chosen last"),
            Field("contracts", \.contracts, "each contract, drafts included"),
            Field("last", \.last, "the last events, oldest first"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let moment = try library.moment(asOf, atLeast)
        let state = try library.engagement(engagement, moment)
        let day = try library.day(state, moment)
        let around = try library.surroundings(day, moment)
        return Reply(
            position: moment.position, on: day, engagement: engagement, version: state.version, phase: state.phase,
            entries: state.entries, profile: state.profile,
            next: Gate.forward(from: state.phase).map { state.readiness($0, around) }, gates: state.gates,
            obligations: state.obligations.open, provider: state.contracting.choice?.provider,
            contracts: state.contracting.contracts.map { ContractSummary($0) },
            last: try lastEvents(state, library, moment))
    }

    /// The last few, found by their versions so that a long stream is not read from its beginning.
    private func lastEvents(
        _ state: Engagement, _ library: Library, _ moment: Moment
    ) throws(QueryFault) -> [TrailRow] {
        try library.lines(.engagement(engagement), from: max(state.version - 4, 1), to: state.version)
    }
}
