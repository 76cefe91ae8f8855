import Foundation
import Glibc
import Testing

/// A terminal, as a person has it before them.
struct Pseudoterminal {
    /// How the program ended.
    let status: Int32
    /// Everything that it wrote.
    let bytes: [UInt8]

    /// TIOCSPTLCK and TIOCGPTN, whose macros do not come to Swift.
    private static let setLock: UInt = 0x4004_5431, getNumber: UInt = 0x8004_5430

    /// Runs a program that writes its output and its notes to a terminal.
    init(_ process: Process) throws {
        let leader = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        defer { close(leader) }
        var number: Int32 = 0, isLocked: Int32 = 0
        let isOpen = ioctl(leader, Pseudoterminal.setLock, &isLocked) == 0
            && ioctl(leader, Pseudoterminal.getNumber, &number) == 0
        let follower = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(leader >= 0 && isOpen && follower >= 0, "no terminal to be had")
        process.standardOutput = FileHandle(fileDescriptor: follower, closeOnDealloc: false)
        process.standardError = FileHandle(fileDescriptor: follower, closeOnDealloc: false)
        process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm", "NO_COLOR": "1"]) { $1 }
        try process.run()
        close(follower)
        var all: [UInt8] = [], piece = [UInt8](repeating: 0, count: 4096)
        while case let count = read(leader, &piece, piece.count), count > 0 { all += piece.prefix(count) }
        process.waitUntilExit()
        bytes = all
        status = process.terminationStatus
    }

    /// What was written, with all that moves the cursor.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The lines that stand there in the end; knows carriage return, line feed and the erasing of a line's end.
    var lines: [String] {
        var lines: [[UInt8]] = [[]], column = 0, rest = bytes[...]
        while let byte = rest.popFirst() {
            let row = lines.count - 1
            switch byte {
            case 0x0D: column = 0
            case 0x0A: lines.append([])
            case 0x1B:
                let sequence = rest.prefix { !(0x40...0x5A).contains($0) && !(0x61...0x7A).contains($0) }
                rest = rest.dropFirst(sequence.count)
                if rest.popFirst() == 0x4B { lines[row] = Array(lines[row].prefix(column)) }
            default:
                if column < lines[row].count { lines[row][column] = byte } else { lines[row].append(byte) }
                column += 1
            }
        }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }
}
