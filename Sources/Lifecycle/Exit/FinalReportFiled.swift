public import Schema

/// The final report on the engagement was filed (EXI-2).
public struct FinalReportFiled: Event {
    /// Its title.
    public var name: Label
    /// SHA-256 of it.
    public var digest: Digest
    /// Id of the exit plan's review, which is no longer asked for.
    public var obligation: String?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("name", \Self.name, "its title", example: "Final report"),
        Field("digest", \.digest, "SHA-256 of it"),
        Field("obligation", \.obligation, "id of the exit plan's review, which is no longer asked for"))
    /// Its place in the catalogue.
    public static let entry = ExitEvent.finalReportFiled
    /// What it records.
    public static let about = "The final report was filed; the exit plan is carried out."
    /// In exit.
    public static let phases = PhaseSet(.exit)
    /// The end is near.
    public static let attention = Attention.notice

    /// The newest counts; a plan that was carried out needs no review.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard state.exit.plan?.obligation == obligation else { throw IllegalEvent("another review was due") }
        if let obligation { state.obligations.close(obligation) }
        state.exit.plan?.obligation = nil
        state.exit.finalReport = fact.proof
    }

    /// Hashed; the review is cancelled.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        let cancelled = obligation.map { [Posting.obligationClosed(id: $0, .cancelled)] } ?? []
        return [.documentHashed(name: name.text, digest)] + cancelled
    }

    /// The trail's line.
    public var summary: String { "final report filed" }
}

/// Files the final report.
public struct FileFinalReport: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Its title.
    public var name: Label
    /// SHA-256 of it.
    public var digest: Digest

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("name", \.name, "its title", example: "Final report"),
        Field("digest", \.digest, "SHA-256 of it"))
    /// Its place in the catalogue.
    public static let entry = ExitCommand.fileFinalReport
    /// What a person types.
    public static let verb = "exit file-report"
    /// What it does.
    public static let about = "File the final report on the engagement, by its digest."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Not before the exit.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(FinalReportFiled.self, context)
        if let entry = state.entries.last(where: { $0.phase == .exit }) { try context.follows(entry.on, "the exit") }
        return Decision(FinalReportFiled(
            name: name, digest: digest, obligation: state.exit.plan?.obligation))
    }
}
