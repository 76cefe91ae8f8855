internal import Schema

/// One event of a history, in the manner of `git log -p`.
struct HistoryText {
    let entry: JSON
    let terminal: Terminal
    let isPatch: Bool

    func lines() -> [String] {
        let event = entry["event"] ?? .object([])
        let head = "#\(event["position"]?.number ?? 0)  v\(event["version"]?.number ?? 0)  \(event["type"]?.text ?? "")"
        let when = LocalTime.text(event["recorded"]?.text ?? "", utc: terminal.utc)
        let facts = "effective \(event["effective"]?.text ?? ""), recorded \(when), by \(event["actor"]?.text ?? "")"
        return [terminal.paint(head, .yellow) + "  " + facts, "    " + visible(event["summary"])]
            + texts() + (isPatch ? patch() : []) + [""]
    }

    private func texts() -> [String] {
        (entry["texts"]?.elements ?? []).flatMap { text in
            (text["text"]?.text ?? "").split(separator: "\n").map { "    “" + DisplayWidth.visible(String($0)) + "”" }
        }
    }

    /// What changed, value by value.
    func patch() -> [String] {
        (entry["changes"]?.elements ?? []).flatMap { change -> [String] in
            let path = change["path"]?.text ?? ""
            let old = change["old"].map { [terminal.paint("    - \(path): \(visible($0))", .red)] } ?? []
            let new = change["new"].map { [terminal.paint("    + \(path): \(visible($0))", .green)] } ?? []
            return old + new
        }
    }

    /// What differs between two moments, or that nothing does.
    static func writeDifference(_ reply: JSON, _ invocation: Invocation) {
        let lines = HistoryText(entry: reply, terminal: invocation.terminal, isPatch: true).patch()
        let from = reply["from"]?.number ?? 0, to = reply["to"]?.number ?? 0
        for line in lines { invocation.output.line(line) }
        if lines.isEmpty { invocation.output.line("nothing differs between the positions \(from) and \(to)") }
    }

    private func visible(_ json: JSON?) -> String { DisplayWidth.visible(PrettyJSON.cell(json)) }
}
