import Foundation
import Testing

/// Texts that a test compares with; a missing one fails, and nothing here writes one.
enum Golden {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Golden/console")

    /// Compares a text with the golden of that name.
    static func expect(
        _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let path = folder.appendingPathComponent(name)
        guard let wanted = try? String(contentsOf: path, encoding: .utf8) else {
            Issue.record("golden \(name) is missing; it should be:\n\(text)", sourceLocation: sourceLocation)
            return
        }
        #expect(text == wanted, "\(name)", sourceLocation: sourceLocation)
    }
}
