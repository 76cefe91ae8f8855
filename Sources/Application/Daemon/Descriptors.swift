import Glibc

/// How many files and sockets the process may have open.
enum Descriptors {
    /// Takes what the system grants: the soft limit of 1,024 is for programs that still call `select(2)`.
    static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
