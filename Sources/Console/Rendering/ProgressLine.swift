/// One line on a terminal that says how far long work has come; nothing in a pipe.
final class ProgressLine {
    private let invocation: Invocation
    private let what: String
    private var last = ContinuousClock.now - .seconds(1)

    init(_ invocation: Invocation, _ what: String) {
        self.invocation = invocation
        self.what = what
    }

    /// At most ten times a second.
    func show(_ done: Int64, of total: Int64) {
        guard invocation.terminal.showsProgress, ContinuousClock.now - last > .milliseconds(100) else { return }
        last = .now
        invocation.output.progress("\(what): \(done) of \(total)")
    }

    /// Clears the line.
    func end() {
        if invocation.terminal.showsProgress { invocation.output.progress("") }
    }
}
