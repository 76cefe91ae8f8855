import FoundationEssentials
import Glibc

/// A file of `[section]`s and `key = value` lines as systemd has them: `#` and `;` begin comments, a key set empty is
/// unset, later files win.
struct ConfigurationFile {
    /// One assignment with its place.
    struct Entry {
        var section: String
        var key: String
        var value: String
        var path: String
        var line: Int

        func fault(_ message: String) -> ConfigurationFault {
            ConfigurationFault(path: path, line: line, message: message)
        }
    }

    /// In the order of the file.
    var entries: [Entry] = []
    /// What cannot be read, in the order of the file.
    var faults: [ConfigurationFault] = []
    /// What only root can read of it, where that was no matter because root did.
    private(set) var concerns: [ConfigurationFault] = []

    /// Reads a file; an absent one is empty where `optional`.
    init(path: String, optional: Bool) {
        guard let data = FileManager.default.contents(atPath: path) else {
            if !optional || !ConfigurationFile.isAbsent(path) {
                faults = [ConfigurationFile.unreadable(path)]
            }
            return
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            faults = [ConfigurationFault(path: path, line: 0, message: "is not UTF-8")]
            return
        }
        parse(text, path)
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        concerns = ConfigurationFile.hidden(path, 0o4) + ConfigurationFile.hidden(folder, 0o1)
    }

    /// Whether nothing is there: what lies in a folder that is closed to us may well be.
    private static func isAbsent(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)
    }

    private static func unreadable(_ path: String) -> ConfigurationFault {
        let reason = access(path, R_OK) == 0 ? "" : ": \(String(cString: strerror(errno)))"
        return ConfigurationFault(path: path, line: 0, message: "cannot be read by uid \(geteuid())\(reason)")
    }

    /// What root reads here, a daemon of another user may not: such a file is what an umask of 077 leaves.
    ///
    /// - Parameter needed: the permissions that the daemon needs, as the last digit of a mode.
    private static func hidden(_ path: String, _ needed: UInt32) -> [ConfigurationFault] {
        var status = stat()
        guard geteuid() == 0, stat(path, &status) == 0, status.st_uid == 0 else { return [] }
        let others = status.st_mode & needed == needed
        let group = status.st_gid != 0 && status.st_mode >> 3 & needed == needed
        guard !others, !group else { return [] }
        let mode = needed & 0o1 == 0 ? "644" : "755"
        return [ConfigurationFault(
            path: path, line: 0, message: "only root can read it, and the daemon is another user: chmod \(mode)")]
    }

    private mutating func parse(_ text: String, _ path: String) {
        var section = ""
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = ConfigurationFile.trimmed(raw)
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                section = String(line.dropFirst().dropLast())
                continue
            }
            guard let equals = line.firstIndex(of: "=") else {
                faults.append(ConfigurationFault(
                    path: path, line: index + 1,
                    message: "neither [section] nor key = value; a comment begins with # or ;"))
                continue
            }
            let key = ConfigurationFile.trimmed(line[..<equals])
            let value = ConfigurationFile.trimmed(line[line.index(after: equals)...])
            entries.append(Entry(section: section, key: key, value: value, path: path, line: index + 1))
        }
    }

    /// Without the white space at both ends, a carriage return included.
    private static func trimmed(_ text: Substring) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
              let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }

    /// A file and the drop-ins `PATH.d/*.conf` beside it, in the order of their names.
    ///
    /// A folder that is there and cannot be read is a fault: what a drop-in revokes must not come back unseen.
    static func withDropIns(_ path: String, optional: Bool) -> [ConfigurationFile] {
        var files = [ConfigurationFile(path: path, optional: optional)]
        let folder = path + ".d"
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            if !isAbsent(folder), files[0].faults.isEmpty { files[0].faults.append(unreadable(folder)) }
            return files
        }
        files[0].concerns += hidden(folder, 0o5)
        for name in names.sorted() where name.hasSuffix(".conf") {
            files.append(ConfigurationFile(path: folder + "/" + name, optional: false))
        }
        return files
    }
}
