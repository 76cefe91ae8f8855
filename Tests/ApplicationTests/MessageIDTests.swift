@testable import Application
import Foundation
import Lifecycle
import Testing

@Suite("Message ids of the journal")
struct MessageIDTests {
    @Test("every event class and every message of the daemon has an id of its own, and it is a UUID")
    func unique() {
        let kinds = Set(EventCatalogues.all.map(\.kind))
        let ids = kinds.map(MessageID.event) + DaemonMessage.allCases.map(MessageID.daemon)
        #expect(kinds.count > 50)
        #expect(Set(ids).count == ids.count)
        for id in ids {
            #expect(id.wholeMatch(of: /[0-9a-f]{12}8[0-9a-f]{3}[89ab][0-9a-f]{15}/) != nil, "\(id)")
        }
    }

    private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every id that the code can send, by its class or message.
    private var sent: [String: String] {
        let events = Set(EventCatalogues.all.map(\.kind)).map { ("event/" + $0, MessageID.event($0)) }
        let daemon = DaemonMessage.allCases.map { ("daemon/" + $0.rawValue, MessageID.daemon($0)) }
        return Dictionary(events + daemon) { first, _ in first }
    }

    @Test("are for ever: each is the one under which it was released, and none is new or gone unnoticed")
    func pinned() throws {
        let golden = try String(contentsOf: root.appendingPathComponent("Tests/Golden/message-ids"), encoding: .utf8)
        let lines = sent.map { "\($0.value) \($0.key)" }.sorted { $0.dropFirst(33) < $1.dropFirst(33) }
        #expect(lines.joined(separator: "\n") + "\n" == golden, "a new class adds its line; no line ever changes")
    }

    @Test("that wake somebody have their text in the catalogue, and the catalogue has no other")
    func catalogued() throws {
        let file = try String(contentsOf: root.appendingPathComponent("Deploy/engaged.catalog"), encoding: .utf8)
        let entries = file.split(separator: "\n").filter { $0.hasPrefix("-- ") }.map { String($0.dropFirst(3)) }
        let waking = EventCatalogues.all.filter { $0.payload.attention == .warning }.map { MessageID.event($0.kind) }
            + DaemonMessage.allCases.filter { $0.advice != nil }.map(MessageID.daemon)
        #expect(entries.sorted() == waking.sorted(), "each of them once")
        let known = Set(sent.values)
        for entry in entries { #expect(known.contains(entry), "\(entry) is sent by nothing") }
    }

    @Test("come from nowhere but their one source")
    func source() throws {
        let folder = root.appendingPathComponent("Sources")
        let found = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let plain = try Regex("messageID: \"[^\"]|MESSAGE_ID=[0-9a-f]")
        for case let file as URL in found where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains(plain), "\(file.lastPathComponent) writes an id by hand")
        }
    }
}
