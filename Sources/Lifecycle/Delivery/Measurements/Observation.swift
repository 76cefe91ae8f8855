public import Schema

/// One figure as it counts now, packed: an engagement keeps tens of thousands of them.
public struct Observation: Hashable, Sendable {
    /// The first day measured.
    public let from: CivilDate
    /// The last day measured, not before the first.
    public let to: CivilDate
    private let numberUnits: Int64
    private let denominatorUnits: Int64
    private let sampleSize: Int64
    /// Position of the event that proves it; after a correction, of the correction.
    public let position: Int64
    private let numberScale: UInt8
    private let denominatorScale: UInt8

    /// A figure of the days `from` to `to`; none where `to` is earlier.
    init?(_ figure: Figure, from: CivilDate, to: CivilDate, position: Int64) {
        guard from <= to else { return nil }
        self.from = from
        self.to = to
        self.position = position
        numberUnits = figure.number.units
        numberScale = figure.number.scale
        denominatorUnits = figure.denominator?.units ?? 0
        denominatorScale = figure.denominator?.scale ?? Observation.none
        sampleSize = figure.sample?.value ?? -1
    }

    /// What was measured.
    public var figure: Figure {
        Figure(
            Decimal(units: numberUnits, scale: numberScale) ?? .zero, over: denominator, sample: Count(sampleSize))
    }

    /// The days measured.
    public var span: DateSpan { DateSpan(from, through: to) ?? DateSpan(from) }

    private var denominator: Decimal? {
        denominatorScale == Observation.none ? nil : Decimal(units: denominatorUnits, scale: denominatorScale)
    }

    /// The scale that says that there is no denominator.
    private static let none: UInt8 = .max
}
