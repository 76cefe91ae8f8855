public import Schema

/// What was measured: one exact value, or numerator and denominator, with the size of the sample.
public struct Figure: Hashable, Sendable {
    /// The value, or the numerator where there is a denominator.
    public var number: Decimal
    /// What the numerator is divided by.
    public var denominator: Decimal?
    /// How many cases stand behind it.
    public var sample: Count?

    /// A figure of either form; none where value, numerator and denominator do not make exactly one of them.
    init?(value: Decimal?, numerator: Decimal?, denominator: Decimal?, sample: Count?) {
        switch (value, numerator, denominator) {
        case (let value?, nil, nil): number = value
        case (nil, let numerator?, let denominator?):
            number = numerator
            self.denominator = denominator
        default: return nil  // not a domain enum
        }
        self.sample = sample
    }

    /// A figure known to be of one form.
    init(_ number: Decimal, over denominator: Decimal? = nil, sample: Count? = nil) {
        self.number = number
        self.denominator = denominator
        self.sample = sample
    }

    /// The value where it stands alone.
    var value: Decimal? { denominator == nil ? number : nil }
    /// The numerator of a ratio.
    var numerator: Decimal? { denominator == nil ? nil : number }

    /// Whether there was nothing to measure: a ratio over nothing, a sample of none.
    var hasNoDemand: Bool { denominator == .zero || sample == 0 }

    /// What it weighs in a mean of several, of a period as of a pilot: its sample, or what it was divided by; nothing
    /// is guessed where it has neither.
    var weight: Fraction? { sample.map { Fraction($0.value) } ?? denominator.map { Fraction($0) } }

    /// The exact value, times 100 where a ratio is told in percent.
    ///
    /// - Throws: for a ratio over nothing.
    func exact(in unit: MeasureUnit) throws(ArithmeticOverflow) -> Fraction {
        guard let denominator else { return Fraction(number) }
        let ratio = try Fraction(number) / Fraction(denominator)
        return unit == .percent ? try ratio * 100 : ratio
    }
}

extension Figure {
    /// Why no such figure can be (KPI-1); none where it can.
    func impossibility(in unit: MeasureUnit, of metric: Code) -> String? {
        if let denominator {
            guard denominator.signum >= 0 else { return "the denominator is negative" }
            guard denominator.signum > 0 || number == .zero else { return "something was counted out of nothing" }
        }
        guard unit == .money || number.signum >= 0 else { return "it is negative" }
        guard unit == .percent, !StandardKPI.mayExceedHundred(metric) else { return nil }
        let most = denominator ?? Decimal(units: 100) ?? number
        return number <= most ? nil : "it is above 100 %"
    }
}
