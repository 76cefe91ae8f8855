public import Schema

/// Records one figure.
public struct RecordMeasurement: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The KPI.
    public var metric: Code
    /// Part of the work, where it does not cover all.
    public var segment: Code?
    /// Where the figure comes from.
    public var source: Code
    /// The first day measured.
    public var from: CivilDate
    /// The last day measured; the first where absent.
    public var to: CivilDate?
    /// The exact value.
    public var value: Decimal?
    /// What is divided.
    public var numerator: Decimal?
    /// What it is divided by.
    public var denominator: Decimal?
    /// What it is told in.
    public var unit: MeasureUnit
    /// How many cases stand behind it.
    public var sample: Count?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("metric", \.metric, "the KPI"),
        Field("segment", \.segment, "part of the work, where it does not cover all"),
        Field("source", \.source, "where the figure comes from", example: Code(validated: "crm")),
        Field("from", \.from, "the first day measured"),
        Field("to", \.to, "the last day measured; the first where absent"),
        Field("value", \.value, "the exact value"),
        Field("numerator", \.numerator, "what is divided"),
        Field("denominator", \.denominator, "what it is divided by"),
        Field("unit", \.unit, "what it is told in"),
        Field("sample", \.sample, "how many cases stand behind it"))
    /// Its place in the catalogue.
    public static let entry = DeliveryCommand.record
    /// What a person types.
    public static let verb = "kpi record"
    /// What it does.
    public static let about = "Record one KPI figure of a period that is over."
    /// The manager's, and the feeds'.
    public static let roles: [Role] = [.manager, .feed]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// KPI-1; a first figure for a closed period books what it changes there (KPI-3).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.measure([row], state.terms, context) { refusal, _ in refusal }
    }

    /// The one row.
    var row: MeasurementRow {
        MeasurementRow(
            line: nil, metric: metric, segment: segment, source: source, from: from, to: to, value: value,
            numerator: numerator, denominator: denominator, unit: unit, sample: sample)
    }
}

/// Records many figures at once, all or none (KPI-5).
public struct ImportMeasurements: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The rows.
    public var rows: [MeasurementRow]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("rows", \.rows, "the figures"))
    /// Its place in the catalogue.
    public static let entry = DeliveryCommand.importRows
    /// What a person types.
    public static let verb = "kpi import"
    /// What it does.
    public static let about = "Record many KPI figures, all or none; rows recorded already are skipped."
    /// The manager's, and the feeds'.
    public static let roles: [Role] = [.manager, .feed]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Every row that cannot be recorded is listed with its line (KPI-5).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let most = context.policy.delivery.importRowsMax
        guard rows.count <= most.value else {
            throw Refusal(.kpi5, "\(rows.count) rows are more than the \(most) of one import.")
        }
        return try state.measure(rows, state.terms, context, refused: ImportMeasurements.refusal)
    }

    /// One refusal of all the lines; beyond a hundred they are only counted.
    static func refusal(_ first: Refusal, _ faults: [(line: Int64, refusal: Refusal)]) -> Refusal {
        let listed = faults.prefix(100).map { fault in
            Missing(
                rule: fault.refusal.rule, what: "line \(fault.line): \(fault.refusal.message)",
                command: fault.refusal.missing.first?.command)
        }
        let rest = faults.count > 100 ? ", the first 100 are listed" : ""
        return Refusal(.kpi5, "\(faults.count) rows cannot be recorded\(rest); none was.", missing: listed)
    }
}

extension Engagement {
    /// Decides rows against each other and against what is there.
    ///
    /// - Parameter refused: makes one refusal of all.
    func measure(
        _ rows: [MeasurementRow], _ terms: DeliveryTerms, _ context: Context,
        refused: (Refusal, [(line: Int64, refusal: Refusal)]) -> Refusal
    ) throws(Refusal) -> Decision {
        try requireDelivery(terms, on: context.effective)
        var rules = MeasurementRules(self, terms, context)
        var decision = Decision()
        var faults: [(line: Int64, refusal: Refusal)] = []
        var fresh: [MeasurementPlace] = []
        for (index, row) in rows.enumerated() {
            do throws(Refusal) {
                let figure = try row.figure()
                guard try rules.admit(figure, row.unit, at: row.place) else { continue }
                decision.add(KPIMeasured(figure, row.unit, at: row.place))
                fresh.append(row.place)
            } catch {
                faults.append((row.line?.value ?? Int64(index + 1), error))
            }
        }
        if let first = faults.first { throw refused(first.refusal, faults) }
        decision.warnings = rules.contradictions(fresh)
        try restate(&decision, after: rules.delivery, since: fresh.map(\.from).min(), terms, context)
        return decision
    }
}

extension MeasurementRules {
    /// Accuracy and error rate of the same days that do not make 100 together: a remark, not a refusal.
    func contradictions(_ places: [MeasurementPlace]) -> [String] {
        places.compactMap { place in
            guard let partner = place.partner, let own = delivery.observation(at: place)?.figure,
                let other = delivery.observation(at: partner)?.figure,
                let first = try? own.exact(in: .percent), let second = try? other.exact(in: .percent),
                let sum = try? first + second, sum != 100
            else { return nil }
            return "\(place.words) and \(partner.metric) do not add up to 100 %."
        }
    }
}

extension MeasurementPlace {
    /// The same place for error rate where this is accuracy, and the other way round.
    fileprivate var partner: MeasurementPlace? {
        var partner = self
        switch metric.rawValue {
        case "accuracy": partner.metric = Code(validated: "error-rate")
        case "error-rate": partner.metric = Code(validated: "accuracy")
        default: return nil
        }
        return partner
    }
}
