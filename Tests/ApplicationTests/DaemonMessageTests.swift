@testable import Application
import Foundation
import Ledger
import Testing
@testable import Views

@Suite("What the daemon says of itself")
struct DaemonMessageTests {
    private let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/Application")

    /// Every place that says something writes `say(.message` or `daemon(.message`, or names it `DaemonMessage.message`.
    @Test("every message is really said somewhere", arguments: DaemonMessage.allCases)
    func said(message: DaemonMessage) throws {
        let said = try Regex("(say|daemon)\\(\\s*\\.\(message)\\b|DaemonMessage\\.\(message)\\b")
        let found = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        let files = try #require(found).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
        let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
        #expect(texts.count > 20)
        #expect(texts.contains { $0.contains(said) }, "\(message) is never said")
    }

    @Test("a daemon that cannot listen, has no folder, no disk or a damaged ledger says which")
    func faults() {
        #expect(DaemonFault(.unavailable, "cannot listen").message == .socket)
        #expect(DaemonFault(.configuration, "cannot make /nowhere").message == .configuration)
        #expect(DaemonFault(.io, "a disk failed").message == .storageStopped)
        let damage = LedgerFault(.text, "x", expected: "a", found: "b")
        #expect(DaemonFault(LedgerError.fault(damage)).message == .ledgerFault)
    }
}
