@testable import Application
import Testing

@Suite("What doctor says")
struct HealthTests {
    @Test("a wall clock behind the log is a warning, one that leapt ahead is bad, and a second is neither")
    func clock() {
        #expect(Running.clock(isDistrusted: false, behind: -5_000_000).verdict == .good)
        #expect(Running.clock(isDistrusted: false, behind: 1_000_000).verdict == .good)
        let behind = Running.clock(isDistrusted: false, behind: 3_600_000_000)
        #expect(behind.verdict == .warning)
        #expect(behind.detail.contains("3600 s behind the last event"))
        #expect(behind.hint?.contains("timedatectl") == true)
        let ahead = Running.clock(isDistrusted: true, behind: 3_600_000_000)
        #expect(ahead.verdict == .bad)
        #expect(ahead.hint?.contains("engagectl time confirm") == true)
    }
}
