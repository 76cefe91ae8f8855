public import Schema

/// Everything that a decision takes from outside its stream: time, hand, policy, other streams.
///
/// An object and not a value: it is handed down through every rule, and each hand would copy its parts.
public final class Context: Sendable {
    /// When it is decided.
    public let now: Instant
    /// The day it counts from; today in the engagement's zone unless the actor said otherwise.
    public let effective: CivilDate
    /// Today in the engagement's zone.
    public let today: CivilDate
    /// Who acts; none for an operator who is bound to nobody.
    public let person: PersonHandle?
    /// By which Unix user, as the kernel vouched for it.
    public let uid: UInt32
    /// With which roles.
    public let roles: [Role]
    /// Why, where the actor said so.
    public let reason: Text?
    /// Policy and persons in force.
    public let governance: Governance
    /// A provider's state; none where the provider is not registered.
    public let provider: @Sendable (ProviderID) -> Provider?
    /// Whether the machine has a time zone's rules.
    public let isKnownZone: @Sendable (ZoneID) -> Bool
    /// Whether the file beside the log has a text of that digest.
    public let isKeptText: @Sendable (Digest) -> Bool
    /// Whether a text is a public key with its right id, as C2SP signed-note writes one.
    public let isVerifierKey: @Sendable (String) -> Bool

    /// The surroundings of one decision.
    public init(
        now: Instant, effective: CivilDate, today: CivilDate, person: PersonHandle?, uid: UInt32, roles: [Role],
        reason: Text?, governance: Governance, provider: @escaping @Sendable (ProviderID) -> Provider?,
        isKnownZone: @escaping @Sendable (ZoneID) -> Bool,
        isKeptText: @escaping @Sendable (Digest) -> Bool = { _ in true },
        isVerifierKey: @escaping @Sendable (String) -> Bool = { _ in true }
    ) {
        self.now = now
        self.effective = effective
        self.today = today
        self.person = person
        self.uid = uid
        self.roles = roles
        self.reason = reason
        self.governance = governance
        self.provider = provider
        self.isKnownZone = isKnownZone
        self.isKeptText = isKeptText
        self.isVerifierKey = isVerifierKey
    }

    /// The policy in force.
    public var policy: Policy { governance.policy }

    /// The reason, for commands that demand one (``Command/needsReason`` has seen to it).
    public func demandedReason(_ rule: Rule) throws(Refusal) -> Text {
        guard let reason else {
            throw Refusal(rule, "A reason is required.", missing: [Missing(rule: rule, what: "--reason")])
        }
        return reason
    }
}
