import Schema

/// `Schemas/lifecycle.json`: what verifiers hold every event to, and cannot read from the log itself.
enum LifecycleTable {
    /// The whole document.
    static var json: JSON {
        object([
            ("format", .string("engaged.lifecycle.v1")),
            ("phases", words(Phase.allCases.map(\.rawValue))),
            ("initialPhase", .string(Phase.selection.rawValue)),
            ("events", .object(EventCatalogues.all.map { JSON.Member($0.kind, event($0)) })),
        ])
    }

    private static func event(_ entry: CatalogueEntry) -> JSON {
        var members: [(String, JSON)] = [
            ("schema", .integer(Int64(entry.schemaVersion))),
            ("stream", .string(entry.stream)),
        ]
        if entry.stream == "engagement" { members.append(("phases", words(entry.phases.phases.map(\.rawValue)))) }
        if let enters = enters(entry) { members.append(("enters", enters)) }
        if !entry.separations.isEmpty { members.append(("separations", .array(entry.separations.map(separation)))) }
        if !entry.texts.isEmpty { members.append(("texts", words(entry.texts))) }
        return object(members)
    }

    /// The phase that an event enters: always the same one, or by a field, as a gate says.
    private static func enters(_ entry: CatalogueEntry) -> JSON? {
        if entry.kind == GateEvent.approved.rawValue { return object([("field", .string("gate")), ("values", gates)]) }
        return entry.entersPhase.map { object([("phase", .string($0.rawValue))]) }
    }

    private static var gates: JSON {
        .object(Gate.allCases.map { gate in
            JSON.Member(gate.rawValue, object([
                ("from", words(gate.from.phases.map(\.rawValue))), ("to", .string(gate.to.rawValue)),
            ]))
        })
    }

    private static func separation(_ rule: Separation) -> JSON {
        object([("field", .string(rule.field)), ("of", words(rule.of))])
    }

    private static func words(_ words: [String]) -> JSON { .array(words.map(JSON.string)) }

    private static func object(_ members: [(String, JSON)]) -> JSON {
        .object(members.map { JSON.Member($0.0, $0.1) })
    }
}
