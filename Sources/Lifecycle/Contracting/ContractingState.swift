public import Schema

/// What an engagement's stream says of Contracting.
public struct ContractingState: Message, Equatable {
    /// Rounds of evaluation, oldest first; older ones are kept (CON-2).
    public var rounds: [EvaluationRound] = []
    /// Justifications for looking at one provider only (CON-1).
    public var singleSources: [SingleSource] = []
    /// Disqualifiers accepted by two persons (CON-5).
    public var waivers: [DisqualifierWaiver] = []
    /// The last risk assessment of each provider (CON-8, CON-10).
    public var risks: [RiskAssessment] = []
    /// The provider chosen, if any.
    public var choice: ProviderChoice?
    /// Contracts, in the order of their first draft.
    public var contracts: [Contract] = []

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("rounds", \Self.rounds, "rounds of evaluation, oldest first"),
        Field("singleSources", \.singleSources, "justifications for looking at one provider only"),
        Field("waivers", \.waivers, "disqualifiers accepted by two persons"),
        Field("risks", \.risks, "the last risk assessment of each provider"),
        Field("choice", \.choice, "the provider chosen"),
        Field("contracts", \.contracts, "contracts, in the order of their first draft"))

    /// The last risk assessment of a provider.
    func risk(of provider: ProviderID) -> RiskAssessment? { risks.first { $0.provider == provider } }

    /// The contract of that code.
    func contract(_ code: Code) -> Contract? { contracts.first { $0.code == code } }

    /// Whether two persons accepted the disqualifier for that day.
    func isWaived(_ disqualifier: Disqualifier, of provider: ProviderID, on date: CivilDate) -> Bool {
        waivers.contains {
            $0.provider == provider && $0.disqualifier == disqualifier && date <= $0.until
                && ($0.approvedOn.map { $0 <= date } ?? false)
        }
    }
}
