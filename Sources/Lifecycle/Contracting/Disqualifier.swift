public import Schema

/// Why a provider may not be chosen (CON-5).
public enum DisqualifierKind: String, Choice {
    case attritionWithheld = "attrition_withheld", noNda = "no_nda"
    case tooFewReferences = "too_few_references", evidenceMissing = "evidence_missing"
}

/// One reason why a provider may not be chosen or contracted; lifted only by a waiver.
public struct Disqualifier: Message, Equatable {
    /// Why.
    public var kind: DisqualifierKind
    /// Which evidence, where that is why.
    public var evidence: AttestationKind?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("kind", \Self.kind, "why"),
        Field("evidence", \.evidence, "which evidence, where that is why"))

    /// For people.
    var title: String {
        switch kind {
        case .attritionWithheld: "attrition data is withheld or was never disclosed"
        case .noNda: "no non-disclosure agreement is in force"
        case .tooFewReferences: "too few references are verified in the client's industry"
        case .evidenceMissing: "no valid \(evidence?.shown ?? "evidence")"
        }
    }

    /// What cures it, as typed after `engagectl`.
    func cure(_ provider: ProviderID, industry: Code) -> String {
        switch kind {
        case .attritionWithheld: "provider disclose-attrition \(provider) --percent NUMBER"
        case .noNda: "provider record-nda \(provider) --signed DATE"
        case .tooFewReferences:
            "provider check-reference \(provider) --code CODE --industry \(industry) --client NAME --verified"
        case .evidenceMissing:
            "provider record-attestation \(provider) --kind \(evidence?.shown ?? "other") "
                + "--scope SCOPE --issuer ISSUER --from DATE"
        }
    }
}

extension Provider {
    /// Whether it holds a valid attestation of that kind.
    func holds(_ kind: AttestationKind, on date: CivilDate, youngerThan monthsMax: Count? = nil) -> Bool {
        attestations.contains { $0.kind == kind && $0.isValid(on: date, youngerThan: monthsMax) }
    }

    /// All that disqualifies it on that day, for that industry and these classes of data (CON-5).
    func disqualifiers(
        on date: CivilDate, industry: Code?, data: [DataClass], _ policy: ContractingPolicy
    ) -> [Disqualifier] {
        var found: [Disqualifier] = []
        func note(_ kind: DisqualifierKind) { found.append(Disqualifier(kind: kind, evidence: nil)) }
        if attrition?.percent == nil { note(.attritionWithheld) }
        let binds = nonDisclosures.contains { $0.signed <= date && ($0.until.map { date <= $0 } ?? true) }
        if !binds { note(.noNda) }
        let verified = references.count { $0.verified && $0.industry == industry }
        if verified < policy.referencesMin.value { note(.tooFewReferences) }
        for demand in policy.demands(of: data) where !holds(demand.kind, on: date, youngerThan: demand.monthsMax) {
            let missing = Disqualifier(kind: .evidenceMissing, evidence: demand.kind)
            if !found.contains(missing) { found.append(missing) }
        }
        return found
    }
}

extension ContractingPolicy {
    /// What is demanded of a provider that handles such data.
    func demands(of data: [DataClass]) -> [(kind: AttestationKind, monthsMax: Count?)] {
        evidence.filter { data.contains($0.data) }.map { ($0.kind, $0.monthsMax) } + attestations.map { ($0, nil) }
    }
}

extension Engagement {
    /// What disqualifies a provider here and is not waived on that day (CON-5).
    func disqualifiers(
        of provider: Provider, on date: CivilDate, data: [DataClass], _ policy: ContractingPolicy
    ) -> [Disqualifier] {
        let classes = data + (contracting.rounds.last?.data ?? [])
        return provider.disqualifiers(on: date, industry: profile?.industry, data: classes, policy)
            .filter { !contracting.isWaived($0, of: provider.id, on: date) }
    }

    /// What cures them, for a refusal.
    func missing(_ disqualifiers: [Disqualifier], _ provider: ProviderID) -> [Missing] {
        disqualifiers.map {
            Missing(rule: .con5, what: "\(provider): \($0.title)",
                    command: $0.cure(provider, industry: profile?.industry ?? .example))
        }
    }
}
