internal import Glibc

/// Where a command writes. A closed pipe is no error: whoever reads has seen enough, and the rest is left out.
public final class Output {
    private let standard: (String) -> Bool
    private let diagnostics: (String) -> Void
    /// Whether nobody reads any more.
    public private(set) var isClosed = false

    /// Writes to two places.
    ///
    /// - Parameter standard: takes a piece; answers whether somebody still reads.
    public init(standard: @escaping (String) -> Bool, diagnostics: @escaping (String) -> Void) {
        self.standard = standard
        self.diagnostics = diagnostics
    }

    /// Standard output and standard error of this process, which must ignore SIGPIPE.
    public static var ofProcess: Output {
        Output(standard: { write($0, to: 1) }, diagnostics: { _ = write($0, to: 2) })
    }

    /// Writes a piece as it is.
    func put(_ text: String) {
        guard !isClosed, !text.isEmpty else { return }
        isClosed = !standard(text)
    }

    /// Writes one line.
    func line(_ text: String = "") { put(text + "\n") }

    /// Says something beside the result.
    func note(_ text: String) { diagnostics(text + "\n") }

    /// Overwrites the line on which progress stands.
    func progress(_ text: String) { diagnostics("\r\u{1B}[K" + text) }

    /// A closed pipe is quiet; anything else, a full disk above all, is said and fails the command.
    private static func stopped(_ descriptor: Int32) -> Bool {
        let code = errno
        guard code != EPIPE, descriptor == 1 else { return false }
        _ = write("engagectl: cannot write: \(String(cString: strerror(code)))\n", to: 2)
        exit(1)
    }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return stopped(descriptor) }
            bytes = bytes.dropFirst(count)
        }
        return true
    }
}
