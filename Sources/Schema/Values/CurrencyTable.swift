/// The codes of ISO 4217 list one that have a minor unit, with its digits: funds and precious metals without one
/// (XAU, XDR, XXX, …) are left out, because nothing can be charged in them.
///
/// BGN (euro since 2026-01-01) and ANG (XCG since 2025) stay readable, because contracts of earlier years name them.
@usableFromInline
enum CurrencyTable {
    /// The mark for "no such code".
    @usableFromInline static let unknown: UInt8 = 0xFF

    private static let codes: [(exponent: UInt8, codes: StaticString)] = [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (2, """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF \
            CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD \
            HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT \
            MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR \
            SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU \
            UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
            """),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    ]

    /// The digits of the minor unit by ``index(_:_:_:)``, or ``unknown``.
    @usableFromInline static let exponents: [UInt8] = {
        var table = [UInt8](repeating: unknown, count: 26 * 26 * 26)
        forEachCode { letters, exponent in table[index(letters[0], letters[1], letters[2])] = exponent }
        return table
    }()

    /// Every currency, by code.
    static let all: [Currency] = {
        var currencies: [Currency] = []
        forEachCode { letters, _ in
            if let currency = Currency(parsing: letters) { currencies.append(currency) }
        }
        return currencies.sorted()
    }()

    /// The place of a code in ``exponents``; negative if a byte is no capital letter.
    @inlinable @inline(__always)
    static func index(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        let high = first &- 0x41, middle = second &- 0x41, low = third &- 0x41
        guard high < 26, middle < 26, low < 26 else { return -1 }
        return (Int(high) &* 26 &+ Int(middle)) &* 26 &+ Int(low)
    }

    private static func forEachCode(_ body: ([UInt8], UInt8) -> Void) {
        for (exponent, codes) in codes {
            let bytes = codes.withUTF8Buffer { Array($0) }
            for letters in bytes.split(separator: 0x20) where letters.count == 3 { body(Array(letters), exponent) }
        }
    }
}
