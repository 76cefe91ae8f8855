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
var words: [[UInt8]] = []
for index in 1..<max(Int(CommandLine.argc), 1) {
    guard let word = CommandLine.unsafeArgv[index] else { break }
    words.append(Array(UnsafeRawBufferPointer(start: word, count: strlen(word))))
}
let code = EngageCommand.run(bytes: words, .ofProcess, .ofProcess(environment: environment))
exit(code.rawValue)
