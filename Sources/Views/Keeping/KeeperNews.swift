import Ledger

/// What the keeper has told so far, and who waits for more. From any thread.
final class KeeperNews: @unchecked Sendable {
    private let lock = ThreadLock()
    private var told: KeeperStatus
    private var isScheduled = false
    private var waiting: [Int: (position: Int64, tell: @Sendable (Bool) -> Void)] = [:]
    private var lastTicket = 0
    private var hasEnded = false

    init(_ status: KeeperStatus) { told = status }

    var status: KeeperStatus { lock.held { told } }

    /// Whether a flush must be scheduled: none is waiting to begin.
    func schedule() -> Bool {
        lock.held {
            defer { isScheduled = true }
            return !isScheduled && !hasEnded
        }
    }

    /// A scheduled flush begins; what comes from now on needs another.
    func begin() { lock.held { isScheduled = false } }

    /// Tells how the views stand, and those who waited for it.
    func publish(_ status: KeeperStatus) {
        let reached = lock.held {
            told = status
            return take { $0 <= status.position }
        }
        reached.forEach { $0(true) }
    }

    /// Waits for a position; none where it is reached already.
    func wait(for position: Int64, _ tell: @escaping @Sendable (Bool) -> Void) -> Int? {
        lock.held {
            guard told.position < position else { return nil }
            lastTicket += 1
            waiting[lastTicket] = (position, tell)
            return lastTicket
        }
    }

    /// Waits no longer; whether it still did, and so was never told.
    func leave(_ ticket: Int) -> Bool { lock.held { waiting.removeValue(forKey: ticket) != nil } }

    /// Nothing more will be told.
    func end() {
        let all = lock.held {
            hasEnded = true
            return take { _ in true }
        }
        all.forEach { $0(false) }
    }

    private func take(_ isWanted: (Int64) -> Bool) -> [@Sendable (Bool) -> Void] {
        let wanted = waiting.filter { isWanted($0.value.position) }
        for ticket in wanted.keys { waiting[ticket] = nil }
        return wanted.values.map(\.tell)
    }
}
