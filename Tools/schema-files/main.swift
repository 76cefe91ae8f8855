// Writes the files that follow from the domain: JSON Schemas, interface descriptions, the lifecycle table,
// and golden bytes of events that have none yet. A golden file, once there, is never written again.
import Application
import FoundationEssentials
import Glibc
import Lifecycle
import Schema

let usage = """
    usage: schema-files --write DIR
      Writes Schemas/ and the journal's catalogue below DIR, removes generated files whose event or command is gone,
      and adds Tests/Golden/ for events and commands that have no golden bytes yet.
    """

func write(_ file: SchemaFile, below root: String) throws { try write(file.path, file.content, below: root) }

func write(_ name: String, _ content: String, below root: String) throws {
    let path = root + "/" + name
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard FileManager.default.contents(atPath: path) != Data(content.utf8) else { return }
    try Data(content.utf8).write(to: URL(filePath: path), options: .atomic)
    print("wrote \(name)")
}

func removeStale(_ files: [SchemaFile], below root: String) throws {
    let kept = Set(files.map(\.path))
    for folder in ["Schemas/events", "Schemas/commands"] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
        for name in names where !kept.contains(folder + "/" + name) {
            try FileManager.default.removeItem(atPath: root + "/" + folder + "/" + name)
            print("removed \(folder)/\(name)")
        }
    }
}

func run(_ root: String) throws {
    for file in SchemaFile.all { try write(file, below: root) }
    for interface in Interfaces.all {
        try write("Schemas/varlink/\(interface.name).varlink", interface.text, below: root)
    }
    try write("Deploy/engaged.catalog", MessageCatalogue.text, below: root)
    try removeStale(SchemaFile.all, below: root)
    for file in SchemaFile.golden where !FileManager.default.fileExists(atPath: root + "/" + file.path) {
        try write(file, below: root)
    }
}

let arguments = CommandLine.arguments
if arguments.count == 3, arguments[1] == "--write" {
    try run(arguments[2])
} else {
    print(usage)
    exit(arguments.contains("--help") ? 0 : 64)
}
