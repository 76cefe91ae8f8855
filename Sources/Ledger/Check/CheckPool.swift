internal import Glibc

/// Threads that check chunks at low priority, and hand the results out in the chunks' order.
///
/// At most a few chunks run ahead of the one that is waited for, so memory does not grow with the ledger.
final class CheckPool: @unchecked Sendable {
    private let source: ReadingSource
    private let size: Int64
    private let heads: TreeHeads
    private let chunks: Int64
    private let ahead: Int64
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var threads: [pthread_t] = []
    private var nextToRun: Int64 = 0
    private var nextToTake: Int64 = 0
    private var isCancelled = false
    private var results: [Int64: ChunkResult] = [:]

    init(_ source: ReadingSource, size: Int64, heads: TreeHeads, workers: Int) {
        self.source = source
        self.size = size
        self.heads = heads
        chunks = (size + ChunkCheck.width - 1) / ChunkCheck.width
        ahead = Int64(workers) * 2
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
        for _ in 0..<workers { start() }
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(changed)
        mutex.deallocate()
        changed.deallocate()
    }

    private func start() {
        var thread = pthread_t()
        let pool = Unmanaged.passRetained(self)
        let code = pthread_create(&thread, nil, { context in
            guard let context else { return nil }
            Unmanaged<CheckPool>.fromOpaque(context).takeRetainedValue().work()
            return nil
        }, pool.toOpaque())
        if code == 0 { threads.append(thread) } else { pool.release() }
    }

    /// The next chunk's result; nil after the last one. Without threads the caller does the work.
    func take() -> ChunkResult? {
        guard nextToTake < chunks else { return nil }
        if threads.isEmpty { return runHere() }
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while results[nextToTake] == nil { pthread_cond_wait(changed, mutex) }
        let result = results.removeValue(forKey: nextToTake)
        nextToTake += 1
        pthread_cond_broadcast(changed)
        return result
    }

    /// Ends the threads and waits for them.
    func finish() {
        pthread_mutex_lock(mutex)
        isCancelled = true
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
        for thread in threads { pthread_join(thread, nil) }
        threads = []
    }

    private func runHere() -> ChunkResult {
        defer { nextToTake += 1 }
        return result(nextToTake, Result(catching: connect))
    }

    private func work() {
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        let queries = Result<LedgerQueries, LedgerError>(catching: connect)
        while let chunk = claim() {
            let result = result(chunk, queries)
            pthread_mutex_lock(mutex)
            results[chunk] = result
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(mutex)
        }
    }

    private func claim() -> Int64? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !isCancelled, nextToRun < chunks, nextToRun >= nextToTake + ahead { pthread_cond_wait(changed, mutex) }
        guard !isCancelled, nextToRun < chunks else { return nil }
        nextToRun += 1
        return nextToRun - 1
    }

    private func connect() throws(LedgerError) -> LedgerQueries {
        let connection = try source.connect()
        // Whoever reads everything once has no use for what was read before.
        try connection.execute("PRAGMA cache_size = -256", "size the cache")
        return try LedgerQueries(connection)
    }

    private func result(_ chunk: Int64, _ queries: Result<LedgerQueries, LedgerError>) -> ChunkResult {
        switch queries {
        case .success(let queries): return ChunkCheck.run(chunk, size: size, heads, queries)
        case .failure(let error):
            var result = ChunkResult()
            result.failure = error
            return result
        }
    }
}
