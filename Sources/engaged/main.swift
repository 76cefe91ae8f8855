import Application
import ArgumentParser
import Glibc

/// Options and wiring only; everything else is in `Application`.
struct EngagedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engaged",
        abstract: "The daemon that keeps the life of outsourcing engagements as events nobody can quietly change.",
        version: Release.version)

    @Option(name: .long, help: "One configuration file instead of the three usual ones.")
    var config: String?

    @Flag(name: .long, help: "Check the configuration, say what is wrong, and end.")
    var check = false

    func run() throws {
        let (configuration, faults) = Configuration.read(path: config)
        guard faults.isEmpty else { return end(faults.allSatisfy(\.mayPass) ? .unavailable : .configuration, faults) }
        guard check else { return start(configuration, config) }
        for warning in configuration.warnings { print("warning: \(warning)") }
        print("configuration is valid")
    }

    private func start(_ configuration: Configuration, _ path: String?) {
        do throws(DaemonFault) {
            try Daemon(configuration).run { () throws(ConfigurationFault) in try Configuration(path: path) }
        } catch {
            Glibc.exit(error.status.rawValue)
        }
    }

    /// Every fault, so that nobody mends one only to meet the next.
    private func end(_ status: DaemonFault.Status, _ faults: [ConfigurationFault]) {
        for fault in faults { Complaint.write("\(fault)") }
        Glibc.exit(status.rawValue)
    }
}

EngagedCommand.main()
