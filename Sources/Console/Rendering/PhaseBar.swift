internal import Lifecycle
internal import Schema

/// Where an engagement stands in its life, in two lines of 69 columns.
struct PhaseBar {
    var phase: Phase
    /// Phases entered so far.
    var entered: [Phase]

    /// The phases of a whole life; abandoned stands aside.
    static let course: [Phase] = [.selection, .contracting, .transition, .pilot, .steadyState, .exit, .closed]

    func lines(_ terminal: Terminal) -> [String] {
        var names = "", marks = ""
        for (index, step) in PhaseBar.course.enumerated() {
            let isLast = index == PhaseBar.course.count - 1
            let width = step.shown.count + (isLast ? 0 : 2)
            names += styled(step, isLast ? step.shown : DisplayWidth.pad(step.shown, width), terminal)
            marks += mark(step) + (isLast ? "" : String(repeating: isBehind(step) ? "━" : "─", count: width - 1))
        }
        let aside = phase == .abandoned ? "   abandoned" : ""
        return [names + terminal.paint(aside, .red), marks]
    }

    private func mark(_ step: Phase) -> String {
        if step == phase { return "◉" }
        return entered.contains(step) ? "●" : "○"
    }

    /// Whether the way leads on from here to where it stands.
    private func isBehind(_ step: Phase) -> Bool { phase != .abandoned && step < phase }

    private func styled(_ step: Phase, _ text: String, _ terminal: Terminal) -> String {
        if step == phase { return terminal.paint(text, .here) }
        return terminal.paint(text, entered.contains(step) ? .green : .dim)
    }
}
