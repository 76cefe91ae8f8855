import Glibc
import NIOPosix
import Varlink

// Serves org.varlink.certification at a path, until its standard input ends or SIGTERM comes.
// Usage: varlink-certification PATH [CONNECTIONS]

guard CommandLine.arguments.count >= 2 else {
    print("usage: varlink-certification PATH [CONNECTIONS]")
    exit(64)
}
var files = rlimit()
getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
files.rlim_cur = files.rlim_max
setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)

var limits = VarlinkLimits()
if CommandLine.arguments.count > 2, let connections = Int(CommandLine.arguments[2]) {
    limits.connectionsMax = connections
    limits.connectionsPerUserMax = connections
}
let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
let listener = VarlinkListener(CertificationService(), on: group, limits: limits)
do {
    try listener.start(on: [ListeningSocket(at: CommandLine.arguments[1])])
} catch {
    print("cannot listen: \(error)")
    exit(71)
}
print("listening")
fflush(nil)
var byte: UInt8 = 0
while read(0, &byte, 1) > 0 {}
await listener.shutdown(within: .seconds(1))
