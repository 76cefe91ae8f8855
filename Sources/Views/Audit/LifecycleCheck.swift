import Ledger
import Lifecycle
import Schema

/// Holds every event to `Schemas/lifecycle.json`: types, streams, phases, and persons that must differ.
///
/// The rules come from the catalogue that the file is generated from; nothing of the domain's own fold is used.
struct LifecycleCheck {
    private let rules: [String: CatalogueEntry]
    private let separated: Set<String>
    private var streams: [String: StreamLife] = [:]
    private var duties = DutyCheck()
    private(set) var faults: [LedgerFault] = []
    /// The file of texts, where there is one to hold against the events.
    var texts: TextsCheck?

    /// How one stream stands.
    private struct StreamLife {
        var phase = Phase.selection
        var isBegun = false
        var hands: [Int64: DutyCheck.Earlier] = [:]
    }

    init() {
        let all = EventCatalogues.all
        rules = Dictionary(all.map { ($0.kind, $0) }) { first, _ in first }
        separated = Set(all.flatMap { $0.separations.flatMap(\.of) })
    }

    /// Every stream seen.
    var streamNames: [String] { streams.keys.sorted() }

    mutating func run(_ reader: LedgerReader, size: Int64, _ progress: (Int64) -> Void) throws(LedgerError) {
        try reader.scan(0..<size) { (row) throws(LedgerError) in
            try take(row)
            if row.position % 65_536 == 0 { progress(row.position) }
            return true
        }
        faults += duties.finish()
        progress(size)
    }

    /// A row with a value of another type than its column's is none that the rules could read.
    private mutating func take(_ row: borrowing EventRow) throws(LedgerError) {
        guard row.mistypedColumn == nil else { return }
        let stream = row.stream, type = row.type, command = row.command, actor = row.actor
        var life = streams.removeValue(forKey: stream) ?? StreamLife()
        defer { streams[stream] = life }
        faults += duties.begin(command: command, actor: actor)
        try texts?.begin(command: command, actor: actor, at: row.position)
        guard let rule = rules[type] else {
            return add(row, "type", expected: "one of lifecycle.json", found: type)
        }
        checkForm(row, rule, stream)
        let needsBody = !rule.separations.isEmpty || type == GateEvent.approved.rawValue || DutyCheck.reads(type)
            || (texts != nil && !rule.texts.isEmpty)
        let body = needsBody ? (try? JSON(parsing: Array(row.body))) ?? .null : .null
        if rule.stream == "engagement" { move(&life, row, rule, body) }
        let here = DutyCheck.Place(position: row.position, stream: stream, type: type)
        faults += duties.take(here, rule.separations, body, life.hands)
        if !rule.texts.isEmpty { texts?.take(row, rule, body) }
        if separated.contains(type) {
            life.hands[row.version] = DutyCheck.Earlier(type: type, actor: Author(line: row.actor))
        }
    }

    private mutating func checkForm(_ row: borrowing EventRow, _ rule: CatalogueEntry, _ stream: String) {
        if row.schema < 1 || row.schema > rule.schemaVersion {
            add(row, "schema of \(rule.kind)", expected: "1 to \(rule.schemaVersion)", found: "\(row.schema)")
        }
        let kind = stream.prefix { $0 != "/" }
        if kind != rule.stream[...] {
            add(row, "stream of \(rule.kind)", expected: rule.stream, found: String(kind))
        }
    }

    private mutating func move(_ life: inout StreamLife, _ row: borrowing EventRow, _ rule: CatalogueEntry,
                               _ body: JSON) {
        let opens = rule.entersPhase == .selection
        if opens == life.isBegun {
            add(row, "place of \(rule.kind)", expected: opens ? "the first event" : "an event behind the first",
                found: "version \(row.version)")
        }
        life.isBegun = true
        if !rule.phases.contains(life.phase) {
            let phases = rule.phases.phases.map(\.rawValue).joined(separator: ", ")
            add(row, "phase of \(rule.kind)", expected: phases, found: life.phase.rawValue)
        }
        if let phase = rule.entersPhase { life.phase = phase }
        guard rule.kind == GateEvent.approved.rawValue, case .object = body else { return }
        guard let gate = body["gate"]?.text.flatMap(Gate.init(rawValue:)) else {
            return add(row, "gate", expected: "one of lifecycle.json", found: body["gate"]?.encoded ?? "none")
        }
        if !gate.from.contains(life.phase) {
            let phases = gate.from.phases.map(\.rawValue).joined(separator: ", ")
            add(row, "phase before gate \(gate.rawValue)", expected: phases, found: life.phase.rawValue)
        }
        life.phase = gate.to
    }

    private mutating func add(_ row: borrowing EventRow, _ what: String, expected: String, found: String) {
        faults.append(LedgerFault(.lifecycle, at: row.position, what, expected: expected, found: found))
    }
}
