public import Lifecycle
public import Schema

/// Engagements lived at random from their opening to their exit: contracts with service levels, measurements,
/// corrections, closed periods, credits settled and written off, amendments. The same seed gives the same lives.
///
/// What the domain computes is decided by its commands, so that the figures are its own; gates are passed as facts.
public struct RandomLives {
    /// What happens next: one hand's events, to be appended together.
    public struct Step: Sendable {
        /// Whose hand.
        public var hand: PersonHandle
        /// The day.
        public var on: CivilDate
        /// The stream.
        public var stream: StreamID
        /// What is recorded there.
        public var events: [any Event]
    }

    /// Two persons whom the ledger has to know.
    public static let hands = [PersonHandle("p-mia") ?? .example, PersonHandle("p-max") ?? .example]
    /// The engagements.
    public static let ids = ["ENG-LIFE-1", "ENG-LIFE-2", "ENG-LIFE-3"].compactMap { EngagementID($0) }

    /// The first day.
    public static let begin = CivilDate("2026-02-02") ?? .min

    private var source: SplitMix64
    private var states: [EngagementID: Engagement] = [:]
    private var measured: [EngagementID: Int] = [:]
    private var today = Self.begin
    private var governance = Governance.initial(.governance)

    /// Lives by a seed.
    public init(seed: UInt64) {
        source = SplitMix64(seed: seed)
        governance.policy = .standard
    }

    /// How an engagement stands.
    public func state(_ id: EngagementID) -> Engagement? { states[id] }

    /// Every credit of every engagement.
    public var credits: [Credit] { states.values.flatMap(\.delivery.credits) }

    /// What happens next; its first event will stand at this position.
    public mutating func next(at position: Int64) throws -> Step {
        while true {
            today = (try? CivilDate(dayNumber: Int(today.dayNumber) + Int.random(in: 0...6, using: &source))) ?? today
            let id = Self.ids[Int.random(in: 0..<Self.ids.count, using: &source)]
            let hand = Self.hands[Int.random(in: 0...1, using: &source)]
            let events = act(id, hand)
            guard !events.isEmpty else { continue }
            let step = Step(hand: hand, on: today, stream: .engagement(id), events: events)
            try fold(step, at: position)
            return step
        }
    }

    private mutating func act(_ id: EngagementID, _ hand: PersonHandle) -> [any Event] {
        guard let state = states[id] else {
            var opened = EngagementOpened.example
            opened.profile.title = Label.random(using: &source)
            return [opened]
        }
        switch state.phase {
        case .selection, .transition, .pilot: return pass(state)
        case .contracting where state.contracting.contracts.isEmpty: return draft()
        case .contracting where state.contracting.contracts[0].signature == nil: return sign(state)
        case .contracting: return pass(state)
        case .steadyState: return Int.random(in: 0..<80, using: &source) == 0 ? pass(state) : work(id, state, hand)
        case .exit: return work(id, state, hand)
        case .closed, .abandoned: return [NoteAdded.random(using: &source)]
        }
    }

    private mutating func fold(_ step: Step, at position: Int64) throws {
        guard case .engagement(let id) = step.stream else { return }
        var state = states[id] ?? .initial(step.stream)
        for (index, event) in step.events.enumerated() {
            let fact = Fact(
                position: position + Int64(index), version: state.version + 1, recorded: .min, effective: step.on,
                actor: Author(line: "uid=1000 person=\(step.hand) roles=manager"))
            guard let event = event as? any Event<Engagement> else { continue }
            try Self.fold(event, into: &state, fact)
        }
        states[id] = state
    }

    private static func fold<E: Event<Engagement>>(_ event: E, into state: inout Engagement, _ fact: Fact) throws {
        try state.fold(event, fact)
    }
}

extension RandomLives {
    private static let ahead: [Phase: Gate] = [
        .selection: .toContracting, .contracting: .toTransition, .transition: .toPilot, .pilot: .toSteadyState,
        .steadyState: .toExit,
    ]

