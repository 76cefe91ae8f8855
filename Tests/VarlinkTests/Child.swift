import Glibc
import Synchronization

/// A process started by a test, its output in pipes. Killed when forgotten.
final class Child {
    let pid: pid_t
    private var input: CInt
    private let output: CInt
    private var isWaitedFor = false

    init(_ program: String, _ arguments: [String]) throws {
        (pid, input, output) = try Child.spawning.withLock { _ in try Child.spawn(program, arguments) }
    }

    /// One at a time: a child that inherited another's pipe would keep it open.
    private static let spawning = Mutex(())

    private static func spawn(_ program: String, _ arguments: [String]) throws -> (pid_t, CInt, CInt) {
        var inputs: [CInt] = [-1, -1]
        var outputs: [CInt] = [-1, -1]
        guard pipe(&inputs) == 0, pipe(&outputs) == 0 else { throw Failed(code: errno) }
        for end in inputs + outputs { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, inputs[0], 0)
        posix_spawn_file_actions_adddup2(&actions, outputs[1], 1)
        posix_spawn_file_actions_adddup2(&actions, outputs[1], 2)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        let code = posix_spawnp(&pid, program, &actions, nil, &words, environ)
        close(inputs[0])
        close(outputs[1])
        guard code == 0 else { throw Failed(code: code) }
        return (pid, inputs[1], outputs[0])
    }

    struct Failed: Error { var code: CInt }

    deinit {
        endInput()
        close(output)
        if !isWaitedFor {
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
        }
    }

    /// What the process wrote until it ended, or up to the first full line.
    func read(firstLine: Bool = false) -> String {
        var all: [UInt8] = []
        var byte: UInt8 = 0
        while Glibc.read(output, &byte, 1) == 1 {
            if firstLine && byte == 0x0A { break }
            all.append(byte)
        }
        return String(decoding: all, as: UTF8.self)
    }

    func endInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    func wait() -> CInt {
        var status: CInt = 0
        waitpid(pid, &status, 0)
        isWaitedFor = true
        return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
    }

    /// The greatest resident memory so far, in KiB, as the kernel has it.
    var peakKiB: Int? { statusValue("VmHWM:") }

    private func statusValue(_ key: String) -> Int? {
        guard let file = fopen("/proc/\(pid)/status", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, file) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                .split(whereSeparator: \.isWhitespace)
            if words.first == key[...], words.count > 1 { return Int(words[1]) }
        }
        return nil
    }

    /// A program built beside the tests.
    static func beside(_ name: String) -> String {
        var room = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &room, room.count)
        let own = String(decoding: room.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        return (own.lastIndex(of: "/").map { String(own[...$0]) } ?? "") + name
    }
}
