@testable import Application
import Foundation
import Schema
import Testing

@Suite("The interfaces served")
struct InterfacesTests {
    private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/Schemas/varlink"

    @Test("stand in Schemas/varlink to the letter", arguments: Interfaces.all.map(\.name))
    func drawn(name: String) throws {
        let served = try #require(Interfaces.all.first { $0.name == name })
        let kept = try String(contentsOfFile: "\(folder)/\(name).varlink", encoding: .utf8)
        #expect(kept == served.text, "run schema-files --write")
    }

    @Test("name nothing twice: systemd takes types, methods and errors for one set",
          arguments: Interfaces.all.map(\.name))
    func unique(name: String) throws {
        let interface = try #require(Interfaces.all.first { $0.name == name })
        let symbols = interface.text.split(separator: "\n").compactMap { line -> Substring? in
            let words = line.split(whereSeparator: { " (".contains($0) })
            return words.count > 1 && ["type", "method", "error"].contains(words[0]) ? words[1] : nil
        }
        #expect(symbols.count > 1)
        #expect(Set(symbols).count == symbols.count)
    }

    @Test("of ours are each registered for Varlink by the unit of the socket, and nothing else is")
    func registered() throws {
        let unit = try String(contentsOfFile: folder + "/../../Deploy/systemd/engaged.socket", encoding: .utf8)
        let prefix = "Symlinks=/run/varlink/registry/"
        let names = unit.split(separator: "\n").filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        #expect(names.map(String.init) == Interfaces.all.map(\.name).filter { $0.hasPrefix("org.engaged.") }.sorted())
        #expect(names.count > 10)
    }

    @Test("are all that stands there, and no two bear one name")
    func complete() throws {
        let names = Interfaces.all.map(\.name)
        #expect(Set(names).count == names.count)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(Set(files) == Set(names.map { $0 + ".varlink" }))
    }
}
