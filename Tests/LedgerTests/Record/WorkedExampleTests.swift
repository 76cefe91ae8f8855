import Glibc
import Ledger
import Testing

@Suite("The worked example of the specification")
struct WorkedExampleTests {
    @Test("record, leaves and root are the published ones")
    func hashes() throws {
        let scratch = try Scratch()
        let ledger = try WorkedExample.ledger(scratch.ledger)
        let event = try #require(try ledger.event(at: 2))
        #expect(String(decoding: event.header.record, as: UTF8.self) == WorkedExample.record)
        for (position, leaf) in WorkedExample.leaves.enumerated() {
            #expect(try ledger.event(at: Int64(position))?.header.leaf.description == leaf)
        }
        #expect(try ledger.root().description == WorkedExample.root)
        #expect(TreeHash.leaf(Array(WorkedExample.record.utf8)).description == WorkedExample.leaves[2])
    }

    @Test("the seal of the last command is the published one")
    func seal() throws {
        let scratch = try Scratch()
        _ = try WorkedExample.ledger(scratch.ledger)
        let seals = try RawDatabase(scratch.ledger).column("SELECT lower(hex(seal)) FROM command ORDER BY first")
        #expect(seals.last == WorkedExample.seal)
    }

    @Test("the specification shows the same figures")
    func specification() throws {
        let text = try ProjectFiles.text("Schemas/ledger/record.md")
        let events = try WorkedExample.genesis().events + WorkedExample.adoption().events
        let figures = WorkedExample.leaves + [WorkedExample.node, WorkedExample.root, WorkedExample.seal]
        for figure in figures { #expect(text.contains("`\(figure)`")) }
        #expect(text.contains("```\n\(WorkedExample.record)\n```"))
        #expect(text.contains("these \(WorkedExample.record.utf8.count) bytes"))
        #expect(text.contains("`\(String(decoding: events[0].body, as: UTF8.self))`"))
        #expect(text.contains("```\n\(String(decoding: events[2].body, as: UTF8.self))\n```"))
        for event in events.dropLast() { #expect(text.contains("`\(SHA.hash(event.body))`")) }
    }

    @Test("the stock shell renders the same bytes from the view")
    func shell() throws {
        let scratch = try Scratch()
        do { _ = try WorkedExample.ledger(scratch.ledger) }
        let query = "SELECT record FROM event_record WHERE position = 2"
        let output = try Shell.output("sqlite3 -readonly -newline '' '\(scratch.ledger)' '\(query)'")
        #expect(output == WorkedExample.record)
    }

    @Test("the schema's text is the published one", arguments: [
        ("Schemas/ledger/schema.sql", LedgerSchema.text), ("Schemas/ledger/texts.sql", TextsSchema.text),
    ])
    func drift(file: String, text: String) throws {
        #expect(try ProjectFiles.text(file) == text)
    }
}
