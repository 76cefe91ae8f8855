public import Schema

/// A review that waits for its second person.
public struct GateRequest: Message, Equatable {
    /// Which gate.
    public var gate: Gate
    /// Version of the request in the stream.
    public var version: Int64
    /// Its day.
    public var on: CivilDate
    /// Who asked.
    public var by: PersonHandle?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("gate", \Self.gate, "which gate"),
        Field("version", \.version, "version of the request"),
        Field("on", \.on, "its day"),
        Field("by", \.by, "who asked"))
}

/// A waiver: one unmet criterion accepted until a day (GATE-4).
public struct Waiver: Message, Equatable {
    /// At which gate.
    public var gate: Gate
    /// Which criterion.
    public var rule: Rule
    /// The last day on which it counts; for ever where absent (closing criteria only).
    public var until: CivilDate?
    /// Version of the request.
    public var version: Int64
    /// Position of the approval; none while it waits.
    public var approved: Int64?
    /// Title of the criterion, where several of the gate share the rule.
    public var criterion: Label?
    /// The request's day.
    public var on: CivilDate
    /// The approval's day, the first on which it counts.
    public var approvedOn: CivilDate?
    /// In which of the engagement's entries into a phase it was approved, from 1; it covers no other (LIFE-2).
    public var entry: Int64?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("gate", \Self.gate, "at which gate"),
        Field("rule", \.rule, "which criterion"),
        Field("until", \.until, "the last day on which it counts"),
        Field("version", \.version, "version of the request"),
        Field("approved", \.approved, "position of the approval"),
        Field("criterion", \.criterion, "title of the criterion, where several of the gate share the rule"),
        Field("on", \.on, "the request's day"),
        Field("approvedOn", \.approvedOn, "the first day on which it counts"),
        Field("entry", \.entry, "in which entry into a phase it was approved, from 1; it covers no other"))

    /// Whether it is approved, and covers that day of that entry into a phase.
    func covers(_ date: CivilDate, entry: Int) -> Bool {
        guard approved != nil, self.entry == Int64(entry), let approvedOn, approvedOn <= date else { return false }
        return until.map { date <= $0 } ?? true
    }
}

/// Reviews and waivers of one engagement.
public struct GateState: Message, Equatable {
    /// Waiting for a decision; at most one a gate.
    public var requests: [GateRequest] = []
    /// Asked for and in force.
    public var waivers: [Waiver] = []

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("requests", \Self.requests, "waiting for a decision"),
        Field("waivers", \.waivers, "asked for and in force"))

    /// The open review at a gate.
    func request(at gate: Gate) -> GateRequest? { requests.first { $0.gate == gate } }

    /// The criterion with the waiver that covers it on that day, if any (GATE-4).
    func waive(_ criterion: Criterion, at gate: Gate, on date: CivilDate, entry: Int) -> Criterion {
        guard criterion.status == .unmet, criterion.waivable != false,
            let proof = waiver(of: criterion.rule, titled: criterion.title, at: gate, on: date, entry: entry)
        else { return criterion }
        var waived = criterion
        waived.status = .waived
        waived.proof = proof
        return waived
    }

    /// Position of the approval of a waiver in force on that day.
    ///
    /// - Parameter title: the criterion's; where several share the rule, each needs a waiver of its own.
    /// - Parameter entry: number of the engagement's entry into a phase that must be the waiver's.
    func waiver(
        of rule: Rule, titled title: String? = nil, at gate: Gate, on date: CivilDate, entry: Int
    ) -> Int64? {
        let covering = waivers.filter { waiver in
            waiver.gate == gate && waiver.rule == rule && waiver.covers(date, entry: entry)
                && (waiver.criterion == nil || waiver.criterion?.text == title)
        }
        return covering.compactMap(\.approved).last
    }
}
