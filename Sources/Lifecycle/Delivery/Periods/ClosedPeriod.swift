public import Schema

/// A period that was closed, with its levels' results as they count now.
public struct ClosedPeriod: Message, Equatable {
    /// The contract.
    public var contract: Code
    /// How long its periods are.
    public var kind: PeriodKind
    /// The first day.
    public var first: CivilDate
    /// The last day.
    public var last: CivilDate
    /// The results, restated where later figures changed them.
    public var levels: [LevelResult]
    /// Position of the closing.
    public var position: Int64
    /// Position of the last restatement.
    public var restated: Int64?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("contract", \Self.contract, "the contract"),
        Field("kind", \.kind, "how long its periods are", example: .month),
        Field("first", \.first, "the first day"),
        Field("last", \.last, "the last day"),
        Field("levels", \.levels, "the results, restated where later figures changed them"),
        Field("position", \.position, "position of the closing"),
        Field("restated", \.restated, "position of the last restatement"))

    /// The days.
    var span: DateSpan { DateSpan(first, through: last) ?? DateSpan(first) }

    /// A level's result.
    func result(_ level: Code) -> LevelResult? { levels.first { $0.level == level } }

    /// Puts a new result in the place of the old one.
    mutating func put(_ result: LevelResult) {
        guard let index = levels.firstIndex(where: { $0.level == result.level }) else {
            levels.append(result)
            return
        }
        levels[index] = result
    }
}

extension PeriodKind {
    /// A period's name: `2026-03`, `2026-Q1`, `2026`, or the first day.
    func name(_ first: CivilDate) -> String {
        switch self {
        case .day, .week: first.description
        case .month: String(first.description.prefix(7))
        case .quarter: "\(first.year)-Q\(first.quarter)"
        case .year: "\(first.year)"
        }
    }
}

extension DeliveryState {
    /// Index of a closed period.
    func closingIndex(_ contract: Code, _ kind: PeriodKind, _ first: CivilDate) -> Int? {
        closings.lastIndex { $0.first == first && $0.kind == kind && $0.contract == contract }
    }

    /// The latest closed period of a contract.
    func lastClosing(_ contract: Code, _ kind: PeriodKind) -> ClosedPeriod? {
        closings.last { $0.contract == contract && $0.kind == kind }
    }

    /// How many periods in a row the level has failed, up to the last closed one.
    func failedInARow(_ contract: Code, _ kind: PeriodKind, _ level: Code) -> Int {
        closings.reversed().lazy
            .filter { $0.contract == contract && $0.kind == kind }
            .prefix { $0.result(level)?.status == .failed }
            .count
    }
}
