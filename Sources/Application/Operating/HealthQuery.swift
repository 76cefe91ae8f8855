import Lifecycle
import Schema

/// What an operator looks at first.
struct HealthQuery: Query {
    static let fields = Fields(Self.init)
    static let method = "Health"
    static let about = "Configuration, files, space, clock, views, checks and backups: how each stands, and what to do."
    static let roles: [Role] = [.operator, .auditor]

    struct Reply: Message {
        var checks: [HealthCheck]
        static let typeName = "HealthReply"
        static let fields = Fields(Self.init, Field("checks", \Self.checks, "in the order of looking"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        Reply(checks: library.operations.deeds.health())
    }
}
