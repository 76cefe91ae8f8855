@testable import Application
import Foundation
import Glibc
import Testing

@Suite("The daemon's folders")
struct StorageFolderTests {
    private let folder = NSTemporaryDirectory() + "engaged-folders-" + UUID().uuidString

    private func mode(_ path: String) throws -> UInt32 {
        var status = stat()
        try #require(lstat(path, &status) == 0)
        return status.st_mode & 0o7777
    }

    private func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.stateDirectory = folder + "/a/state"
        configuration.cacheDirectory = folder + "/a/cache"
        return configuration
    }

    @Test("missing folders are made private, folders that are there keep their modes")
    func modes() throws {
        try FileManager.default.createDirectory(atPath: folder + "/a/cache", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try #require(chmod(folder + "/a/cache", 0o2751) == 0)
        try Storage.makeFolders(configuration())
        try Storage.makeFolders(configuration())
        #expect(try mode(folder + "/a/state") == 0o700)
        #expect(try mode(folder + "/a/cache") == 0o2751)
    }

    @Test("a file in a folder's place is the configuration's fault")
    func file() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data().write(to: URL(fileURLWithPath: folder + "/a"))
        #expect(throws: DaemonFault.self) { try Storage.makeFolders(configuration()) }
    }
}
