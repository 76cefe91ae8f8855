@testable import Lifecycle
import Schema
import Testing

/// An engagement under delivery whose service levels the test sets; events pass through their stored bytes.
struct ServiceDesk {
    var engagement = Engagement.initial(.engagement(.example))
    var levels: [ServiceLevel] = []
    var today = CivilDate("2026-06-18") ?? .min
    var postings: [Posting] = []
    var summaries: [String] = []
    var warnings: [String] = []
    var governance = Governance()

    static let contract = Code(validated: "sla-2026")

    init(levels: [ServiceLevel] = [.csat]) {
        self.levels = levels
        engagement.profile = .example
        engagement.enter(.steadyState, Fact(position: 1, version: 1, recorded: .min, effective: .min, actor: .clock))
    }

    /// Signed on 2026-01-01, the levels in force from then on.
    var terms: DeliveryTerms {
        let levels = levels
        let signed = CivilDate("2026-01-01") ?? .min
        return DeliveryTerms(firstSignature: signed) { day in
            day < signed ? [] : levels.map { (contract: Self.contract, level: $0) }
        }
    }

    func context(by person: PersonHandle, _ reason: Text? = .example) -> Context {
        Context(
            now: .min, effective: today, today: today, person: person,
            uid: person == Scenario.mia ? 1000 : 1001, roles: [.manager, .approver], reason: reason,
            governance: governance, provider: { _ in nil }, isKnownZone: { _ in true })
    }

    /// Decides, then folds what was decided.
    ///
    /// - Returns: the events' wire names.
    @discardableResult
    mutating func play(
        by person: PersonHandle = Scenario.mia, _ decide: (Engagement, DeliveryTerms, Context) throws -> Decision
    ) throws -> [String] {
        let context = context(by: person)
        let decision = try decide(engagement, terms, context)
        warnings = decision.warnings
        _ = try SeparationOfDuties.examine(decision, state: engagement, stream: .engagement(.example), context)
        for emission in decision.emissions {
            guard let event = emission.event as? any Event<Engagement> else { throw Expected("another stream") }
            try fold(event, person)
        }
        return decision.emissions.map { wireName($0.event) }
    }

    private func wireName<E: Event>(_ event: E) -> String { E.kind }

    private mutating func fold<E: Event<Engagement>>(_ event: E, _ person: PersonHandle) throws {
        let fact = Fact(
            position: engagement.position + 1, version: engagement.version + 1, recorded: .min, effective: today,
            actor: Author(uid: person == Scenario.mia ? 1000 : 1001, person: person, roles: [.manager]))
        let body = JSONWriter.encode(event)
        try body.withUnsafeBufferPointer { (body) throws(IllegalEvent) in
            try engagement.fold(kind: E.kind, schema: E.schemaVersion, body: body, fact)
        }
        postings += event.postings(fact, engagement)
        summaries.append(event.summary)
    }

    /// The rule that refuses; none where nothing does.
    mutating func refusal(
        by person: PersonHandle = Scenario.mia, _ decide: (Engagement, DeliveryTerms, Context) throws -> Decision
    ) -> Refusal? {
        do {
            try play(by: person, decide)
            return nil
        } catch {
            return error as? Refusal
        }
    }

    @discardableResult
    mutating func measure(_ rows: MeasurementRow...) throws -> [String] {
        try play { try $0.measure(rows, $1, $2) { first, _ in first } }
    }

    mutating func refusedMeasure(_ rows: MeasurementRow...) -> Refusal? {
        refusal { try $0.measure(rows, $1, $2) { first, _ in first } }
    }

    @discardableResult
    mutating func close(_ day: String, kind: PeriodKind = .month) throws -> [String] {
        try play { try $0.closePeriod(try Self.closing(day, kind), $1, $2) }
    }

    static func closing(_ day: String, _ kind: PeriodKind) throws -> ClosePeriod {
        ClosePeriod(engagement: .example, contract: contract, kind: kind, day: try date(day))
    }

    @discardableResult
    mutating func correct(_ row: MeasurementRow) throws -> [String] {
        try play { try $0.correct(CorrectMeasurement(row), $1, $2) }
    }

    static func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    /// What counts now for a closed month's only level.
    func result(_ first: String) -> LevelResult? {
        engagement.delivery.closings.first { $0.first.description == first }?.levels.first
    }
}

extension CorrectMeasurement {
    init(_ row: MeasurementRow) {
        self.init(
            engagement: .example, metric: row.metric, segment: row.segment, source: row.source, from: row.from,
            to: row.to, value: row.value, numerator: row.numerator, denominator: row.denominator, sample: row.sample)
    }
}

extension MeasurementRow {
    /// A figure from `crm`; `value` may be a ratio, as `19/20`.
    init(
        _ from: String, _ to: String, _ metric: String, _ value: String, sample: Int64? = nil,
        unit: MeasureUnit = .percent, segment: String? = nil, source: String = "crm", line: Int64? = nil
    ) {
        let parts = value.split(separator: "/").map { Decimal($0) }
        self.init(
            line: line.flatMap { Count($0) }, metric: Code(validated: metric),
            segment: segment.map { Code(validated: $0) }, source: Code(validated: source),
            from: CivilDate(from) ?? .min, to: CivilDate(to) ?? .min,
            value: parts.count == 1 ? parts[0] : nil, numerator: parts.count == 2 ? parts[0] : nil,
            denominator: parts.count == 2 ? parts[1] : nil, unit: unit, sample: sample.flatMap { Count($0) })
    }

    /// One day's figure.
    init(
        _ day: String, _ metric: String, _ value: String, sample: Int64? = nil, unit: MeasureUnit = .percent,
        segment: String? = nil, source: String = "crm"
    ) {
        self.init(day, day, metric, value, sample: sample, unit: unit, segment: segment, source: source)
    }

    /// One day's CSAT.
    init(_ day: String, _ value: String, sample: Int64? = nil, line: Int64? = nil) {
        self.init(day, day, "csat", value, sample: sample, line: line)
    }
}

extension ServiceLevel {
    /// CSAT of at least 95 %, tolerated from 93 %, EUR 600.00 for a failed month.
    static let csat = ServiceLevel(
        code: Code(validated: "L1"), metric: Code(validated: "csat"), segment: nil, source: nil, unit: .percent,
        direction: .higherIsBetter, target: Decimal(units: 95) ?? .zero, minimum: Decimal(units: 93),
        aggregation: .weightedMean, period: .month, missing: nil, critical: false,
        credit: Money(.example, minorUnits: 60_000))

    func with(_ change: (inout ServiceLevel) -> Void) -> ServiceLevel {
        var copy = self
        change(&copy)
        return copy
    }
}
