public import Schema

/// How a pilot ended (PIL-3).
public enum PilotVerdict: String, Choice {
    /// Every benchmark is met.
    case meets
    /// Some are missed, none of them critical, and fewer than the policy's share.
    case partial
    /// A critical one is missed, or too many are.
    case fails

    /// The verdict over all benchmarks.
    ///
    /// - Parameter failsAtPercent: the share of missed ones from which on a pilot fails.
    static func over(_ results: [BenchmarkResult], failsAtPercent: Decimal) -> PilotVerdict {
        let missed = results.filter(\.missed)
        if missed.isEmpty { return .meets }
        if missed.contains(where: \.critical) { return .fails }
        let share = try? Fraction(Int128(missed.count) * 100, over: Int128(results.count))
        return share.map { $0 >= Fraction(failsAtPercent) } ?? true ? .fails : .partial
    }
}

/// What one KPI came to over the window.
public struct BenchmarkResult: Message, Equatable {
    /// The KPI.
    public var metric: Code
    /// The benchmark's target.
    public var target: Decimal
    /// Whether the benchmark is critical.
    public var critical: Bool
    /// The exact mean, as `45062/500`; absent where nothing was measured.
    public var exact: String?
    /// The mean to four places, for people.
    public var shown: Decimal?
    /// Items behind it.
    public var sample: Count
    /// Whether the benchmark is missed; without a measurement it is.
    public var missed: Bool

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("metric", \Self.metric, "the KPI"),
        Field("target", \.target, "the benchmark's target"),
        Field("critical", \.critical, "whether the benchmark is critical"),
        Field("exact", \.exact, "the exact sample-weighted mean, as a fraction", example: "22531/250"),
        Field("shown", \.shown, "the mean to four places, for people"),
        Field("sample", \.sample, "items behind it"),
        Field("missed", \.missed, "whether the benchmark is missed"))
}

extension Benchmark {
    /// Judges one KPI: Σ value × sample ÷ Σ sample over what lies wholly inside, compared exactly (PIL-3, C4). A single
    /// figure needs no sample; where one of several has none, there is no mean and the benchmark is missed.
    ///
    /// - Throws: ``ArithmeticOverflow`` where the sum needs more digits than exact arithmetic has.
    func result(over inside: [PilotMeasurement]) throws(ArithmeticOverflow) -> BenchmarkResult {
        var result = BenchmarkResult(
            metric: metric, target: target, critical: critical, exact: nil, shown: nil, sample: 0, missed: true)
        guard inside.count == 1 || !inside.contains(where: { $0.weight == nil }) else { return result }
        var sum = Fraction.zero, weights = Fraction.zero
        for measurement in inside {
            let weight = measurement.weight ?? .one
            sum = try sum + measurement.value * weight
            weights = try weights + weight
        }
        guard weights > .zero else { return result }
        guard let count = Int64(exactly: weights.floor).flatMap({ Count($0) }) else {
            throw .tooLarge
        }
        let mean = try sum / weights
        result.exact = mean.description
        result.shown = try? mean.decimal(places: 4)
        result.sample = count
        result.missed = !isMet(by: mean)
        return result
    }

    /// Equality is met (C4).
    func isMet(by mean: Fraction) -> Bool {
        switch direction {
        case .higherIsBetter: mean >= Fraction(target)
        case .lowerIsBetter: mean <= Fraction(target)
        }
    }
}
