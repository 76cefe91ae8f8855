import Foundation
import Glibc
import Schema

/// `Tools/verify-ledger` as an auditor has it: a copy of the script, its library and the specification in a folder of
/// its own, with no variable of ours and nothing of the build beside it.
struct IndependentVerifier {
    private let home: String

    struct Verdict {
        var status: Int32
        var report: JSON
        var notes: String

        /// The kinds of fault that it named.
        var kinds: Set<String> {
            Set((report["faults"]?.elements ?? []).compactMap { $0["kind"]?.text })
        }

        /// What it looked at where it named a fault.
        var places: [String] { (report["faults"]?.elements ?? []).compactMap { $0["what"]?.text } }
    }

    /// Copies what an auditor needs into a folder that is there.
    init(in folder: String) throws {
        home = folder + "/verifier"
        let files = FileManager.default
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        try files.createDirectory(atPath: home + "/Tools/lib", withIntermediateDirectories: true)
        for path in ["Tools/verify-ledger", "Tools/lib/verifier", "Schemas"] {
            try files.copyItem(atPath: root + "/" + path, toPath: home + "/" + path)
        }
    }

    /// Runs it; `-o json` is added.
    func run(_ words: [String]) throws -> Verdict {
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["-i", "PATH=/usr/bin:/bin", "python3", "-I", home + "/Tools/verify-ledger", "-o", "json"]
            + words
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        let notes = home + "/notes"
        _ = FileManager.default.createFile(atPath: notes, contents: nil)
        process.standardError = FileHandle(forWritingAtPath: notes)
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        // How long it took is no whole number, and our reader takes no other.
        let whole = String(decoding: bytes, as: UTF8.self).replacing(/"seconds": [0-9.e-]+/, with: "\"seconds\": 0")
        let report = (try? JSON(parsing: Array(whole.utf8))) ?? .object([])
        let text = (try? String(contentsOfFile: notes, encoding: .utf8)) ?? ""
        return Verdict(status: process.terminationStatus, report: report, notes: text)
    }
}
