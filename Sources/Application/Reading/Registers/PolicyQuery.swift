import Lifecycle
import Schema
import Views

/// The governance policy in force.
struct PolicyQuery: Query {
    var asOf: AsOf?
    static let fields = Fields(
        Self.init, Field("asOf", \Self.asOf, "an earlier position or time; now where absent"))
    static let method = "Policy"
    static let isForNarrowed = true
    static let about = "The policy in force, its version, and what is proposed."

    struct Reply: Message {
        var position: Int64
        var version: Int64
        var policy: Policy
        var proposals: [PolicyProposal]
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the position at which this holds"),
            Field("version", \.version, "number of the adoption in force, from 1"),
            Field("policy", \.policy, "the policy"),
            Field("proposals", \.proposals, "waiting for a second person"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let moment = try library.moment(asOf, nil)
        let states = try library.open().states
        let governance = try QueryFault.of { () throws(ViewError) in try states.governance(asOf: moment.asOf) }
        return Reply(
            position: moment.position, version: governance.policyVersion, policy: governance.policy,
            proposals: governance.proposals)
    }
}
