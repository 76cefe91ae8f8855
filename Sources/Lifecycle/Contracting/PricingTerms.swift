public import Schema

/// What the price counts.
public enum PricingModel: String, Choice {
    case perHour = "per_hour", perFte = "per_fte", perUser = "per_user", perTransaction = "per_transaction"
    case perMinute = "per_minute", perResolution = "per_resolution", fixedFee = "fixed_fee", project, outcome, hybrid
    case seatLease = "seat_lease", perEmployee = "per_employee", percentOfPayroll = "percent_of_payroll", retainer
    case perDevice = "per_device"
}

/// What is paid, and how.
public struct PricingTerms: Message, Equatable, TermsGroup {
    /// What the price counts.
    public var model: PricingModel?
    /// The currency of every amount, ISO 4217.
    public var currency: Currency?
    /// A fixed fee for each calendar month.
    public var monthlyFee: Money?
    /// Price of one unit, in whole units of the currency.
    public var unitRate: Decimal?
    /// What a unit is.
    public var unit: Label?
    /// The least that a month costs, before bonus and credits.
    public var minimum: Money?
    /// The most that a month costs, before bonus and credits.
    public var maximum: Money?
    /// How and when it is paid.
    public var payment: Label?
    /// Rates, bands, bonus and indexation that are recorded but not computed.
    public var otherRates: Label?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("model", \Self.model, "what the price counts"),
        Field("currency", \.currency, "currency of every amount, ISO 4217"),
        Field("monthlyFee", \.monthlyFee, "fixed fee for each calendar month"),
        Field("unitRate", \.unitRate, "price of one unit, in whole units of the currency", example: Decimal("1.2345")),
        Field("unit", \.unit, "what a unit is", example: "ticket"),
        Field("minimum", \.minimum, "the least that a month costs, before bonus and credits"),
        Field("maximum", \.maximum, "the most that a month costs, before bonus and credits",
              example: Money(.example, minorUnits: 9_000_000)),
        Field("payment", \.payment, "how and when it is paid", example: "30 days net, monthly in arrears"),
        Field("otherRates", \.otherRates, "rates, bands and indexation, recorded but not computed",
              example: "Weekend +20 %"))

    func merged(_ change: PricingTerms, _ how: TermsMerge) -> PricingTerms {
        PricingTerms(
            model: how.one(model, change.model), currency: how.one(currency, change.currency),
            monthlyFee: how.one(monthlyFee, change.monthlyFee), unitRate: how.one(unitRate, change.unitRate),
            unit: how.one(unit, change.unit), minimum: how.one(minimum, change.minimum),
            maximum: how.one(maximum, change.maximum), payment: how.one(payment, change.payment),
            otherRates: how.one(otherRates, change.otherRates))
    }

    /// Whether model, currency and some rate are named.
    var isPriced: Bool {
        model != nil && currency != nil && (monthlyFee != nil || unitRate != nil || otherRates != nil)
    }

    /// Refuses amounts of two currencies, negative ones, and a least above the most.
    func validate() throws(Refusal) {
        let amounts = [monthlyFee, minimum, maximum].compactMap(\.self)
        guard amounts.allSatisfy({ $0.currency == currency }) else {
            throw Refusal(.form, "Every amount of a price is in its currency.")
        }
        guard amounts.allSatisfy({ $0.signum >= 0 }), unitRate.map({ $0 >= .zero }) ?? true else {
            throw Refusal(.form, "A price is not negative.")
        }
        if let minimum, let maximum, maximum.minorUnits < minimum.minorUnits {
            throw Refusal(.form, "The minimum charge is above the maximum.")
        }
    }
}
