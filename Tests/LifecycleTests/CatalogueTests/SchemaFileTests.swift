import Lifecycle
import Schema
import Testing

@Suite("Generated files")
struct SchemaFileTests {
    @Test("stand in the repository as the domain draws them", arguments: SchemaFile.all.map(\.path))
    func drift(path: String) throws {
        let file = try #require(SchemaFile.all.first { $0.path == path })
        let kept = try #require(Repository.text(path), "missing: run schema-files --write")
        #expect(kept == file.content)
    }

    @Test("leave nothing behind of events and commands that are gone")
    func stale() {
        let drawn = Set(SchemaFile.all.map(\.path))
        let kept = Repository.files(below: "Schemas/events") + Repository.files(below: "Schemas/commands")
        #expect(Set(kept).subtracting(drawn).isEmpty)
    }

    @Test("golden bytes are kept for no event or command that does not exist")
    func golden() {
        let known = Set(SchemaFile.golden.map(\.path))
        let kept = Repository.files(below: "Tests/Golden/events") + Repository.files(below: "Tests/Golden/commands")
        #expect(Set(kept).subtracting(known).isEmpty)
    }

    @Test("are JSON where they say so, with no trailing blanks")
    func form() throws {
        for file in SchemaFile.all {
            #expect(file.content.hasSuffix("\n") && !file.content.contains(" \n"), "\(file.path)")
            if file.path.hasSuffix(".json") { _ = try JSON(parsing: Array(file.content.utf8)) }
        }
    }
}
