import Schema

/// What delivery needs to know of contracts; tests bring their own.
struct DeliveryTerms: Sendable {
    /// Day of the first signature, from which measurements are accepted (LIFE-1).
    var firstSignature: CivilDate?
    /// The service levels in force on a day (C7).
    var levels: @Sendable (CivilDate) -> [(contract: Code, level: ServiceLevel)]
}

extension Engagement {
    /// The terms as they stand; they hold on to the contracts and not to the whole engagement.
    var terms: DeliveryTerms {
        let contracts = contracting.contracts
        return DeliveryTerms(firstSignature: firstSignature) { contracts.serviceLevels(inForceOn: $0) }
    }

    /// Measurements, closings and corrections are accepted from the first signature on (LIFE-1).
    func requireDelivery(_ terms: DeliveryTerms, on date: CivilDate) throws(Refusal) {
        guard let first = terms.firstSignature else {
            throw Refusal(
                .life1, "No contract is signed.",
                missing: [
                    Missing(rule: .life1, what: "a signed contract", command: "contract sign \(id) --contract …")
                ])
        }
        guard date >= first else { throw Refusal(.time, "The first contract was signed on \(first).") }
        guard PhaseSet.fromContracting.contains(phase) else {
            throw Refusal(.life1, "Nothing is measured in phase \(phase.shown).")
        }
    }
}
