import Testing
@testable import Varlink

@Suite("Admission")
struct AdmissionTests {
    @Test("a crowd of strangers of many users takes 64 places, 8 each, and none of anybody else's")
    func crowd() throws {
        let admission = Admission(VarlinkLimits())
        var passes: [Admission.Pass] = []
        for user in UInt32(1000)..<1100 {
            for _ in 0..<100 {
                if let pass = try? admission.enter(user, isStranger: true) { passes.append(pass) }
            }
            #expect(passes.count == min(64, Int(user - 999) * 8))
        }
        for _ in 0..<VarlinkLimits().connectionsPerUserMax {
            _ = try admission.enter(1000, isStranger: false)
        }
        #expect(admission.total == 64 + VarlinkLimits().connectionsPerUserMax)
        #expect(throws: Admission.NoRoom.self) { try admission.enter(1000, isStranger: false) }
        for pass in passes { admission.leave(pass) }
        _ = try admission.enter(2000, isStranger: true)
        #expect(admission.total == 1 + VarlinkLimits().connectionsPerUserMax)
    }
}
