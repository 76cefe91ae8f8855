import Lifecycle
import Schema

/// Who the daemon takes the caller for.
struct WhoAmIQuery: Query {
    static let fields = Fields(Self.init)
    static let method = "WhoAmI"
    static let isForNarrowed = true
    static let about = "Who the kernel says you are, the person you are bound to, and your roles."
    static let roles = Role.allCases

    struct Grant: Message {
        var role: Role
        var prefix: String?
        static let typeName = "RoleGrant"
        static let fields = Fields(
            Self.init,
            Field("role", \Self.role, "the role"),
            Field("prefix", \.prefix, "only for engagements whose id starts so"))
    }

    struct Reply: Message {
        var uid: Int64
        var person: PersonHandle?
        var roles: [Grant]
        var separation: SeparationMode
        static let fields = Fields(
            Self.init,
            Field("uid", \Self.uid, "Unix user, as the kernel says"),
            Field("person", \.person, "the person bound to it"),
            Field("roles", \.roles, "roles by the groups' mapping"),
            Field("separation", \.separation, "how two-person rules are held"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let grants = asker.caller.grants.map { Grant(role: $0.role, prefix: $0.prefix.isEmpty ? nil : $0.prefix) }
        return Reply(
            uid: Int64(asker.caller.uid), person: asker.person,
            roles: grants.sorted { ($0.role, $0.prefix ?? "") < ($1.role, $1.prefix ?? "") },
            separation: library.governance.policy.separation)
    }
}
