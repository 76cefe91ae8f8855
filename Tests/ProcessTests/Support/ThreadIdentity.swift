import Glibc

/// Lets one thread be another Unix user while it connects, where the tests run as root: the kernel keeps whoever
/// called `connect` as the peer. The C library's own calls would change every thread of the process.
struct ThreadIdentity {
    var uid: UInt32
    var groups: [UInt32]

    #if arch(x86_64)
        private static let (setgroups, setresuid, setresgid) = (116, 117, 119)
    #else
        private static let (setgroups, setresuid, setresgid) = (159, 147, 149)
    #endif
    private typealias Call = @convention(c) (Int, Int, Int, Int) -> Int

    /// Runs `body` as that user; as oneself where that is asked for.
    func run<Result>(_ body: () throws -> Result) throws -> Result {
        guard uid != getuid() else { return try body() }
        guard let symbol = dlsym(nil, "syscall") else { throw Unexpected("no syscall") }
        let call = unsafeBitCast(symbol, to: Call.self)
        func become(_ uid: Int, _ groups: [UInt32]) -> Bool {
            groups.withUnsafeBufferPointer {
                call(Self.setgroups, $0.count, Int(bitPattern: $0.baseAddress), 0) == 0
            } && call(Self.setresgid, -1, Int(groups.first ?? 0), -1) == 0 && call(Self.setresuid, -1, uid, -1) == 0
        }
        guard become(Int(uid), groups) else { throw Unexpected("cannot become uid \(uid): \(errno)") }
        defer {
            let isBack = call(Self.setresuid, -1, 0, -1) == 0 && become(0, [0])
            precondition(isBack, "a thread cannot become root again")
        }
        return try body()
    }
}
