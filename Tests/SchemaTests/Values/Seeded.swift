import Schema
import Testing

/// Runs `body` with a generator of a fresh seed, and prints the seed so that a failure can be repeated.
func seeded(_ seed: UInt64 = UInt64.random(in: 0...UInt64.max), _ body: (inout SplitMix64) throws -> Void) rethrows {
    var generator = SplitMix64(seed: seed)
    print(generator)
    try body(&generator)
}

/// Checks that random values survive their canonical spelling, and that every one-byte damage is refused or is the
/// canonical spelling of another value: text never has two spellings.
func expectOneSpelling<Value: CanonicalText>(
    rounds: Int = 2_000, _ random: (inout SplitMix64) -> Value, sourceLocation: SourceLocation = #_sourceLocation
) {
    seeded { generator in
        let seed = generator.description
        for _ in 0..<rounds {
            let value = random(&generator)
            var bytes: [UInt8] = []
            value.write(into: &bytes)
            #expect(Value(parsing: bytes) == value, "\(seed) \(value)", sourceLocation: sourceLocation)
            damage(&bytes, &generator)
            guard let other = Value(parsing: bytes) else { continue }
            var again: [UInt8] = []
            other.write(into: &again)
            #expect(again == bytes, "\(seed) \(bytes)", sourceLocation: sourceLocation)
        }
    }
}

private func damage(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
    let index = Int.random(in: 0..<bytes.count, using: &generator)
    let likely = Array("0123456789.-:+ /TZAaf".utf8)
    let byte = likely.randomElement(using: &generator) ?? 0
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes.remove(at: index)
    case 1: bytes.insert(byte, at: index)
    case 2: bytes[index] = byte
    default: bytes[index] = UInt8.random(in: 0...255, using: &generator)
    }
}

/// A date that the test's author knows to exist.
func date(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> CivilDate {
    try #require(CivilDate(text), "\(text)", sourceLocation: sourceLocation)
}

/// A decimal that the test's author knows to be one.
func decimal(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Decimal {
    try #require(Decimal(text), "\(text)", sourceLocation: sourceLocation)
}

/// The exact fraction of a decimal.
func exact(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Fraction {
    Fraction(try decimal(text, sourceLocation: sourceLocation))
}
