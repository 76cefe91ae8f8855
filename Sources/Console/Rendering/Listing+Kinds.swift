internal import Schema

extension Listing {
    /// Events of a command's reply.
    static let events = Listing(
        rows: "events",
        columns: [
            .plain("position", "position", right: true), .plain("stream", "stream"),
            .plain("v", "version", right: true),
            .plain("type", "type"), .plain("effective", "effective"), .plain("body", "body"),
        ], empty: "no events")

    static let engagements = Listing(
        rows: "engagements",
        columns: [
            .plain("id", "id"), .word("phase", "phase"), .plain("since", "entered"),
            .plain("title", "title", widthMin: 12), .plain("client", "client", widthMin: 8), .plain("owner", "owner"),
            .plain("provider", "provider"), .plain("due", "due"), .plain("open", "obligations", right: true),
            Column(title: "waits", key: "reviews") { row, _ in
                (row["reviews"]?.elements ?? []).map(\.shown).joined(separator: ", ")
            },
        ], empty: "no engagements; open one: engagectl engagement open ID --example") { reply in
            reply["more"] == .boolean(true) ? reply["engagements"]?.elements.last?["id"]?.text : nil
        }

    static let providers = Listing(
        rows: "providers", columns: [.plain("id", "id"), .plain("name", "name"), .plain("since", "since", right: true)],
        empty: "no providers")

    static let persons = Listing(
        rows: "persons",
        columns: [.plain("handle", "handle"), .plain("uids", "uids"), .plain("added", "added", right: true)],
        empty: "no persons; add one: engagectl person add p-NAME")

    static let obligations = Listing(
        rows: "obligations",
        columns: [
            .plain("engagement", "engagement"), .plain("due", "due"), .plain("rule", "rule"), .plain("owner", "owner"),
            Column(title: "state", key: "outcome") { row, _ in row["outcome"]?.shown ?? "open" },
            .plain("id", "id", widthMin: 16), .plain("about", "about", widthMin: 16),
        ], empty: "no obligations")

    static let exceptions = Listing(
        rows: "exceptions",
        columns: [
            .plain("position", "position", right: true), .plain("effective", "effective"), .word("kind", "kind"),
            .plain("stream", "stream"), .plain("actor", "actor"), .plain("about", "about", widthMin: 16),
        ], empty: "no exceptions")

    static let trail = Listing(
        rows: "events",
        columns: [
            .plain("position", "position", right: true), .moment("recorded", "recorded"),
            .plain("effective", "effective"), .plain("actor", "actor"),
            .plain("stream", "stream", widthMin: 14), .plain("type", "type"),
            .plain("summary", "summary", widthMin: 20),
        ], empty: "no events", goesOn: "from") { reply in
            guard reply["more"] == .boolean(true) else { return nil }
            return reply["events"]?.elements.last?["position"]?.number.map { "\($0 + 1)" }
        }

    static let blame = Listing(
        rows: "values",
        columns: [
            .plain("position", "position", right: true), .plain("effective", "effective"), .plain("actor", "actor"),
            .plain("type", "type"), .plain("path", "path", widthMin: 20), .plain("value", "value", widthMin: 16),
        ], empty: "nothing was set")

    static let changes = Listing(
        rows: "changes",
        columns: [
            .plain("path", "path", widthMin: 24), .plain("old", "old", widthMin: 12),
            .plain("new", "new", widthMin: 12),
        ], empty: "no difference")

    static let criteria = Listing(
        rows: "criteria",
        columns: [
            .word("status", "status"), .plain("rule", "rule"), .plain("criterion", "title", widthMin: 16),
            .plain("proof", "proof", right: true), .plain("missing", "missing", widthMin: 16),
            .plain("command", "command", widthMin: 16),
        ], empty: "the gate demands nothing")

    static let scoreboard = Listing(
        rows: "lines",
        columns: [
            .plain("contract", "contract"), .plain("level", "level"), .plain("metric", "metric"),
            .plain("target", "target", right: true), .word("unit", "unit"), .plain("closed", "closed"),
            .word("status", "status"),
            Column(title: "value", key: "value", isRight: true) { row, _ in ExactText.shown(row["value"]?.text) },
            .plain("running", "running"),
            Column(title: "so far", key: "soFar", isRight: true) { row, _ in ExactText.shown(row["soFar"]?.text) },
            .plain("failed", "breaches", right: true), .plain("open credit", "open", right: true),
        ], empty: "no service level is in force; contract draft brings them")
}
