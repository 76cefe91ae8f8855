public import Schema

/// From here on another key signs checkpoints; what earlier keys signed stays good (Schemas/ledger/record.md, Keys).
public struct CheckpointKeyAdopted: Event {
    /// The public key as C2SP signed-note writes it.
    public var verifierKey: Label

    /// Of that key.
    public init(verifierKey: Label) { self.verifierKey = verifierKey }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(verifierKey:),
        Field("verifierKey", \Self.verifierKey, "the public key, as C2SP signed-note writes it",
              example: "engaged.example/ledger+a3a4fbe9+Aad7xiq3BXS1BdVmRdFXqBgFrqSvzRaaKQ8LnVzvJ9JV"))
    /// Its place in the catalogue.
    public static let entry = GovernanceEvent.checkpointKeyAdopted
    /// What it records.
    public static let about = "A key was adopted by which checkpoints are signed from here on."
    /// Governance changed.
    public static let attention = Attention.notice

    /// In force from now on; a key does not come back.
    public func apply(to state: inout Governance, _ fact: Fact) throws(IllegalEvent) {
        guard !state.checkpointKeys.contains(verifierKey) else { throw IllegalEvent("key adopted twice") }
        state.checkpointKeys.append(verifierKey)
    }

    /// The installation's own adoption is listed.
    public func postings(_ fact: Fact, _ state: Governance) -> [Posting] {
        fact.actor.uid == nil ? [.exceptionNoted(.installation, about: "first checkpoint key adopted")] : []
    }

    /// The trail's line.
    public var summary: String {
        "checkpoint key \(verifierKey.text.split(separator: "+").dropFirst().first ?? "-") adopted"
    }
}

/// Adopts a key.
public struct AdoptCheckpointKey: Command {
    /// The public key as C2SP signed-note writes it.
    public var verifierKey: Label

    /// Of that key.
    public init(verifierKey: Label) { self.verifierKey = verifierKey }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(verifierKey:),
        Field("verifierKey", \Self.verifierKey, "the public key, as C2SP signed-note writes it",
              example: "engaged.example/ledger+a3a4fbe9+Aad7xiq3BXS1BdVmRdFXqBgFrqSvzRaaKQ8LnVzvJ9JV"))
    /// Its place in the catalogue.
    public static let entry = GovernanceCommand.adoptCheckpointKey
    /// What a person types.
    public static let verb = "policy adopt-key"
    /// What it does.
    public static let about = "Adopt a key that the daemon will be given; audit rotate-key makes one and adopts it."
    /// Who keeps the daemon's keys.
    public static let roles: [Role] = [.operator]
    /// The one stream of governance.
    public var stream: StreamID { .governance }

    /// Named as the ledger's origin, and new.
    public func decide(_ state: Governance, _ context: Context) throws(Refusal) -> Decision {
        let parts = verifierKey.text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == (state.ledger?.origin.text ?? "")[...], parts[1].utf8.count == 8,
              parts[2].utf8.count == 44 else {
            throw Refusal(.form, "A key's name must be the ledger's origin, \(state.ledger?.origin.text ?? "unknown").")
        }
        guard context.isVerifierKey(verifierKey.text) else {
            throw Refusal(.form, "\(verifierKey) is no public key, or its id is not that of its name and key.")
        }
        guard !state.checkpointKeys.contains(verifierKey) else {
            throw Refusal(.form, "The log has adopted this key before; a key does not come back.")
        }
        return Decision(CheckpointKeyAdopted(verifierKey: verifierKey))
    }
}
