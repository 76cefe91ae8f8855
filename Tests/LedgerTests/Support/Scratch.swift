import Glibc
import Testing

/// A folder of a test's own, removed at its end.
final class Scratch {
    let folder: String

    init(under place: String = "/tmp") throws {
        var template = Array("\(place)/engaged-test-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        guard let entries = opendir(folder) else { return }
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            unlink(folder + "/" + name)
        }
        closedir(entries)
        rmdir(folder)
    }

    var ledger: String { folder + "/ledger.db" }
    var texts: String { folder + "/texts.db" }
}
