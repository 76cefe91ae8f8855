import Foundation
import Glibc
import Schema
import Testing

@Suite("Progress of long work", .serialized)
struct ProgressTests {
    private let daemon: DaemonProcess

    init() throws {
        daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(20)
    }

    /// On a terminal the work's word is seen, and gone when the result stands there; in a pipe nothing is.
    ///
    /// - Parameter words: made for each of the two, for most of these commands overwrite nothing.
    private func expect(_ word: String, status: Int32 = 0, _ words: (String) -> [String]) throws {
        let shown = try Pseudoterminal(try Engagectl.start(daemon, words("shown")))
        #expect(shown.status == status, "\(shown.text)")
        #expect(shown.text.contains("\r\u{1B}[K\(word)"), "\(word) is not shown: \(shown.text.debugDescription)")
        #expect(!shown.lines.contains { $0.contains(word) }, "\(shown.lines)")
        let piped = try Engagectl.run(daemon, words("piped"))
        #expect(piped.status == status, "\(piped)")
        let text = piped.output + piped.notes
        #expect(!text.contains("\u{1B}") && !text.contains("\r") && !text.contains(word), "\(text.debugDescription)")
        let expected = text.replacing("piped", with: "shown").split(separator: "\n").map(String.init).sorted()
        #expect(shown.lines.filter { !$0.isEmpty }.sorted() == expected)
    }

    @Test("a fetch, an export, a bundle, a backup and a restoration")
    func copies() throws {
        let folder = daemon.folder
        try expect("copying events: ") { ["audit", "fetch", "--to", "\(folder)/copy-\($0)"] }
        try expect("exporting: ") { ["audit", "export", "--format", "jsonl", "--to", "\(folder)/log-\($0)"] }
        try expect("bundling events: ") { ["audit", "bundle", "--to", "\(folder)/bundle-\($0)"] }
        try expect("copying events: ") { ["backup", "--to", "\(folder)/backup-\($0)"] }
        try expect("copying ledger.db, bytes: ") {
            ["restore", "\(folder)/backup-shown", "--to", "\(folder)/restored-\($0)"]
        }
    }

    @Test("a verification, of the daemon's ledger, of a file, and of one that is not sound")
    func verifications() throws {
        try expect("verifying ") { _ in ["audit", "verify", "--quick"] }
        let copy = daemon.folder + "/copy"
        #expect(try Engagectl.run(daemon, ["audit", "fetch", "--to", copy]).status == 0)
        try expect("verifying ") { _ in ["audit", "verify", "--ledger", copy + "/ledger.db"] }
        try ForgedFile.change(copy + "/ledger.db", "DROP TRIGGER event_unchanging; UPDATE event SET body = '{}'")
        try expect("verifying ", status: 4) { _ in ["audit", "verify", "--ledger", copy + "/ledger.db"] }
    }

    @Test("a backup that is not sound is refused in lines of their own")
    func refused() throws {
        let backup = daemon.folder + "/backup"
        #expect(try Engagectl.run(daemon, ["backup", "--to", backup]).status == 0)
        // In the bytes: a ledger without its triggers would not be opened at all.
        var bytes = try #require(FileManager.default.contents(atPath: backup + "/ledger.db"))
        let body = try #require(bytes.range(of: Data(#""handle":"p-3""#.utf8)))
        bytes.replaceSubrange(body, with: Data(#""handle":"p-x""#.utf8))
        try bytes.write(to: URL(fileURLWithPath: backup + "/ledger.db"))
        try expect("checking events: ", status: 4) { _ in ["restore", backup, "--to", daemon.folder + "/restored"] }
    }

    @Test("rows that go to the terminal themselves are not mixed with progress")
    func rows() throws {
        let shown = try Pseudoterminal(try Engagectl.start(daemon, ["audit", "export", "--format", "jsonl"]))
        #expect(shown.status == 0 && !shown.text.contains("exporting"), "\(shown.text.prefix(300))")
        let lines = shown.lines.filter { !$0.isEmpty }
        #expect(Int64(lines.count) == (try daemon.head.size) + 2)
        for line in lines { #expect((try? JSON(parsing: Array(line.utf8))) != nil, "\(line)") }
    }
}
