public import Lifecycle

/// How the daemon runs: where things lie, who may what, and bounds. Checked by `engaged --check`.
public struct Configuration: Sendable {
    /// The ledger's folder: `ledger.db`, `texts.db`, the lock.
    public var stateDirectory = "/var/lib/engaged"
    /// The views' folder; all of it may be deleted.
    public var cacheDirectory = "/var/cache/engaged"
    /// Where the socket is made when systemd hands none over.
    public var socketPath = "/run/engaged-socket/varlink"
    /// Origin line of the ledger, fixed when it is created.
    public var origin = "engaged.local/ledger"
    /// How two-person rules are held in the first policy, adopted at installation.
    public var separation = SeparationMode.enforce
    /// How often checkpoints are made by themselves.
    var checkpoints = CheckpointPace()
    /// Who may what.
    public var roles = RoleMapping()
    /// Bytes of event bodies whose folded states the writer keeps.
    public var stateCacheBytes = 32 << 20
    /// What the setting below may be at most: what all callers hold together (`VarlinkLimits.heldBytesMax`) must have
    /// room for one such frame and its answer.
    static let frameBytesLimit = 32 << 20
    /// The largest frame taken from the socket, in bytes.
    public var frameBytesMax = 16 << 20
    /// Connections at a time.
    public var connectionsMax = 4096
    /// Connections at a time of one uid.
    public var connectionsPerUserMax = 2048
    /// Journal level.
    public var logLevel = LogLevel.info
    /// Where figures are written as OpenMetrics text; none for nowhere.
    public var metricsPath: String?
    /// How often, in seconds.
    public var metricsSeconds = 15

    /// The files that only root can read.
    private var hidden: [ConfigurationFault] = []

    /// The defaults.
    public init() {}

    /// Reads the files in order, later ones winning: vendor, run-time and administrator's, each with its drop-ins.
    ///
    /// - Parameter path: one file instead of the usual three.
    /// - Returns: what could be taken, and every fault with file and line.
    public static func read(path: String? = nil) -> (configuration: Configuration, faults: [ConfigurationFault]) {
        let usual = ["/usr/lib/engaged/engaged.conf", "/run/engaged/engaged.conf", "/etc/engaged/engaged.conf"]
        var configuration = Configuration()
        var faults: [ConfigurationFault] = []
        for name in path.map({ [$0] }) ?? usual {
            for file in ConfigurationFile.withDropIns(name, optional: path == nil) {
                faults += configuration.take(file)
                configuration.hidden += file.concerns.filter { !configuration.hidden.contains($0) }
            }
        }
        return (configuration, faults)
    }

    /// The same, for whoever cannot go on with a fault.
    ///
    /// - Throws: the first one.
    public init(path: String? = nil) throws(ConfigurationFault) {
        let (configuration, faults) = Configuration.read(path: path)
        if let first = faults.first { throw first }
        self = configuration
    }

    /// Takes what a file says; what is wrong in it comes back in the order of its lines.
    private mutating func take(_ file: ConfigurationFile) -> [ConfigurationFault] {
        var faults = file.faults
        for entry in file.entries {
            do throws(ConfigurationFault) { try set(entry) } catch { faults.append(error) }
        }
        return faults.sorted { $0.line < $1.line }
    }

    /// What is valid and yet hardly meant.
    public var warnings: [ConfigurationFault] { hidden + (roles.timersFault.map { [$0] } ?? []) }

    private mutating func set(_ entry: ConfigurationFile.Entry) throws(ConfigurationFault) {
        switch (entry.section, entry.key) {
        case ("paths", "state"): stateDirectory = try entry.absolutePath()
        case ("paths", "cache"): cacheDirectory = try entry.absolutePath()
        case ("paths", "socket"): socketPath = try entry.absolutePath()
        case ("metrics", "file"): metricsPath = entry.value.isEmpty ? nil : try entry.absolutePath()
        case ("metrics", "seconds"): metricsSeconds = try entry.number(1...3600)
        case ("ledger", "origin"): origin = try entry.origin()
        case ("ledger", "separation"): separation = try entry.choice(SeparationMode.self)
        case ("checkpoints", "seconds"): checkpoints.seconds = try entry.number(0...604_800)
        case ("checkpoints", "events"): checkpoints.events = try entry.number(0...100_000_000)
        case ("limits", "frame-bytes"): frameBytesMax = try entry.number(1024...Configuration.frameBytesLimit)
        case ("limits", "connections"): connectionsMax = try entry.number(1...100_000)
        case ("limits", "connections-per-user"): connectionsPerUserMax = try entry.number(1...100_000)
        case ("limits", "state-cache-bytes"): stateCacheBytes = try entry.number(65_536...(1 << 30))
        case ("log", "level"): logLevel = try entry.level()
        case ("roles", _): try roles.add(entry)
        default: throw entry.unknown()
        }
    }
}

extension Configuration {
    /// Every setting by its section; roles are `ROLE` or `ROLE@PREFIX`.
    static let known: [(section: String, keys: [String])] = [
        ("paths", ["state", "cache", "socket"]), ("metrics", ["file", "seconds"]),
        ("ledger", ["origin", "separation"]), ("checkpoints", ["seconds", "events"]),
        ("limits", ["frame-bytes", "connections", "connections-per-user", "state-cache-bytes"]), ("log", ["level"]),
        ("roles", Role.allCases.map(\.rawValue)),
    ]
}

extension ConfigurationFile.Entry {
    /// A setting that there is not, and those that there are.
    fileprivate func unknown() -> ConfigurationFault {
        guard let keys = Configuration.known.first(where: { $0.section == section })?.keys else {
            let sections = Configuration.known.map { "[\($0.section)]" }.joined(separator: ", ")
            return fault("unknown setting [\(section)] \(key); sections are \(sections)")
        }
        return fault("unknown setting [\(section)] \(key); [\(section)] has \(keys.joined(separator: ", "))")
    }

    fileprivate func absolutePath() throws(ConfigurationFault) -> String {
        guard value.hasPrefix("/"), !value.contains("\0") else { throw fault("\(key) must be an absolute path") }
        return value
    }

    fileprivate func origin() throws(ConfigurationFault) -> String {
        let isPlain = value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2B }
        guard !value.isEmpty, value.utf8.count <= 128, isPlain else {
            throw fault("origin must be 1 to 128 printable ASCII characters without blanks or +")
        }
        return value
    }

    fileprivate func number(_ range: ClosedRange<Int>) throws(ConfigurationFault) -> Int {
        guard let number = Int(value), range.contains(number) else {
            throw fault("\(key) must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    fileprivate func choice<Word: RawRepresentable & CaseIterable>(
        _ type: Word.Type
    ) throws(ConfigurationFault) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: value) else {
            throw fault("\(key) must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    fileprivate func level() throws(ConfigurationFault) -> LogLevel {
        guard let level = LogLevel(name: value) else {
            throw fault("level must be one of \(LogLevel.allCases.map(\.name).joined(separator: ", "))")
        }
        return level
    }
}
