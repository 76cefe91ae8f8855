import Schema

/// The KPIs that everybody knows (domain.md section 6): unit and direction as data.
struct StandardKPI: Sendable {
    /// Its code.
    let code: String
    /// Units in which it may be told.
    let units: [MeasureUnit]
    /// Whether more or less is better; none where neither is.
    let direction: Direction?

    private static let duration: [MeasureUnit] = [.minutes, .hours, .days]

    /// In the order of domain.md.
    static let all: [StandardKPI] = [
        StandardKPI(code: "aht", units: [.minutes], direction: .lowerIsBetter),
        StandardKPI(code: "csat", units: [.percent], direction: .higherIsBetter),
        StandardKPI(code: "accuracy", units: [.percent], direction: .higherIsBetter),
        StandardKPI(code: "error-rate", units: [.percent], direction: .lowerIsBetter),
        StandardKPI(code: "tat", units: duration, direction: .lowerIsBetter),
        StandardKPI(code: "fcr", units: [.percent], direction: .higherIsBetter),
        StandardKPI(code: "sla-compliance", units: [.percent], direction: .higherIsBetter),
        StandardKPI(code: "cost-per-transaction", units: [.money], direction: .lowerIsBetter),
        StandardKPI(code: "resolution-rate", units: [.percent], direction: .higherIsBetter),
        StandardKPI(code: "response-time", units: duration, direction: .lowerIsBetter),
        StandardKPI(code: "resolution-time", units: duration, direction: .lowerIsBetter),
        StandardKPI(code: "attrition", units: [.percent], direction: .lowerIsBetter),
        StandardKPI(code: "ai-handled-share", units: [.percent], direction: nil),
        StandardKPI(code: "deflection", units: [.percent], direction: .higherIsBetter),
        StandardKPI(code: "resolved-tickets", units: [.count], direction: .higherIsBetter),
        StandardKPI(code: "sales-closed", units: [.count], direction: .higherIsBetter),
        StandardKPI(code: "qualified-leads", units: [.count], direction: .higherIsBetter),
        StandardKPI(code: "collections", units: [.money], direction: .higherIsBetter),
        StandardKPI(code: "volume", units: [.count], direction: nil),
        StandardKPI(code: "incident-response-time", units: duration, direction: .lowerIsBetter),
        StandardKPI(code: "provider-retention", units: [.percent], direction: .higherIsBetter),
    ]

    private static let byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }

    /// The KPI of that code; none where it is the client's own.
    static func named(_ metric: Code) -> StandardKPI? { byCode[metric.rawValue] }

    /// Attrition alone: more people may leave in a year than there are.
    static func mayExceedHundred(_ metric: Code) -> Bool { metric.rawValue == "attrition" }
}