    /// The gate ahead is requested, and approved when it is.
    private func pass(_ state: Engagement) -> [any Event] {
        guard let gate = Self.ahead[state.phase] else { return [] }
        guard let open = state.gates.requests.first(where: { $0.gate == gate }) else {
            var requested = GateRequested.example
            requested.gate = gate
            return [requested]
        }
        var approved = GateApproved.example
        approved.gate = gate
        approved.request = open.version
        return [approved]
    }

    /// A long contract: levels of the mean and of a ratio, in percent and in minutes, with credits in two currencies.
    private mutating func draft() -> [any Event] {
        var drafted = ContractDrafted.example
        drafted.contractKind = .longTerm
        drafted.terms.period?.start = CivilDate("2026-02-01")
        drafted.terms.period?.end = CivilDate("2036-01-31")
        drafted.terms.serviceLevels = [level(0), level(1), level(2)]
        drafted.terms.withdrawnLevels = []
        return [drafted]
    }

    private mutating func level(_ number: Int) -> ServiceLevel {
        var level = ServiceLevel.example
        level.code = Code("L\(number)") ?? .example
        level.metric = Self.metric(number)
        level.segment = nil
        level.source = nil
        level.unit = number == 2 ? .minutes : .percent
        level.direction = number == 2 ? .lowerIsBetter : .higherIsBetter
        level.target = Decimal(units: Int64(number == 2 ? 30 : 95)) ?? .zero
        level.minimum = Decimal(units: Int64(number == 2 ? 45 : 90))
        level.aggregation = number == 1 ? .ratio : .weightedMean
        level.period = number == 2 ? .week : .month
        level.missing = nil
        level.critical = number == 0
        level.credit = Money(Currency(number == 1 ? "USD" : "EUR") ?? .example,
                             minorUnits: Int64.random(in: 1...99_999, using: &source))
        return level
    }

    private static func metric(_ number: Int) -> Code { Code("metric-\(number)") ?? .example }

    private func sign(_ state: Engagement) -> [any Event] {
        var signed = ContractSigned.example
        signed.contract = state.contracting.contracts[0].code
        signed.draft = state.contracting.contracts[0].draft.version
        signed.dates = nil
        signed.obligation = nil
        return [signed]
    }
}

extension RandomLives {
    /// What is done day by day while a contract runs.
    private mutating func work(_ id: EngagementID, _ state: Engagement, _ hand: PersonHandle) -> [any Event] {
        switch Int.random(in: 0..<20, using: &source) {
        case 0..<9: return measure(id)
        case 9..<13: return close(id, state, hand)
        case 13: return correct(id, state, hand)
        case 14, 15: return settle(id, state, hand)
        case 16: return requestWriteOff(id, state, hand)
        case 17, 18: return approveWriteOff(id, state, hand)
        default: return Bool.random(using: &source) ? amend(state) : [NoteAdded.random(using: &source)]
        }
    }

    /// One week's figure of each metric, week by week.
    private mutating func measure(_ id: EngagementID) -> [any Event] {
        let week = measured[id, default: 0]
        let start = Int(Self.begin.dayNumber) + 7 * week
        guard let from = try? CivilDate(dayNumber: start), let to = try? CivilDate(dayNumber: start + 6)
        else { return [] }
        measured[id] = week + 1
        today = max(today, (try? CivilDate(dayNumber: start + 7)) ?? today)
        return (0...2).filter { _ in Int.random(in: 0..<12, using: &source) > 0 }.map { number in
            var figure = KPIMeasured.example
            (figure.metric, figure.segment, figure.from, figure.to) = (Self.metric(number), nil, from, to)
            (figure.unit, figure.sample) = (number == 2 ? .minutes : .percent, Count(100))
            set(number, &figure.value, &figure.numerator, &figure.denominator)
            return figure
        }
    }

    private mutating func set(
        _ number: Int, _ value: inout Decimal?, _ numerator: inout Decimal?, _ denominator: inout Decimal?
    ) {
        if number == 1 {
            numerator = Decimal(units: Int64.random(in: 320...400, using: &source))
            (value, denominator) = (nil, Decimal(units: 400))
        } else {
            let range: ClosedRange<Int64> = number == 2 ? 10...70 : 80...99
            (value, numerator, denominator) = (Decimal(units: Int64.random(in: range, using: &source)), nil, nil)
        }
    }

