public import Schema

/// A free text was forgotten: the file beside the log no longer has it, its digest stands in history for ever.
public struct TextErased: Event {
    /// The digest that events carry of the text.
    public var digest: Digest
    /// By what law or rule.
    public var ground: ErasureGround
    /// Why, in somebody's words.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("digest", \Self.digest, "the digest that events carry of the text"),
        Field("ground", \.ground, "by what law or rule"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = GovernanceEvent.textErased
    /// What it records.
    public static let about = "A free text was erased for a lawful reason; its digest stays in history."
    /// What cannot be taken back is noticed.
    public static let attention = Attention.notice

    /// A text is erased once.
    public func apply(to state: inout Governance, _ fact: Fact) throws(IllegalEvent) {
        guard !state.erased.contains(digest) else { throw IllegalEvent("the text \(digest) was erased before") }
        state.erased.append(digest)
    }

    /// The trail's line.
    public var summary: String { "text \(digest.description.prefix(12))… erased: \(ground.rawValue)" }
}

/// Why a text may be erased (Regulation (EU) 2016/679, Articles 5 and 17, in words that hold elsewhere too).
public enum ErasureGround: String, Choice {
    /// A person whom it concerns asked for it, and has the right to.
    case dataSubjectRequest = "data_subject_request"
    /// It was kept as long as it may be kept.
    case retentionEnded = "retention_ended"
    /// It should never have been written down.
    case unlawfulContent = "unlawful_content"
    /// A court or an authority demands it.
    case order
}

/// Erases a free text.
public struct EraseText: Command {
    /// The digest that events carry of the text.
    public var digest: Digest
    /// By what law or rule.
    public var ground: ErasureGround

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("digest", \Self.digest, "the digest that events carry of the text, as history shows it"),
        Field("ground", \.ground, "by what law or rule"))
    /// Its place in the catalogue.
    public static let entry = GovernanceCommand.eraseText
    /// What a person types.
    public static let verb = "text erase"
    /// What it does.
    public static let about = "Erase a reason, a note or a person's name for ever; the event that carries it stays."
    /// Who answers for what is kept.
    public static let roles: [Role] = [.approver]
    /// It is done in somebody's words, which can be erased in turn.
    public static let needsReason = true
    /// The one stream of governance.
    public var stream: StreamID { .governance }

    /// A text that is there, once.
    public func decide(_ state: Governance, _ context: Context) throws(Refusal) -> Decision {
        guard !state.erased.contains(digest) else { return .nothing }
        guard context.isKeptText(digest) else { throw Refusal(.unknown, "There is no text with the digest \(digest).") }
        return Decision(TextErased(digest: digest, ground: ground, reason: try context.demandedReason(.form)))
    }
}
