public import Schema

/// Policy and persons: the fold of the stream `governance`.
public struct Governance: StreamState {
    /// Place of the last folded event in the stream.
    public var version: Int64 = 0
    /// Place of the last folded event in the log.
    public var position: Int64 = -1
    /// What the ledger was created as; none before position 0.
    public var ledger: LedgerCreated?
    /// The policy in force.
    public var policy = Policy.standard
    /// Counts adoptions; every decision records the one it used.
    public var policyVersion: Int64 = 0
    /// Proposals waiting for their second person.
    public var proposals: [PolicyProposal] = []
    /// Every person, by handle.
    public var persons: [Person] = []
    /// Hands that later events may have to differ from.
    public var hands: [Hand] = []
    /// Public keys by which checkpoints are signed, in the order of their adoption; the last one is in force.
    public var checkpointKeys: [Label] = []
    /// Digests of texts that were erased: never to be found again, whatever a backup brings back.
    public var erased: [Digest] = []

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("version", \Self.version, "place of the last event in its stream"),
        Field("position", \.position, "place of the last event in the log"),
        Field("ledger", \.ledger, "what the ledger was created as"),
        Field("policy", \.policy, "the policy in force"),
        Field("policyVersion", \.policyVersion, "number of the adoption in force, from 1"),
        Field("proposals", \.proposals, "waiting for a second person"),
        Field("persons", \.persons, "every person, by handle"),
        Field("hands", \.hands, "persons that later events may have to differ from"),
        Field("checkpointKeys", \.checkpointKeys, "keys of checkpoints, the last one in force"),
        Field("erased", \.erased, "digests of the texts that were erased"))

    /// Every event type of governance.
    public static let eventIndex = EventIndex<Governance>().adding(GovernanceEvent.self)
    private static let separated = eventIndex.separated

    /// Before position 0.
    public static func initial(_ stream: StreamID) -> Governance { Governance() }
    /// Governance has no phases.
    public func admits(_ phases: PhaseSet) -> Bool { true }

    /// Who recorded the event of this version, if anything refers to it.
    public func hand(ofVersion version: Int64) -> Hand? { hands.first { $0.version == version } }

    /// Keeps the hand where some rule may ask for it.
    public mutating func remember(_ fact: Fact, of type: ObjectIdentifier) {
        guard Governance.separated.contains(type), let hand = Hand(fact) else { return }
        hands.append(hand)
    }

    /// The person to whom a Unix user is bound now.
    public func person(ofUID uid: UInt32) -> PersonHandle? {
        persons.first { $0.uids.contains(Int64(uid)) }?.handle
    }

    /// Refuses a handle that nobody bears.
    func requireKnown(_ handle: PersonHandle) throws(Refusal) {
        guard !persons.contains(where: { $0.handle == handle }) else { return }
        throw Refusal(
            .unknown, "There is no person \(handle).",
            missing: [Missing(rule: .unknown, what: "the person", command: "person add \(handle)")])
    }
}

/// A person and the Unix users bound to them.
public struct Person: Message, Equatable {
    /// The handle.
    public var handle: PersonHandle
    /// Unix user ids.
    public var uids: [Int64]
    /// Since which event.
    public var position: Int64
    /// Unix user ids that the person bore once and that are bound to somebody else now.
    public var former: [Int64] = []

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("handle", \Self.handle, "the handle"),
        Field("uids", \.uids, "Unix user ids bound to the person"),
        Field("position", \.position, "the event that added the person"),
        Field("former", \.former, "Unix user ids that were bound to the person once"))
}

/// A policy that waits for its second person.
public struct PolicyProposal: Message, Equatable {
    /// Version of the proposal in the stream.
    public var version: Int64
    /// What would be adopted.
    public var policy: Policy

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("version", \Self.version, "version of the proposal"),
        Field("policy", \.policy, "what would be adopted"))
}
