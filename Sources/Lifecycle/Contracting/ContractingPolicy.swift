public import Schema

/// Two edges that turn a number into 1, ½ or 0; a number on an edge belongs to the better side.
public struct ScoreBand: Message, Equatable {
    /// Up to or from here it scores 1.
    public var full: Decimal
    /// Up to or from here it scores ½.
    public var half: Decimal

    /// One description of the message.
    public static let fields = Fields(
        ScoreBand.init(full:half:),
        Field("full", \.full, "the edge of the best score"),
        Field("half", \.half, "the edge of half the score"))

    /// A band.
    public init(full: Decimal, half: Decimal) {
        self.full = full
        self.half = half
    }

    /// A band of whole numbers.
    init(_ full: Int64, _ half: Int64) {
        self.init(full: Decimal(units: full) ?? .zero, half: Decimal(units: half) ?? .zero)
    }

    /// 2, 1 or 0, where more is better.
    func halves(atLeast value: Decimal) -> Int64 { value >= full ? 2 : value >= half ? 1 : 0 }
    /// 2, 1 or 0, where less is better.
    func halves(atMost value: Decimal) -> Int64 { value <= full ? 2 : value <= half ? 1 : 0 }

    /// 2, 1 or 0 by how many percent a cost lies above the lowest; none across currencies.
    func halves(_ cost: Money, above lowest: Money) -> Int64? {
        guard cost.currency == lowest.currency else { return nil }
        return isWithin(full, cost, lowest) ? 2 : isWithin(half, cost, lowest) ? 1 : 0
    }

    private func isWithin(_ percent: Decimal, _ cost: Money, _ lowest: Money) -> Bool {
        guard let factor = try? Fraction(percent) + 100, let limit = try? lowest.exactMinorUnits * factor,
            let actual = try? cost.exactMinorUnits * 100
        else { return false }
        return actual <= limit
    }
}

/// What a class of data demands of a provider (CON-5).
public struct EvidenceRequirement: Message, Equatable {
    /// The class of data.
    public var data: DataClass
    /// Which attestation or agreement.
    public var kind: AttestationKind
    /// How many months it may be old, exclusively; any age where absent.
    public var monthsMax: Count?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("data", \Self.data, "the class of data"),
        Field("kind", \.kind, "which attestation or agreement"),
        Field("monthsMax", \.monthsMax, "younger than so many months; any age where absent", example: .some(12)))
}

/// Thresholds and defaults for Contracting; a number in domain.md is a default here, never a constant in a rule.
public struct ContractingPolicy: Message, Equatable {
    /// How many providers must be compared without a single-source approval (CON-1).
    public var providersMin: Count = 2
    /// How many references must be verified in the client's industry (CON-5).
    public var referencesMin: Count = 2
    /// Client retention in percent, more is better (house).
    public var retention = ScoreBand(90, 75)
    /// Staff turnover in percent, less is better (house).
    public var turnover = ScoreBand(30, 50)
    /// SLA compliance in percent: target and minimum (house).
    public var slaCompliance = ScoreBand(95, 90)
    /// Percent above the round's lowest cost (house).
    public var cost = ScoreBand(10, 30)
    /// Weights and critical marks of a round that states none: all equal; 5, 7 and 10 critical (house).
    public var weights: [ItemWeight] = ContractingPolicy.equalWeights
    /// What each class of data demands (CON-5).
    public var evidence: [EvidenceRequirement] = ContractingPolicy.lawfulEvidence
    /// Attestations demanded of every provider, as SOC 2 or ISO 27001 (CON-5).
    public var attestations: [AttestationKind] = []
    /// How many months old a risk assessment may be at signing (CON-8).
    public var assessmentMonthsMax: Count = 12
    /// A pilot contract shorter than so many days ends before any pilot can (CON-9, PIL-2).
    public var pilotContractDaysMin: Count = 30
    /// Working days for notice periods (DATE-1).
    public var calendar = NoticeCalendar()

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("providersMin", \Self.providersMin, "providers to compare (CON-1)"),
        Field("referencesMin", \.referencesMin, "references to verify in the client's industry (CON-5)"),
        Field("retention", \.retention, "client retention in percent, more is better"),
        Field("turnover", \.turnover, "staff turnover in percent, less is better"),
        Field("slaCompliance", \.slaCompliance, "SLA compliance in percent: target and minimum"),
        Field("cost", \.cost, "percent above the lowest cost"),
        Field("weights", \.weights, "weights and critical marks of a round that states none"),
        Field("evidence", \.evidence, "what each class of data demands (CON-5)"),
        Field("attestations", \.attestations, "attestations demanded of every provider (CON-5)"),
        Field("assessmentMonthsMax", \.assessmentMonthsMax, "age of a risk assessment at signing, months (CON-8)"),
        Field("pilotContractDaysMin", \.pilotContractDaysMin, "shortest sensible pilot contract, days (CON-9)"),
        Field("calendar", \.calendar, "working days for notice periods (DATE-1)"))

    /// The defaults of domain.md.
    public static let standard = ContractingPolicy()

    private static let equalWeights = (1...15).compactMap { number in
        Count(number).map {
            ItemWeight(item: $0, weight: Decimal(units: 1) ?? .zero, critical: [5, 7, 10].contains(number))
        }
    }

    private static let lawfulEvidence = [
        EvidenceRequirement(data: .health, kind: .businessAssociateAgreement, monthsMax: nil),
        EvidenceRequirement(data: .euPersonal, kind: .processingAgreement, monthsMax: nil),
        EvidenceRequirement(data: .euPersonal, kind: .transferMechanism, monthsMax: nil),
        EvidenceRequirement(data: .california, kind: .ccpaTerms, monthsMax: nil),
        EvidenceRequirement(data: .cards, kind: .pciDss, monthsMax: 12),
    ]
}

/// Working days as data: what notice in business days is counted by.
public struct NoticeCalendar: Message, Equatable {
    /// Weekdays worked, Monday 1 to Sunday 7 (ISO 8601).
    public var weekdays: [Count] = [1, 2, 3, 4, 5]
    /// Days not worked.
    public var holidays: [CivilDate] = []
    /// The day up to which the holidays are complete; beyond it a date is provisional.
    public var loadedThrough: CivilDate = .min

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("weekdays", \Self.weekdays, "weekdays worked, Monday 1 to Sunday 7", example: [1, 2, 3, 4, 5]),
        Field("holidays", \.holidays, "days not worked"),
        Field("loadedThrough", \.loadedThrough, "the day up to which the holidays are complete"))

    /// The calendar to count by; every day where no weekday is worked.
    var business: BusinessCalendar {
        let worked = Weekday.allCases.filter { day in weekdays.contains { $0.value == Int64(day.isoNumber) } }
        return BusinessCalendar(workingWeekdays: Set(worked), holidays: holidays, loadedThrough: loadedThrough)
            ?? .everyDay
    }
}
