import FoundationEssentials
import Glibc
import Synchronization

/// Whether the files that are being written still lie under their names.
///
/// A file that is removed, moved away or replaced goes on taking what is written to it: nobody sees that anything is
/// amiss, and the next start finds another file, or none. So their names are looked up now and then.
final class OpenFiles: Sendable {
    private struct Identity: Equatable {
        var device: UInt64
        var node: UInt64

        init(_ status: stat) { (device, node) = (UInt64(status.st_dev), UInt64(status.st_ino)) }
    }

    private let known: Mutex<[(path: String, identity: Identity?)]>

    /// - Parameter paths: databases in use; each is watched with its write-ahead log.
    init(_ paths: [String]) {
        known = Mutex(paths.flatMap { [$0, $0 + "-wal"] }.map { ($0, OpenFiles.identity(at: $0)) })
    }

    /// Those whose name leads elsewhere now, or nowhere. One that was not there yet is known from when it is.
    func strayed() -> [String] {
        known.withLock { known in
            known.indices.compactMap { index in
                let found = OpenFiles.identity(at: known[index].path)
                guard let wanted = known[index].identity else {
                    known[index].identity = found
                    return nil
                }
                return found == wanted ? nil : known[index].path
            }
        }
    }

    /// Commands that copy all these files, through the descriptors of this process, into the folder that one is in.
    var rescue: String {
        let open = OpenFiles.descriptors()
        let copies = known.withLock { $0 }.compactMap { path, identity -> String? in
            guard let identity, let descriptor = open.first(where: { $0.identity == identity })?.number else {
                return nil
            }
            return "cp /proc/\(getpid())/fd/\(descriptor) \(path.split(separator: "/").last ?? "")"
        }
        return copies.joined(separator: " && ")
    }

    private static func descriptors() -> [(number: Int32, identity: Identity)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }.sorted().compactMap { number in
            var status = stat()
            return fstat(number, &status) == 0 ? (number, Identity(status)) : nil
        }
    }

    private static func identity(at path: String) -> Identity? {
        var status = stat()
        return stat(path, &status) == 0 ? Identity(status) : nil
    }
}
