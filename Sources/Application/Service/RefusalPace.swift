import Dispatch
import Synchronization

/// How often the journal hears of one user's denials and refusals: a stranger in a loop must not push all else out
/// of it. What is not said is counted, and said with the next that is.
final class RefusalPace: Sendable {
    private struct Minute {
        var number: UInt64
        var said = 0
        var unsaid = 0
    }

    private let minutes = Mutex<[UInt32: Minute]>([:])
    private let perMinute: Int
    private let now: @Sendable () -> UInt64
    private static let usersMax = 4096

    init(perMinute: Int = 20, now: @escaping @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds }) {
        self.perMinute = perMinute
        self.now = now
    }

    /// Whether to speak of another one of this user's; if so, how many went unsaid before it.
    func admit(_ uid: UInt32) -> Int? {
        let number = now() / 60_000_000_000
        return minutes.withLock { minutes in
            if minutes.count >= RefusalPace.usersMax, minutes[uid] == nil { minutes.removeAll(keepingCapacity: true) }
            var minute = minutes[uid] ?? Minute(number: number)
            defer { minutes[uid] = minute }
            if minute.number != number { minute = Minute(number: number, unsaid: minute.unsaid) }
            guard minute.said < perMinute else {
                minute.unsaid += 1
                return nil
            }
            minute.said += 1
            defer { minute.unsaid = 0 }
            return minute.unsaid
        }
    }
}