    private mutating func close(_ id: EngagementID, _ state: Engagement, _ hand: PersonHandle) -> [any Event] {
        var close = ClosePeriod.example
        close.engagement = id
        close.contract = state.contracting.contracts[0].code
        close.kind = Bool.random(using: &source) ? .month : .week
        let days = 7 * max(measured[id, default: 0], 1)
        let day = Int(Self.begin.dayNumber) + Int.random(in: 0..<days, using: &source)
        close.day = (try? CivilDate(dayNumber: day)) ?? today
        return decide(close, state, hand)
    }

    private mutating func correct(_ id: EngagementID, _ state: Engagement, _ hand: PersonHandle) -> [any Event] {
        let number = Int.random(in: 0...2, using: &source)
        let start = Int(Self.begin.dayNumber)
            + 7 * Int.random(in: 0...measured[id, default: 0], using: &source)
        guard let from = try? CivilDate(dayNumber: start), let to = try? CivilDate(dayNumber: start + 6)
        else { return [] }
        var correct = CorrectMeasurement.example
        (correct.engagement, correct.metric, correct.segment) = (id, Self.metric(number), nil)
        (correct.source, correct.from, correct.to, correct.sample) = (KPIMeasured.example.source, from, to, Count(100))
        set(number, &correct.value, &correct.numerator, &correct.denominator)
        return decide(correct, state, hand)
    }

    private mutating func someCredit(_ state: Engagement) -> Credit? {
        state.delivery.credits.filter { open($0) > 0 }.randomElement(using: &source)
    }

    /// What is left of a credit, in its currency's minor unit.
    private func open(_ credit: Credit) -> Int64 {
        credit.due.minorUnits - credit.settled.minorUnits - credit.writtenOff.minorUnits
    }

    private mutating func settle(_ id: EngagementID, _ state: Engagement, _ hand: PersonHandle) -> [any Event] {
        guard let credit = someCredit(state) else { return [] }
        var settle = SettleCredit.example
        (settle.engagement, settle.credit, settle.amount) = (id, credit.number, nil)
        if Bool.random(using: &source) {
            let part = Int64.random(in: 1...open(credit), using: &source)
            settle.amount = Money(credit.due.currency, minorUnits: part)
        }
        return decide(settle, state, hand)
    }

    private mutating func requestWriteOff(
        _ id: EngagementID, _ state: Engagement, _ hand: PersonHandle
    ) -> [any Event] {
        guard let credit = someCredit(state) else { return [] }
        var request = RequestWriteOff.example
        (request.engagement, request.credit, request.amount) = (id, credit.number, nil)
        return decide(request, state, hand)
    }

    private mutating func approveWriteOff(
        _ id: EngagementID, _ state: Engagement, _ hand: PersonHandle
    ) -> [any Event] {
        guard let credit = state.delivery.credits.first(where: { $0.waiting != nil }) else { return [] }
        var approve = ApproveWriteOff.example
        (approve.engagement, approve.credit) = (id, credit.number)
        return decide(approve, state, hand)
    }

    /// Another target for one of the levels.
    private mutating func amend(_ state: Engagement) -> [any Event] {
        var drafted = AmendmentDrafted.example
        drafted.contract = state.contracting.contracts[0].code
        drafted.amendment = Code("A-\(state.version)") ?? .example
        drafted.to = ContractTerms.example
        drafted.to.serviceLevels = [level(0)]
        drafted.to.withdrawnLevels = []
        return [drafted]
    }

    /// What a command makes of it; nothing where it refuses.
    private func decide<C: Command<Engagement>>(
        _ command: C, _ state: Engagement, _ hand: PersonHandle
    ) -> [any Event] {
        let context = Context(
            now: .min, effective: today, today: today, person: hand, uid: hand == Self.hands[0] ? 1000 : 1001,
            roles: [.approver, .manager], reason: .example, governance: governance, provider: { _ in nil },
            isKnownZone: { _ in true })
        do throws(Refusal) {
            let decision = try command.decide(state, context)
            guard decision.emissions.allSatisfy({ $0.stream == nil }) else { return [] }
            return decision.emissions.map { $0.event }
        } catch {
            return []
        }
    }
}
