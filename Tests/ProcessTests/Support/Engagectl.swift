import Foundation
import Glibc
import Schema

/// The command beside the tests, run as whoever runs them.
enum Engagectl {
    struct Result {
        var status: Int32
        var output: String
        var notes: String
    }

    static func start(_ daemon: DaemonProcess, _ arguments: [String], input: String? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try DaemonProcess.executable("engagectl"))
        process.arguments = ["--socket", daemon.socket] + arguments
        if let input {
            let pipe = Pipe()
            process.standardInput = pipe
            pipe.fileHandleForWriting.write(Data(input.utf8))
            try pipe.fileHandleForWriting.close()
        }
        return process
    }

    static func run(_ daemon: DaemonProcess, _ arguments: [String], input: String? = nil) throws -> Result {
        let process = try start(daemon, arguments, input: input)
        let notes = daemon.folder + "/notes"
        _ = FileManager.default.createFile(atPath: notes, contents: nil)
        process.standardError = FileHandle(forWritingAtPath: notes)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
            notes: (try? String(contentsOfFile: notes, encoding: .utf8)) ?? "")
    }
}

/// A Python script with the packages that the tests install, or with none but its own.
enum Python {
    static func run(_ program: String, _ arguments: [String], python: String = "python3") throws -> (Int32, String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python, "-c", program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

extension DaemonProcess {
    /// Adds some persons with names, and engagements are others' to make: the shortest way to a log with texts.
    func addPersons(_ count: Int, from first: Int = 0) throws {
        for number in first..<first + count {
            _ = try call(
                "org.engaged.Governance.AddPerson", #"{"handle":"p-\#(number)","name":"Person number \#(number)"}"#)
        }
    }

    var head: (size: Int64, root: String) {
        get throws {
            let head = try call("org.engaged.Ledger.Head")
            return (head["size"]?.number ?? -1, head["root"]?.text ?? "")
        }
    }
}
