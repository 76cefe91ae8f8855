public import Schema

/// What a Unix group lets its members do (domain.md section 8). One person may hold several.
public enum Role: String, Choice, Comparable {
    /// Records facts and requests decisions.
    case manager
    /// Decides gates, waivers, overrides and signatures.
    case approver
    /// Reads, verifies and exports; writes nothing.
    case auditor
    /// Records measurements and volumes, nothing else.
    case feed
    /// Runs the daemon: persons, backup, rebuild; no domain commands.
    case `operator`

    /// By name, the order in which the hashed record lists them.
    public static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}
