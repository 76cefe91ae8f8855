import Schema

/// The one place where hands are compared (SEP-1): every decision passes here on its way to the ledger.
public enum SeparationOfDuties {
    /// Compares the actor with every hand that the decision's events must differ from.
    ///
    /// - Returns: the events to append besides, where the policy's mode is `record` and a hand was the same.
    /// - Throws: where the mode is `enforce` and a hand is the same; the refusal keeps the attempt (SEP-2).
    public static func examine<State: StreamState>(
        _ decision: Decision, state: State, stream: StreamID, _ context: Context
    ) throws(Refusal) -> [Decision.Emission] {
        try requireAdmission(decision, state)
        var exceptions: [Decision.Emission] = []
        for emission in decision.emissions where emission.stream == nil {
            for earlier in sameHands(emission.event, state, context) {
                let kind = wireName(emission.event)
                guard context.policy.separation == .record else {
                    throw refusal(kind, earlier, stream)
                }
                let exception = SeparationExcepted(stream: stream.label, event: kind, earlier: earlier)
                exceptions.append(.init(stream: .governance, event: exception))
            }
        }
        return exceptions
    }

    /// Looks at a command that something else refused already, a date, a missing reason, an unmet criterion: an attempt
    /// to decide one's own request is recorded whatever else was wrong with it (SEP-2).
    ///
    /// - Returns: the refusal that keeps the attempt; none where it is none, or the mode is not `enforce`.
    public static func ownAttempt<C: Command>(_ command: C, _ state: C.State, _ context: Context) -> Refusal? {
        guard context.policy.separation == .enforce, let waiting = command.secondHand(state),
            isSameHand(waiting.earlier, state, context)
        else { return nil }
        return refusal(waiting.event, waiting.earlier, command.stream)
    }

    /// Holds the first event to its phases, so that no command appends what replay would call illegal (LIFE-1).
    private static func requireAdmission<State: StreamState>(
        _ decision: Decision, _ state: State
    ) throws(Refusal) {
        guard let first = decision.emissions.first, first.stream == nil else { return }
        let phases = type(of: first.event).phases
        guard !state.admits(phases) else { return }
        if let engagement = state as? Engagement { throw engagement.notHere(phases) }
        throw Refusal(.form, "\(wireName(first.event)) does not belong here.")
    }

    private static func refusal(_ kind: String, _ earlier: Int64, _ stream: StreamID) -> Refusal {
        let attempt = SeparationRefused(stream: stream.label, event: kind, earlier: earlier)
        return Refusal(
            .sep1, "Two persons are needed, and you are the first of them (version \(earlier) of \(stream.name)).",
            missing: [Missing(rule: .sep1, what: "a second person to record \(kind)")],
            record: [.init(stream: .governance, event: attempt)])
    }

    /// Versions of the earlier events that the same person recorded, or the same Unix user.
    private static func sameHands(
        _ event: some Event, _ state: some StreamState, _ context: Context
    ) -> [Int64] {
        let rules = type(of: event).separations
        guard !rules.isEmpty, let body = try? JSON(parsing: JSONWriter.encode(event)) else { return [] }
        return rules.compactMap { rule in
            guard let version = body[rule.field]?.number else { return nil }
            return isSameHand(version, state, context) ? version : nil
        }
    }

    private static func isSameHand(_ version: Int64, _ state: some StreamState, _ context: Context) -> Bool {
        state.hand(ofVersion: version)?.isSame(as: context) ?? (context.person == nil)
    }

    private static func wireName<E: Event>(_ event: E) -> String { E.kind }
}
