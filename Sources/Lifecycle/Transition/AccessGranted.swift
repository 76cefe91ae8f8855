public import Schema

/// Another person than the requester opens the access (TRA-2).
public struct AccessGranted: Event {
    /// The access.
    public var grant: Code
    /// Version of the request that it decides.
    public var request: Int64
    /// The day by which it must be certified again (TRA-6).
    public var recertify: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("grant", \Self.grant, "the access", example: Code(validated: "crm-1")),
        Field("request", \.request, "version of the request that it decides"),
        Field("recertify", \.recertify, "the day by which it must be certified again"))
    /// Its place in the catalogue.
    public static let entry = TransitionEvent.accessGranted
    /// What it records.
    public static let about = "Requested access was granted by another person."
    /// As the request.
    public static let phases = PhaseSet.fromContracting
    /// Another than who requested it (TRA-2).
    public static let separations = [Separation(field: "request", of: ["access.requested"])]
    /// Somebody may use a system.
    public static let attention = Attention.notice

    /// Open from now on.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        let index = state.transition.grants.firstIndex {
            $0.code == grant && $0.request == request && $0.granted == nil
        }
        guard let index else { throw IllegalEvent("no open request for access \(grant)") }
        state.transition.grants[index].granted = fact.proof
        let obligation = Obligation.recertification(of: grant, by: recertify, fact, state.profile?.owner)
        state.transition.grants[index].obligation = obligation.id
        state.obligations.add(obligation)
    }

    /// Listed until revoked, and due for certification.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        let system = state.transition.grants.first { $0.code == grant }?.system.text ?? grant.rawValue
        let obligation = Obligation.recertification(of: grant, by: recertify, fact, state.profile?.owner)
        return [.accessGranted(id: grant.rawValue, system: system), .obligationOpened(obligation)]
    }

    /// The trail's line.
    public var summary: String { "access \(grant) granted" }
}

extension Obligation {
    /// The duty to certify an open access again (TRA-6).
    static func recertification(
        of grant: Code, by due: CivilDate, _ fact: Fact, _ owner: PersonHandle?
    ) -> Obligation {
        Obligation(
            id: "access/\(grant)/\(fact.version)", about: "certify access \(grant) again", owner: owner, due: due,
            rule: .tra6)
    }
}

extension Context {
    /// The day by which access granted or certified now must be certified again (TRA-6).
    func nextRecertification() throws(Refusal) -> CivilDate {
        let months = Int(policy.transition.recertificationMonths.value)
        do throws(OutOfCalendar) {
            return try effective.adding(months: months)
        } catch {
            throw Refusal(.time, "The next certification would lie beyond the calendar.")
        }
    }
}

/// Grants access that somebody else requested.
public struct GrantAccess: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The access.
    public var grant: Code

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("grant", \.grant, "the access", example: Code(validated: "crm-1")))
    /// Its place in the catalogue.
    public static let entry = TransitionCommand.grantAccess
    /// What a person types.
    public static let verb = "access grant"
    /// What it does.
    public static let about = "Grant requested access, as another person than who requested it."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// There must be a request.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(AccessGranted.self, context)
        let known = try state.listedAccess(grant)
        guard known.granted == nil else { return .nothing }
        try context.follows(known.requested.on, "the request")
        return Decision(AccessGranted(
            grant: grant, request: known.request, recertify: try context.nextRecertification()))
    }

    /// The request.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        let known = state.transition.grants.first { $0.code == grant }
        guard let known, known.granted == nil else { return nil }
        return SecondHand(AccessGranted.self, upon: known.request)
    }
}

extension Engagement {
    /// An access asked for and not revoked.
    ///
    /// - Throws: a refusal that names the command which requests one.
    func listedAccess(_ code: Code) throws(Refusal) -> AccessGrant {
        guard let grant = transition.grants.first(where: { $0.code == code }) else {
            throw Refusal(
                .tra2, "No access \(code) was requested.",
                missing: [Missing(
                    rule: .tra2, what: "a request",
                    command: "access request \(id) --grant \(code) --system … --holder p-… --role …")])
        }
        return grant
    }
}
