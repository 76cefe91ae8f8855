@testable import Application
import Synchronization
import Testing

@Suite("The daemon's clock")
struct DaemonClockTests {
    private final class Hands: Sendable {
        let reading = Mutex(DaemonClock.Reading(wall: 1_000_000_000, boot: 500))
        func move(wall: Int64, boot: Int64) { reading.withLock { $0.wall += wall; $0.boot += boot } }
    }

    @Test("recorded time never goes back: if the wall clock does, it holds")
    func holds() {
        let hands = Hands()
        var clock = DaemonClock(after: 0) { hands.reading.withLock { $0 } }
        let first = clock.next()
        hands.move(wall: -5_000_000, boot: 1_000_000)
        #expect(clock.next() == first)
        hands.move(wall: 6_000_000, boot: 1_000_000)
        #expect(clock.next()?.microseconds == 1_001_000_000)
    }

    @Test("a log recorded later than now holds the clock at its last time")
    func continues() {
        var clock = DaemonClock(after: 2_000_000_000) { DaemonClock.Reading(wall: 1_000_000_000, boot: 0) }
        #expect(clock.next()?.microseconds == 2_000_000_000)
    }

    @Test("a leap of more than ten minutes against the boot clock stops writing until it is confirmed")
    func leaps() {
        let hands = Hands()
        var clock = DaemonClock(after: 0) { hands.reading.withLock { $0 } }
        hands.move(wall: 600_000_001 + 1_000, boot: 1_000)
        #expect(clock.next() == nil)
        clock.confirm()
        #expect(clock.next() != nil)
    }

    @Test("ten minutes exactly pass")
    func atTheEdge() {
        let hands = Hands()
        var clock = DaemonClock(after: 0) { hands.reading.withLock { $0 } }
        hands.move(wall: 600_000_000, boot: 0)
        #expect(clock.next() != nil)
    }
}
