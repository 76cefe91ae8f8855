import Schema
import Testing

@Suite("Fraction")
struct FractionTests {
    private let huge = Int128.max

    @Test("a fraction is in lowest terms with a positive denominator")
    func lowestTerms() throws {
        let fraction = try Fraction(-1_800, over: -22)
        #expect(fraction.numerator == 900 && fraction.denominator == 11)
        #expect(try Fraction(0, over: -7) == .zero)
        #expect(try Fraction(huge, over: huge) == .one)
        #expect(try Fraction(3, over: -6).description == "-1/2")
    }

    @Test("impossible fractions are refused")
    func impossible() {
        #expect(throws: ArithmeticOverflow.divisionByZero) { try Fraction(1, over: 0) }
        #expect(throws: ArithmeticOverflow.tooLarge) { try Fraction(.min, over: 1) }
        #expect(throws: ArithmeticOverflow.tooLarge) { try Fraction(1, over: .min) }
        #expect(throws: ArithmeticOverflow.divisionByZero) { try Fraction.one / .zero }
    }

    @Test("what does not fit is refused, never wrapped or rounded")
    func overflow() throws {
        let large = try Fraction(huge, over: 1), small = try Fraction(1, over: huge)
        #expect(throws: ArithmeticOverflow.tooLarge) { try large + 1 }
        #expect(throws: ArithmeticOverflow.tooLarge) { try -large - 1 }
        #expect(throws: ArithmeticOverflow.tooLarge) { try large * 2 }
        #expect(throws: ArithmeticOverflow.tooLarge) { try small / 2 }
        #expect(throws: ArithmeticOverflow.tooLarge) { try small + Fraction(1, over: huge - 1) }
        #expect(try large * small == 1)
        #expect(try large - large == 0)
    }

    @Test("C4: order is exact even where the cross products need 254 bits")
    func wideOrder() throws {
        let left = try Fraction(huge - 1, over: huge), right = try Fraction(huge - 2, over: huge - 1)
        #expect(right < left)
        #expect(!(left < right))
        #expect(-left < -right)
        #expect(try Fraction(-huge, over: 2) < Fraction(huge, over: 3))
        #expect(min(left, right) == right)
        #expect(max(left, right) == left)
    }

    @Test("case 1: the tie of Alpha and Bravo is exact, and shown as 81.82")
    func weightedScore() throws {
        let texts = ["0.3", "0.1", "0.2", "0.2", "0.3", "0.1", "0.3", "0.2", "0.1", "0.1", "0.2", "0.1"]
        let weights = try texts.map { try exact($0) }
        let half = try Fraction(1, over: 2)
        let alpha: [Fraction] = [1, 1, 1, 1, half, 1, 1, half, half, 1, half, 1]
        let bravo: [Fraction] = [half, 1, 1, 1, half, 1, 1, 1, half, half, 1, 1]
        let total = try Fraction.sum(weights)
        func score(_ scores: [Fraction]) throws -> Fraction {
            var sum = Fraction.zero
            for (weight, score) in zip(weights, scores) { sum = try sum + weight * score }
            return try 100 * sum / total
        }
        #expect(try score(alpha) == Fraction(900, over: 11))
        #expect(try score(alpha) == score(bravo))
        #expect(try score(alpha).text(places: 2) == "81.82")
        #expect(try Fraction(775, over: 11).text(places: 2) == "70.45")
    }

    @Test("C2: a tie goes to the even neighbour, on both sides of zero", arguments: [
        (1, 2, 0), (3, 2, 2), (5, 2, 2), (7, 2, 4), (-1, 2, 0), (-3, 2, -2), (-5, 2, -2), (2, 3, 1), (1, 3, 0),
        (-2, 3, -1), (6, 2, 3),
    ])
    func halfEven(numerator: Int128, denominator: Int128, rounded: Int128) throws {
        #expect(try Fraction(numerator, over: denominator).roundedHalfEven() == rounded)
    }

    @Test("floor goes down on both sides of zero")
    func floor() throws {
        #expect(try Fraction(7, over: 2).floor == 3)
        #expect(try Fraction(-7, over: 2).floor == -4)
        #expect(Fraction(-3).floor == -3)
    }

    @Test("case 9e: 94.998… is shown as 95.00, and compares below 95")
    func shown() throws {
        let sums = Fraction(18_800 + 28_500 + 19_104 + 28_500)
        let mean = try sums / 999
        #expect(try mean.text(places: 2) == "95.00")
        #expect(mean < 95)
    }

    @Test("a display of more than 18 digits, or places, is refused")
    func displayOverflow() throws {
        #expect(throws: ArithmeticOverflow.tooLarge) { try Fraction(huge, over: 1).decimal(places: 2) }
        #expect(try Fraction(1, over: huge).decimal(places: 18) == .zero)
        #expect(try Fraction(huge - 1, over: huge).decimal(places: 17).description == "1")
        #expect(try Fraction(2 - huge, over: huge).decimal(places: 2).description == "-1")
        #expect(try Fraction(huge / 8 * 3, over: huge - 3).text(places: 6) == "0.375000")
        #expect(throws: ArithmeticOverflow.tooLarge) { try Fraction.one.decimal(places: 19) }
        #expect(throws: ArithmeticOverflow.tooLarge) { try Fraction.one.decimal(places: -1) }
        #expect(try Fraction(-1, over: 8).decimal(places: 2).description == "-0.12")
        #expect(try Fraction(1, over: 400).text(places: 2) == "0.00")
        #expect(try Fraction(3, over: 2).decimal(places: 0).description == "2")
    }

    @Test("sums and products undo differences and quotients")
    func inverses() {
        seeded { generator in
            for _ in 0..<2_000 {
                let left = Fraction.random(using: &generator), right = Fraction.random(using: &generator)
                if let sum = try? left + right, let back = try? sum - right { #expect(back == left, "\(generator)") }
                if right != 0, let quotient = try? left / right, let back = try? quotient * right {
                    #expect(back == left, "\(generator)")
                }
                if let difference = try? left - right {
                    #expect((difference.signum < 0) == (left < right), "\(generator)")
                }
            }
        }
    }

    @Test("small numbers never overflow: every law is really tried")
    func smallNumbers() throws {
        try seeded { generator in
            for _ in 0..<500 {
                func small() throws -> Fraction {
                    try Fraction(Int128.random(in: -1_000...1_000, using: &generator),
                                 over: Int128.random(in: 1...1_000, using: &generator))
                }
                let (a, b, c) = (try small(), try small(), try small())
                #expect(try a * (b + c) == a * b + a * c, "\(generator)")
                #expect(try a + b == b + a, "\(generator)")
            }
        }
    }
}
