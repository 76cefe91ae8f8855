/// One line on a terminal that says how far long work has come; nothing in a pipe.
final class ProgressLine {
    private let invocation: Invocation
    private let what: String
    private let isShown: Bool
    private var isThere = false
    private var last = ContinuousClock.now - .seconds(1)

    /// A line that is not there yet.
    ///
    /// - Parameter isShown: false where the result itself goes to the terminal meanwhile, or the work is short.
    init(_ invocation: Invocation, _ what: String, isShown: Bool = true) {
        self.invocation = invocation
        self.what = what
        self.isShown = isShown && invocation.terminal.showsProgress
    }

    /// At most ten times a second.
    func show(_ done: Int64, of total: Int64, _ stage: String = "") {
        guard isShown, ContinuousClock.now - last > .milliseconds(100) else { return }
        last = .now
        isThere = true
        invocation.output.progress("\(what)\(stage.isEmpty ? "" : " \(stage)"): \(done) of \(total)")
    }

    /// Clears the line; before anything else is written.
    func end() {
        if isThere { invocation.output.progress("") }
        isThere = false
    }
}
