public import Schema

/// The sixteen reasons of SEL-1: eight for letting a process go out, eight against.
public enum FitQuestion: String, Choice {
    case repetitiveRuleBased = "repetitive_rule_based", timeConsuming = "time_consuming", nonCore = "non_core"
    case measurable, standardisedRepeatable = "standardised_repeatable", highVolume = "high_volume"
    case sopsReplicable = "sops_replicable", mustScaleFast = "must_scale_fast"
    case sensitiveIP = "sensitive_ip", undefinedOrShifting = "undefined_or_shifting"
    case deepInternalContext = "deep_internal_context", deepTeamIntegration = "deep_team_integration"
    case clientSelectsIndividuals = "client_selects_individuals", strategicDecisions = "strategic_decisions"
    case staffRepresentBrand = "staff_represent_brand", notStandardisedInside = "not_standardised_inside"

    /// On which side a yes counts.
    public var side: FitSide {
        switch self {
        case .repetitiveRuleBased, .timeConsuming, .nonCore, .measurable, .standardisedRepeatable, .highVolume,
             .sopsReplicable, .mustScaleFast: .favours
        case .sensitiveIP, .undefinedOrShifting, .deepInternalContext, .deepTeamIntegration,
             .clientSelectsIndividuals, .strategicDecisions, .staffRepresentBrand, .notStandardisedInside: .opposes
        }
    }

    /// The question that cannot be yes while this one is (SEL-1).
    public var contradicts: FitQuestion? {
        switch self {
        case .standardisedRepeatable: .notStandardisedInside
        case .notStandardisedInside: .standardisedRepeatable
        case .repetitiveRuleBased, .timeConsuming, .nonCore, .measurable, .highVolume, .sopsReplicable,
             .mustScaleFast, .sensitiveIP, .undefinedOrShifting, .deepInternalContext, .deepTeamIntegration,
             .clientSelectsIndividuals, .strategicDecisions, .staffRepresentBrand: nil
        }
    }
}

/// On which side a yes counts.
public enum FitSide: String, Choice {
    /// For letting the process go out.
    case favours
    /// Against it.
    case opposes
}

/// What is known of a question; never asked is the same as unknown.
public enum FitAnswer: String, Choice {
    case yes, no, unknown
}

/// What became of the sixteen answers (SEL-2).
public enum FitVerdict: String, Choice {
    /// May go out.
    case fit
    /// Only by override.
    case conditional
    /// Only by override.
    case unfit
}
