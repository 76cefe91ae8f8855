import Foundation
import Testing
@testable import Application

@Suite("The manual page of the daemon")
struct ManualTests {
    @Test("it lists every exit status and no other: 0, 64 for usage, and what a fault ends with")
    func statuses() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let page = try String(contentsOfFile: root + "/Deploy/man/engaged.8", encoding: .utf8)
        let section = try #require(page.components(separatedBy: ".SH EXIT STATUS\n").last)
        let lines = section.split(separator: "\n").prefix { !$0.hasPrefix(".SH") }
        let listed = lines.filter { $0.hasPrefix(".B ") }.compactMap { Int32($0.dropFirst(3)) }
        #expect(listed == [0, 64] + DaemonFault.Status.allCases.map(\.rawValue))
    }
}
