import Lifecycle
import Schema

/// Whether the service runs: `io.systemd.service.Ping`.
struct PingQuery: Query {
    static let fields = Fields(Self.init)
    static let method = "Ping"
    static let isForNarrowed = true
    static let about = "Whether the service runs."
    static let roles = Role.allCases
    typealias Reply = Nothing

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Nothing { Nothing() }
}

/// Takes the configuration anew: `io.systemd.service.Reload`.
struct ReloadQuery: Query {
    static let fields = Fields(Self.init)
    static let method = "Reload"
    static let about = "Take roles and log level from the configuration anew, as SIGHUP does."
    static let roles: [Role] = [.operator]
    typealias Reply = Nothing

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Nothing {
        if let fault = library.operations.deeds.reload() { throw .unavailable("configuration not reloaded: \(fault)") }
        return Nothing()
    }
}

/// Changes how much the journal is told: `io.systemd.service.SetLogLevel`.
struct SetLogLevelQuery: Query {
    var level: Int64
    static let fields = Fields(
        Self.init, Field("level", \Self.level, "syslog priority: 3 error, 4 warning, 5 notice, 6 info, 7 debug"))
    static let method = "SetLogLevel"
    static let about = "Change the log level until the next reload or restart."
    static let roles: [Role] = [.operator]
    typealias Reply = Nothing

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Nothing {
        guard let level = Int32(exactly: level).flatMap(LogLevel.init(rawValue:)) else {
            throw .badInput(field: "level", message: "must be a number from 3 to 7")
        }
        library.operations.deeds.setLogLevel(level)
        return Nothing()
    }
}

/// An answer without values.
struct Nothing: Message {
    static let fields = Fields(Self.init)
}
