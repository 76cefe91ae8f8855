internal import Synchronization

/// Counts connections, in all and by user, from the accepting thread and the event loops.
final class Admission: Sendable {
    private struct Counts {
        var total = 0
        var byUser: [UInt32: Int] = [:]
    }

    private let counts = Mutex(Counts())
    private let limits: VarlinkLimits

    init(_ limits: VarlinkLimits) {
        self.limits = limits
    }

    var total: Int { counts.withLock(\.total) }

    /// Counts one in.
    ///
    /// - Throws: what to tell the caller, if anything, when there is no room.
    func enter(_ user: UInt32) throws(NoRoom) {
        try counts.withLock { (counts) throws(NoRoom) in
            guard counts.total < limits.connectionsMax else {
                throw NoRoom(failure: limits.failure("connections", limits.connectionsMax))
            }
            guard counts.byUser[user, default: 0] < limits.connectionsPerUserMax else {
                throw NoRoom(failure: limits.failure("connections_per_user", limits.connectionsPerUserMax))
            }
            counts.total += 1
            counts.byUser[user, default: 0] += 1
        }
    }

    /// Counts one out.
    func leave(_ user: UInt32) {
        counts.withLock { counts in
            counts.total -= 1
            let left = counts.byUser[user, default: 1] - 1
            counts.byUser[user] = left > 0 ? left : nil
        }
    }

    /// A limit on connections was reached.
    struct NoRoom: Error {
        var failure: VarlinkFailure?
    }
}
