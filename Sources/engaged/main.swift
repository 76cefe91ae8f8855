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
        let path = config
        do throws(ConfigurationFault) {
            let configuration = try Configuration(path: path)
            if check {
                for warning in configuration.warnings { print("warning: \(warning)") }
                return print("configuration is valid")
            }
            start(configuration, path)
        } catch {
            end(.configuration, "\(error)")
        }
    }

    private func start(_ configuration: Configuration, _ path: String?) {
        do throws(DaemonFault) {
            try Daemon(configuration).run { () throws(ConfigurationFault) in try Configuration(path: path) }
        } catch {
            Glibc.exit(error.status.rawValue)
        }
    }

    private func end(_ status: DaemonFault.Status, _ message: String) {
        Complaint.write(message)
        Glibc.exit(status.rawValue)
    }
}

EngagedCommand.main()
