extension Money: SchemaValue {
    private struct Parts: Message {
        var currency: Currency
        var minorUnits: Int64
        static let fields = Fields(
            Parts.init(currency:minorUnits:),
            Field("currency", \.currency, "ISO 4217 code"),
            Field("minorUnits", \.minorUnits, "amount in the currency's minor unit, as cents"))
    }

    /// Takes `{currency, minorUnits}`.
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> Money {
        let start = reader.offset
        let parts = try Parts.read(&reader)
        guard let money = Money(parts.currency, minorUnits: parts.minorUnits) else {
            throw JSONFault(.range, at: start, expected: "an amount below 2^53 minor units")
        }
        return money
    }

    /// Writes `{currency, minorUnits}`.
    public func write(_ writer: inout JSONWriter) {
        Parts(currency: currency, minorUnits: minorUnits).write(&writer)
    }

    /// An object of two fields.
    public static var shape: Shape { .object(name: "Money", fields: Parts.fields.shapes) }
    /// One thousand euros.
    public static var example: Money { Money(.example, minorUnits: 100_000) ?? .zero(.example) }
}
