@testable import Application
import Synchronization
import Testing

@Suite("How often the journal hears of a user's refusals")
struct RefusalPaceTests {
    private final class Clock: Sendable { let minute = Mutex<UInt64>(5) }

    @Test("so many a minute for each user; the others are counted, and told with the next")
    func paced() {
        let clock = Clock()
        let pace = RefusalPace(perMinute: 3) { clock.minute.withLock { $0 } * 60_000_000_000 }
        #expect((0..<5).map { _ in pace.admit(1000) } == [0, 0, 0, nil, nil])
        #expect(pace.admit(1001) == 0, "another user is not held back")
        clock.minute.withLock { $0 += 1 }
        #expect(pace.admit(1000) == 2)
        #expect(pace.admit(1000) == 0)
    }
}
