public import Schema

/// The provider certifies that no copy of the client's data remains (EXI-2).
public struct DataDeletionCertified: Event {
    /// The certificate.
    public var name: Label
    /// SHA-256 of it.
    public var digest: Digest

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("name", \Self.name, "the certificate", example: "Deletion certificate"),
        Field("digest", \.digest, "SHA-256 of it"))
    /// Its place in the catalogue.
    public static let entry = ExitEvent.dataDeletionCertified
    /// What it records.
    public static let about = "Deletion of the client's data at the provider was certified."
    /// In exit, and as late evidence after closing (EXI-3).
    public static let phases = PhaseSet(.exit, .closed)

    /// The newest counts.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        state.exit.deletionCertified = fact.proof
    }

    /// Hashed.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.documentHashed(name: name.text, digest)]
    }

    /// The trail's line.
    public var summary: String { "data deletion certified" }
}

/// Records the certificate of deletion.
public struct CertifyDataDeletion: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The certificate.
    public var name: Label
    /// SHA-256 of it.
    public var digest: Digest

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("name", \.name, "the certificate", example: "Deletion certificate"),
        Field("digest", \.digest, "SHA-256 of it"))
    /// Its place in the catalogue.
    public static let entry = ExitCommand.certifyDataDeletion
    /// What a person types.
    public static let verb = "exit certify-deletion"
    /// What it does.
    public static let about = "Record the certificate that the client's data is deleted at the provider."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Deleted is what was returned before.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(DataDeletionCertified.self, context)
        guard let returned = state.exit.dataReturned else {
            throw Refusal(
                .exi2, "Data is deleted after it was returned.",
                missing: [Missing(
                    rule: .exi2, what: "the return of data", command: "exit return-data \(state.id) --name …")])
        }
        try context.follows(returned.on, "the return of data")
        return Decision(DataDeletionCertified(name: name, digest: digest))
    }
}
