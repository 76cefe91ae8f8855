import Schema

/// What other phases ask of contracting.
extension Engagement {
    /// Signed contracts whose term covers the day.
    func contracts(inForceOn date: CivilDate) -> [Contract] {
        contracting.contracts.filter { $0.isInForce(on: date) }
    }

    /// Position of the signature of a long-term contract in force on that day (PIL-4).
    func longTermContract(inForceOn date: CivilDate) -> Int64? {
        contracting.contracts.first {
            $0.kind == .longTerm && $0.isInForce(on: date) && $0.signature.map { $0.on <= date } == true
        }?.signature?.proof
    }

    /// Day of the first signature; measurements are accepted from then on (LIFE-1).
    var firstSignature: CivilDate? { contracting.contracts.lazy.compactMap { $0.signature?.on }.min() }

    /// Whether any contract is signed and not ended (LIFE-3).
    var hasSignedContract: Bool { firstSignature != nil }
}

extension [Contract] {
    /// The service levels in force on a day, with the contract that holds them (C7).
    func serviceLevels(inForceOn date: CivilDate) -> [(contract: Code, level: ServiceLevel)] {
        filter { $0.isInForce(on: date) }.flatMap { contract in
            (contract.terms(inForceOn: date)?.serviceLevels ?? []).map { (contract.code, $0) }
        }
    }
}
