@testable import Console
import Foundation
import Testing

@Suite("What documents and the journal tell people to type")
struct HintTests {
    private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Commands as they are typed: in Markdown between backticks or indented, in the catalogue anywhere.
    private func typed(_ file: String) throws -> [String] {
        let text = try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
        let pieces = file.hasSuffix(".md")
            ? text.split(separator: "\n").flatMap { line in
                line.hasPrefix("    ") ? [line] : line.matches(of: /`([^`]*)`/).map(\.output.1)
            } : [Substring(text)]
        return pieces.flatMap { piece in
            piece.matches(of: /\bengagectl ([a-z][a-z-]*(?: [a-z][a-z-]*)*)/).map { String($0.output.1) }
        }
    }

    /// What stands for several, as `provider|contract history`, begins a command.
    private func isKnown(_ words: [String]) -> Bool {
        let tree = CommandTree()
        return (try? tree.find(words)) != nil || tree.isGroup(words)
    }

    @Test("is a command that there is", arguments: ["Deploy/engaged.catalog", "OPERATIONS.md", "README.md"])
    func known(file: String) throws {
        let commands = try typed(file)
        #expect(commands.count > 5, "\(commands)")
        for command in commands {
            let words = command.split(separator: " ").map(String.init)
            #expect(isKnown(words), "\(file): engagectl \(command)")
        }
    }
}
