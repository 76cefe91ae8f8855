public import Schema

/// Every word that an item of a template may be answered with; the item's scale says which of them.
public enum Grade: String, Choice {
    case proven, limited, nothing = "none", yes, no, verified, notVerified = "not_verified"
    case fullyCompliant = "fully_compliant", partial, notCompliant = "not_compliant"
    case certified, notCertified = "not_certified", strong, moderate, weak
    case documentedAndTested = "documented_and_tested", documentedOnly = "documented_only"
    case comprehensive, basic, structured, unclear
    case compatible, needsIntegration = "needs_integration", notCompatible = "not_compatible"
    case available, meets, fails, stable, risky, covered, notAddressed = "not_addressed"
    case minor, major, significant, complete, low, medium, high
}

/// The answer to one item: a word, a number or money, as its scale asks; not yet known where none stands.
public struct TemplateAnswer: Message, Equatable {
    /// Number of the item.
    public var item: Count
    /// The word, for items with words.
    public var grade: Grade?
    /// The percentage, for items with numbers.
    public var number: Decimal?
    /// The price, for items with money.
    public var cost: Money?
    /// A remark.
    public var note: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("item", \Self.item, "number of the item", example: 1),
        Field("grade", \.grade, "the word, for items with words"),
        Field("number", \.number, "the percentage, for items with numbers", example: .some(nil)),
        Field("cost", \.cost, "the price, for items with money", example: .some(nil)),
        Field("note", \.note, "a remark"))

    /// Whether it says anything.
    var isKnown: Bool { grade != nil || number != nil || cost != nil }
}

/// The weight of one item, and whether a score of 0 on it is a critical failure.
public struct ItemWeight: Message, Equatable {
    /// Number of the item.
    public var item: Count
    /// Its weight, 0 to 1000, at most six digits after the point.
    public var weight: Decimal
    /// Whether a score of 0 on it is a critical failure (CON-3).
    public var critical: Bool

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("item", \Self.item, "number of the item", example: 1),
        Field("weight", \.weight, "its weight, 0 to 1000, at most six digits after the point"),
        Field("critical", \.critical, "whether a score of 0 on it is a critical failure"))

    /// Whether sums of such weights stay exact and short.
    var isInRange: Bool {
        weight >= .zero && weight.scale <= 6 && Fraction(weight) <= 1000
    }
}
