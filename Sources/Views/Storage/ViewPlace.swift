internal import Glibc
import Ledger

/// Where the views' file lies. The path is a symbolic link to the file in use, so that a rebuilt file takes the
/// other's place in one step, with a write-ahead log of its own.
struct ViewPlace: Sendable {
    let path: String
    private let folder: String
    private let name: String

    init(_ path: String) {
        self.path = path
        let slash = path.lastIndex(of: "/")
        folder = slash.map { String(path[...$0]) } ?? ""
        name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// The file in use; none where the path is no link of ours.
    var current: String? {
        var buffer = [UInt8](repeating: 0, count: 512)
        let length = buffer.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { readlink(path, $0.assumingMemoryBound(to: CChar.self), bytes.count) } ?? -1
        }
        guard length > 0, length < buffer.count else { return nil }
        let target = String(decoding: buffer.prefix(length), as: UTF8.self)
        return number(target) == nil ? nil : folder + target
    }

    /// A file that is not there yet.
    func fresh() -> String {
        let last = siblings().compactMap(number).max() ?? 0
        return "\(folder)\(name).\(last + 1)"
    }

    /// Puts a file in use, in one step.
    func adopt(_ file: String) throws(LedgerError) {
        let link = path + ".link"
        unlink(link)
        guard symlink(String(file.dropFirst(folder.count)), link) == 0, rename(link, path) == 0 else {
            throw failure("put \(file) in use")
        }
    }

    /// Deletes every file of ours but the one in use.
    func sweep() {
        let kept = current.map { String($0.dropFirst(folder.count)) }
        for sibling in siblings() {
            guard let base = base(of: sibling), base != kept else { continue }
            unlink(folder + sibling)
        }
    }

    /// Deletes a file with its log.
    static func delete(_ file: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(file + suffix) }
    }

    private func siblings() -> [String] {
        guard let entries = opendir(folder.isEmpty ? "." : folder) else { return [] }
        defer { closedir(entries) }
        var names: [String] = []
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if base(of: name) != nil { names.append(name) }
        }
        return names
    }

    /// The file's own name, without the suffix of a log.
    private func base(of sibling: String) -> String? {
        guard sibling.hasPrefix(name + ".") else { return nil }
        let log = ["-wal", "-shm", "-journal"].first { sibling.hasSuffix($0) }
        let file = String(sibling.dropLast(log?.count ?? 0))
        return number(file) == nil ? nil : file
    }

    private func number(_ file: String) -> Int? {
        guard file.hasPrefix(name + ".") else { return nil }
        return Int(file.dropFirst(name.count + 1))
    }

    private func failure(_ operation: String) -> LedgerError {
        let number = errno
        return .storage(.init(.other, operation, message: String(cString: strerror(number)), errno: number))
    }
}
