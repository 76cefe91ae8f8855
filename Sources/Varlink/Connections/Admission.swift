internal import Synchronization

/// Counts connections, in all and by user, from the accepting thread and the event loops.
///
/// Strangers have a pool of their own, so that no number of them keeps out whoever has business here.
final class Admission: Sendable {
    private struct Pool {
        var total = 0
        var byUser: [UInt32: Int] = [:]

        mutating func discount(_ user: UInt32) {
            total -= 1
            let left = byUser[user, default: 1] - 1
            byUser[user] = left > 0 ? left : nil
        }
    }

    private struct Pools {
        var guests = Pool()
        var strangers = Pool()
    }

    /// Who was let in, and where they are counted until they leave.
    struct Pass: Sendable {
        fileprivate let user: UInt32
        fileprivate let isStranger: Bool
    }

    private let pools = Mutex(Pools())
    private let limits: VarlinkLimits

    init(_ limits: VarlinkLimits) {
        self.limits = limits
    }

    var total: Int { pools.withLock { $0.guests.total + $0.strangers.total } }

    /// Counts one in.
    ///
    /// - Throws: what to tell the caller, if anything, when there is no room.
    func enter(_ user: UInt32, isStranger: Bool) throws(NoRoom) -> Pass {
        try pools.withLock { (pools) throws(NoRoom) in
            if isStranger {
                try count(
                    user, &pools.strangers, ("stranger_connections", limits.strangerConnectionsMax),
                    ("stranger_connections_per_user", limits.strangerConnectionsPerUserMax))
            } else {
                try count(
                    user, &pools.guests, ("connections", limits.connectionsMax),
                    ("connections_per_user", limits.connectionsPerUserMax))
            }
        }
        return Pass(user: user, isStranger: isStranger)
    }

    private func count(
        _ user: UInt32, _ pool: inout Pool, _ all: (StaticString, Int), _ each: (StaticString, Int)
    ) throws(NoRoom) {
        guard pool.total < all.1 else { throw NoRoom(failure: limits.failure(all.0, all.1)) }
        guard pool.byUser[user, default: 0] < each.1 else { throw NoRoom(failure: limits.failure(each.0, each.1)) }
        pool.total += 1
        pool.byUser[user, default: 0] += 1
    }

    /// Counts one out, where they were counted in.
    func leave(_ pass: Pass) {
        pools.withLock { pools in
            if pass.isStranger { pools.strangers.discount(pass.user) } else { pools.guests.discount(pass.user) }
        }
    }

    /// A limit on connections was reached.
    struct NoRoom: Error {
        var failure: VarlinkFailure?
    }
}
