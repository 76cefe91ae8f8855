@testable import Application
import Foundation
import Ledger
import Testing
@testable import Views

@Suite("What the daemon says of itself")
struct DaemonMessageTests {
    private let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/Application")

    private func texts(_ folders: [String]) throws -> [(name: String, text: String)] {
        try folders.flatMap { folder in
            let place = sources.deletingLastPathComponent().appendingPathComponent(folder)
            let found = try #require(FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil))
            let files = found.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            return try files.map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
        }
    }

    @Test("whatever is said as a warning or louder tells what to do")
    func advised() throws {
        let loud = /say\(\s*\.([A-Za-z]+),\s*\.(?:warning|error)/
        let matches = try texts(["Application"]).flatMap { $0.text.matches(of: loud) }
        let said = matches.map { String($0.output.1) }
        #expect(Set(said).count > 10, "\(said)")
        for name in Set(said) {
            let message = try #require(DaemonMessage.allCases.first { "\($0)" == name }, "\(name)")
            #expect(message.advice != nil, "\(name) wakes somebody and does not say what to do")
        }
    }

    @Test("whoever is told to stop the daemon is told to stop its socket, which would start it again")
    func stopped() {
        for message in DaemonMessage.allCases {
            for line in (message.advice?.text ?? "").split(separator: "\n") where line.contains("systemctl") {
                let told = line.firstMatch(of: /systemctl (?:stop|start|restart|reset-failed) (.*)/)
                guard let units = told?.output.1, !units.hasPrefix("engaged-") else { continue }
                #expect(units.hasPrefix("engaged.socket engaged"), "\(message): \(line)")
            }
        }
    }

    @Test("nothing but the journal speaks to standard error, so that every complaint has its id")
    func complaints() throws {
        let speaks = try Regex("standardError|fputs|perror|STDERR_FILENO|write\\(2,")
        let speaking = try texts(["Application", "engaged"]).filter { $0.text.contains(speaks) }.map(\.name).sorted()
        #expect(speaking == ["Complaint.swift", "Journal.swift"])
    }

    @Test("every field of the journal stands in OPERATIONS")
    func fields() throws {
        let root = sources.deletingLastPathComponent().deletingLastPathComponent()
        let operations = try String(contentsOf: root.appendingPathComponent("OPERATIONS.md"), encoding: .utf8)
        let found = try texts(["Application"]).flatMap { $0.text.matches(of: /"(ENGAGED_[A-Z_]+)",/) }
        let names = Set(found.map(\.output.1))
        #expect(names.count > 8, "\(names)")
        for name in names { #expect(operations.contains("`\(name)`"), "\(name)") }
    }

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
