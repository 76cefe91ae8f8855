internal import Schema

/// Exact results of history as people read them.
enum ExactText {
    /// `900/11` as `81.82`: two places, half to even; whole numbers and decimals stay as they are.
    static func shown(_ exact: String?) -> String {
        guard let exact else { return "" }
        let parts = exact.split(separator: "/")
        guard parts.count == 2, let upper = Int128(parts[0]), let lower = Int128(parts[1]), lower > 0,
            let fraction = try? Fraction(upper, over: lower), let decimal = try? fraction.decimal(places: 2)
        else { return exact }
        return decimal.description
    }
}
