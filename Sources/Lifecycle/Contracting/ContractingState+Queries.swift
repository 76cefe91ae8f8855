import Schema

/// What other phases ask of contracting.
extension Engagement {
    /// The service levels in force on a day, with the contract that holds them (C7).
    func serviceLevels(inForceOn date: CivilDate) -> [(contract: Code, level: ServiceLevel)] { [] }

    /// Position of the signature of a long-term contract in force on that day (PIL-4).
    func longTermContract(inForceOn date: CivilDate) -> Int64? { nil }

    /// Day of the first signature; measurements are accepted from then on (LIFE-1).
    var firstSignature: CivilDate? { nil }

    /// Whether any contract is signed and not ended (LIFE-3).
    var hasSignedContract: Bool { firstSignature != nil }
}
