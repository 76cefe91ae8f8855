// Wiring only: what the command does stands in the library Console.
import Console
import Glibc

signal(SIGPIPE, SIG_IGN)
var environment: [String: String] = [:]
var entry = environ
while let pointer = entry.pointee {
    let parts = String(cString: pointer).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    environment[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    entry += 1
}
let code = EngageCommand.run(
    Array(CommandLine.arguments.dropFirst()), .ofProcess, .ofProcess(environment: environment))
exit(code.rawValue)
