public import Schema

/// How every service level stands on a day.
public struct ServiceScoreboard: Message, Equatable {
    /// The day.
    public var on: CivilDate
    /// Level by level.
    public var lines: [ServiceScoreboardLine]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("on", \Self.on, "the day"),
        Field("lines", \.lines, "level by level"))
}

/// One service level's line.
public struct ServiceScoreboardLine: Message, Equatable {
    /// The contract.
    public var contract: Code
    /// The level.
    public var level: Code
    /// The KPI it judges.
    public var metric: Code
    /// What it is told in.
    public var unit: MeasureUnit
    /// The target.
    public var target: Decimal
    /// The last closed period's name, as `2026-03`.
    public var closed: String?
    /// How it stood.
    public var status: LevelStatus?
    /// With what value.
    public var value: ExactNumber?
    /// The running period's name.
    public var running: String?
    /// The value so far.
    public var soFar: ExactNumber?
    /// Periods that failed.
    public var breaches: Count
    /// Failed periods in a row, up to the last closed one.
    public var inARow: Count
    /// Credits still open, by currency.
    public var open: [Money]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("contract", \Self.contract, "the contract"),
        Field("level", \.level, "the level"),
        Field("metric", \.metric, "the KPI it judges"),
        Field("unit", \.unit, "what it is told in"),
        Field("target", \.target, "the target"),
        Field("closed", \.closed, "name of the last closed period", example: "2026-03"),
        Field("status", \.status, "how it stood"),
        Field("value", \.value, "with what value"),
        Field("running", \.running, "name of the running period", example: "2026-04"),
        Field("soFar", \.soFar, "the value so far"),
        Field("breaches", \.breaches, "periods that failed"),
        Field("inARow", \.inARow, "failed periods in a row, up to the last closed one"),
        Field("open", \.open, "credits still open, by currency"))
}

extension Engagement {
    /// Every service level in force on the day: last closed period, running period, breaches, open credits.
    public func scoreboard(on date: CivilDate) -> ServiceScoreboard { scoreboard(on: date, terms) }

    /// The same by given terms.
    func scoreboard(on date: CivilDate, _ terms: DeliveryTerms) -> ServiceScoreboard {
        ServiceScoreboard(on: date, lines: terms.levels(date).map { line($0.contract, $0.level, on: date) })
    }

    private func line(_ contract: Code, _ level: ServiceLevel, on date: CivilDate) -> ServiceScoreboardLine {
        let closings = delivery.closings.filter { $0.contract == contract && $0.kind == level.period }
        let last = closings.last, result = last?.result(level.code)
        let running = try? level.period.period.span(containing: date)
        let soFar = running.flatMap { try? LevelEvaluation(level: level, span: $0).result(delivery) }
        let breaches = closings.filter { $0.result(level.code)?.status == .failed }.count
        let inARow = delivery.failedInARow(contract, level.period, level.code)
        return ServiceScoreboardLine(
            contract: contract, level: level.code, metric: level.metric, unit: level.unit, target: level.target,
            closed: last.map { $0.kind.name($0.first) }, status: result?.status, value: result?.value,
            running: running.map { level.period.name($0.first) }, soFar: soFar?.value,
            breaches: Count(Int64(breaches)) ?? 0, inARow: Count(Int64(inARow)) ?? 0,
            open: delivery.openMoney(contract, level.code))
    }
}

extension DeliveryState {
    /// What is open for a level, one amount a currency.
    fileprivate func openMoney(_ contract: Code, _ level: Code) -> [Money] {
        var sums: [Money] = []
        for credit in credits where credit.contract == contract && credit.level == level {
            let balance = credit.balance
            guard balance.signum != 0 else { continue }
            if let index = sums.firstIndex(where: { $0.currency == balance.currency }) {
                sums[index] = (try? sums[index] + balance) ?? sums[index]
            } else {
                sums.append(balance)
            }
        }
        return sums
    }
}
