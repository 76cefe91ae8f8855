internal import Lifecycle
internal import Schema

/// One engagement on one screen of 80 × 24: where it stands, what is next, what is missing and what supplies it.
struct EngagementCard {
    let reply: JSON
    let terminal: Terminal

    private var id: String { reply["engagement"]?.text ?? "" }
    private var width: Int { terminal.width ?? 10_000 }

    /// The page, at most as many lines as the screen has but the prompt's.
    func lines() -> [String] {
        let head = header() + [""] + bar() + [""]
        let tail = waiting() + contracts() + obligations() + last()
        let room = max((terminal.height ?? 200) - 2 - head.count - tail.count, 4)
        return head + next(room) + tail
    }

    private func header() -> [String] {
        let profile = reply["profile"] ?? .object([])
        let people = [("owner", profile["owner"]?.text), ("deputy", profile["deputy"]?.text)]
            .compactMap { name, handle in handle.map { "\(name) \($0)" } }.joined(separator: ", ")
        let facts = [
            profile["client"]?.text, profile["country"]?.text, profile["function"]?.shown, profile["model"]?.shown,
            people, reply["provider"]?.text.map { "provider \($0)" },
        ].compactMap { $0 }.filter { !$0.isEmpty }
        return [
            terminal.paint(DisplayWidth.cut("\(id)  \(profile["title"]?.text ?? "")", width), .bold),
            DisplayWidth.cut(facts.joined(separator: " · "), width),
        ]
    }

    private var phase: Phase { reply["phase"]?.text.flatMap(Phase.init(rawValue:)) ?? .selection }

    private func bar() -> [String] {
        let entries = reply["entries"]?.elements ?? []
        let entered = entries.compactMap { $0["phase"]?.text.flatMap(Phase.init(rawValue:)) }
        var line = "in \(phase.shown)"
        if let entry = entries.last {
            line += " since \(entry["on"]?.text ?? "")"
            if let number = entry["number"]?.number, number > 1 { line += ", entered \(number) times" }
        }
        line += "; version \(reply["version"]?.number ?? 0), as of position \(reply["position"]?.number ?? 0)"
        return PhaseBar(phase: phase, entered: entered).lines(terminal) + [DisplayWidth.cut(line, width)]
    }

    /// The next gate: what is missing first, in as many lines as there are.
    private func next(_ room: Int) -> [String] {
        guard let readiness = reply["next"], let gate = readiness["gate"]?.shown else {
            return [phase == .closed ? "Closed: nothing is next." : "No gate leads forward from here."]
        }
        let criteria = readiness["criteria"]?.elements ?? []
        let unmet = criteria.filter { $0["status"]?.text == "unmet" }
        let title = terminal.paint("Next: \(gate)", .bold)
        guard !unmet.isEmpty else {
            return [title + ", " + terminal.paint("ready", .green), "  engagectl gate \(step(readiness, gate))"]
        }
        let met = criteria.count - unmet.count
        var lines = [title + ", \(met) of \(criteria.count) criteria met; missing:"]
        for (index, criterion) in unmet.enumerated() {
            let more = CriterionLines(criterion: criterion, terminal: terminal, width: width).lines
            guard lines.count + more.count < room || index == 0 else {
                return lines + ["  … and \(unmet.count - index) more: engagectl engagement readiness \(id)"]
            }
            lines += more
        }
        return lines
    }

    /// What a ready gate waits for: a request, with a reason where that is asked for, or its decision.
    private func step(_ readiness: JSON, _ gate: String) -> String {
        let waits = reply["gates"]?["requests"]?.elements.contains { $0["gate"] == readiness["gate"] } ?? false
        let needsReason = readiness["gate"]?.text.flatMap(Gate.init(rawValue:))?.needsReason ?? false
        return (waits ? "approve" : "request") + " \(id) --gate \(gate)" + (needsReason && !waits ? " --reason …" : "")
    }

    private func waiting() -> [String] {
        (reply["gates"]?["requests"]?.elements ?? []).flatMap { request in
            let gate = request["gate"]?.shown ?? ""
            let who = request["by"]?.text.map { " by \($0)" } ?? ""
            let line = "Review at \(gate) requested\(who) on \(request["on"]?.text ?? ""); another decides:"
            return [
                DisplayWidth.cut(line, width),
                "  engagectl gate approve \(id) --gate \(gate)",
            ]
        }
    }

    /// Contracts in a line: the signed ones with their end and the day by which notice is safe.
    private func contracts() -> [String] {
        let words = (reply["contracts"]?.elements ?? []).map { contract -> String in
            let code = contract["code"]?.text ?? ""
            guard contract["signed"]?.text != nil else { return "\(code) (draft)" }
            let end = contract["end"]?.text.map { " to \($0)" } ?? ""
            let notice = contract["noticeBy"]?.text.map { ", notice by \($0)" } ?? ""
            return code + end + notice
        }
        return words.isEmpty ? [] : [DisplayWidth.cut("Contracts: " + words.joined(separator: "; "), width)]
    }

    private func obligations() -> [String] {
        let open = reply["obligations"]?.elements ?? []
        guard !open.isEmpty else { return [] }
        let today = reply["on"]?.text ?? ""
        let overdue = open.filter { ($0["due"]?.text ?? "") < today }.count
        let sorted = open.sorted { ($0["due"]?.text ?? "") < ($1["due"]?.text ?? "") }
        let late = overdue > 0 ? terminal.paint(", \(overdue) overdue", .red) : ""
        let title = "Open obligations: \(open.count)" + late
        return [title] + sorted.prefix(2).map { obligation in
            DisplayWidth.cut("  \(obligation["due"]?.text ?? "")  \(obligation["about"]?.text ?? "")", width)
        }
    }

    private func last() -> [String] {
        let events = (reply["last"]?.elements ?? []).suffix(3)
        guard !events.isEmpty else { return [] }
        return ["Last:"] + events.map { event in
            let words = ["#\(event["position"]?.number ?? 0)", event["effective"]?.text, event["actor"]?.text,
                         event["summary"]?.text]
            return DisplayWidth.cut("  " + words.compactMap { $0 }.joined(separator: "  "), width)
        }
    }
}

/// One criterion with what is missing and what supplies it.
struct CriterionLines {
    let criterion: JSON
    let terminal: Terminal
    let width: Int

    var lines: [String] {
        let rule = DisplayWidth.pad(criterion["rule"]?.text ?? "", 7)
        let title = criterion["title"]?.text ?? ""
        switch criterion["status"]?.text {
        case "unmet":
            let what = [title, criterion["missing"]?.text ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
            let line = "  \(terminal.paint("✗", .red)) \(rule) " + DisplayWidth.cut(what, width - 12)
            return [line] + (criterion["command"]?.text.map { ["      engagectl \($0)"] } ?? [])
        case "waived": return ["  \(terminal.paint("~", .yellow)) \(rule) \(title)  waived\(proof)"]
        default: return ["  \(terminal.paint("✓", .green)) \(rule) \(title)\(proof)"]
        }
    }

    private var proof: String { criterion["proof"]?.number.map { "  #\($0)" } ?? "" }
}
