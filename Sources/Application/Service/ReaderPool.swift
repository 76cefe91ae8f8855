import NIOPosix
import Synchronization

/// A few threads that answer questions, and a bounded queue before them: whoever asks too much is told so, and nobody's
/// questions can take the threads that stop the daemon, write, or keep the views.
final class ReaderPool: Sendable {
    /// Questions waiting or being answered, of all callers.
    static let questionsMax = 2048
    /// The same, of one uid.
    static let questionsPerUserMax = 512

    fileprivate struct Load {
        var total = 0
        var byUser: [UInt32: Int] = [:]
    }

    private let load = Mutex(Load())
    private let threads: NIOThreadPool

    /// A pool with its threads running.
    init(threads count: Int) {
        threads = NIOThreadPool(numberOfThreads: count)
        threads.start()
    }

    /// Takes a question if there is room.
    ///
    /// - Returns: whether it was taken; nothing runs otherwise.
    func take(_ uid: UInt32, _ answer: @escaping @Sendable () -> Void) -> Bool {
        guard load.withLock({ $0.enter(uid) }) else { return false }
        threads.submit { state in
            if case .active = state { answer() }
            self.load.withLock { $0.leave(uid) }
        }
        return true
    }

    /// Drops what waits and returns once nothing runs.
    func stop() { try? threads.syncShutdownGracefully() }
}

extension ReaderPool.Load {
    fileprivate mutating func enter(_ uid: UInt32) -> Bool {
        guard total < ReaderPool.questionsMax, byUser[uid] ?? 0 < ReaderPool.questionsPerUserMax else { return false }
        total += 1
        byUser[uid] = (byUser[uid] ?? 0) + 1
        return true
    }

    fileprivate mutating func leave(_ uid: UInt32) {
        total -= 1
        let rest = (byUser[uid] ?? 1) - 1
        byUser[uid] = rest > 0 ? rest : nil
    }
}
