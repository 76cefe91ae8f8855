@testable import Application
import Foundation
import Ledger
import Testing

@Suite("The key of checkpoints lies where nobody else reads it")
struct KeyFolderTests {
    private let configuration: Configuration
    private let folder: KeyFolder

    init() throws {
        var configuration = Configuration()
        configuration.stateDirectory = NSTemporaryDirectory() + "engaged-keys-" + UUID().uuidString
        configuration.cacheDirectory = configuration.stateDirectory
        try Storage.makeFolders(configuration)
        self.configuration = configuration
        folder = KeyFolder(configuration)
    }

    private func put(_ text: String, mode: mode_t = 0o600) throws {
        try text.write(toFile: folder.path, atomically: false, encoding: .utf8)
        chmod(folder.path, mode)
    }

    @Test("a key is made once, for its owner only, and read back")
    func create() throws {
        defer { try? FileManager.default.removeItem(atPath: configuration.stateDirectory) }
        #expect(try folder.key() == nil)
        let key = try folder.create(name: "o.example")
        #expect(try folder.key()?.verifier == key.verifier)
        var status = stat()
        #expect(stat(folder.path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(throws: LedgerError.self) { try folder.create(name: "o.example") }
        #expect(try folder.key()?.verifier == key.verifier)
    }

    @Test("the next key lies beside the one in force until it is adopted")
    func next() throws {
        defer { try? FileManager.default.removeItem(atPath: configuration.stateDirectory) }
        let old = try folder.create(name: "o.example")
        _ = try folder.createNext(name: "o.example")
        let next = try folder.createNext(name: "o.example")
        #expect(try folder.nextKey()?.verifier == next.verifier)
        #expect(try folder.key()?.verifier == old.verifier)
        try folder.adoptNext()
        #expect(try folder.key()?.verifier == next.verifier)
        #expect(try folder.nextKey() == nil)
    }

    static let refused: [(text: String, mode: mode_t)] = [
        ("good", 0o640), ("good", 0o604), ("good", 0o660), ("", 0o600), ("PRIVATE+KEY+x+00000000+AAAA", 0o600),
        ("good\nmore", 0o600), (String(repeating: "x", count: 5000), 0o600),
    ]

    @Test("a file that others may use, or that holds no key, is refused", arguments: refused)
    func hostile(text: String, mode: mode_t) throws {
        defer { try? FileManager.default.removeItem(atPath: configuration.stateDirectory) }
        let good = try #require(SignerKey(generatingFor: "o.example")).text
        try put(text.replacingOccurrences(of: "good", with: good), mode: mode)
        let error = #expect(throws: LedgerError.self) { try folder.key() }
        guard case .storage(let storage)? = error else { return #expect(Bool(false)) }
        #expect(storage.kind == .denied)
        #expect(!"\(storage)".contains(good))
    }

    @Test("a link and a folder are refused")
    func links() throws {
        defer { try? FileManager.default.removeItem(atPath: configuration.stateDirectory) }
        let key = try folder.createNext(name: "o.example")
        #expect(symlink(folder.path + ".next", folder.path) == 0)
        #expect(throws: LedgerError.self) { try folder.key() }
        #expect(unlink(folder.path) == 0)
        #expect(mkdir(folder.path, 0o700) == 0)
        #expect(throws: LedgerError.self) { try folder.key() }
        #expect(key.verifier.name == "o.example")
    }
}
