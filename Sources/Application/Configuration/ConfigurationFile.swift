import FoundationEssentials

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

    /// Reads a file; an absent one is empty where `optional`.
    init(path: String, optional: Bool) {
        guard let data = FileManager.default.contents(atPath: path) else {
            if !optional || FileManager.default.fileExists(atPath: path) {
                faults = [ConfigurationFault(path: path, line: 0, message: "cannot be read")]
            }
            return
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            faults = [ConfigurationFault(path: path, line: 0, message: "is not UTF-8")]
            return
        }
        parse(text, path)
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
    static func withDropIns(_ path: String, optional: Bool) -> [ConfigurationFile] {
        let folder = path + ".d"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let dropIns = names.sorted().filter { $0.hasSuffix(".conf") }
        return [ConfigurationFile(path: path, optional: optional)]
            + dropIns.map { ConfigurationFile(path: folder + "/" + $0, optional: false) }
    }
}
