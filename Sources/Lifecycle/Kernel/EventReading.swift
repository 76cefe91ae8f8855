/// What registers take from one event.
public struct EventReading: Sendable {
    /// One line for the trail.
    public var summary: String
    /// What registers fold; none where the event is illegal.
    public var postings: [Posting]
    /// Why the history before it does not allow it; the state is then spoilt.
    public var illegal: IllegalEvent?
}

extension EventType {
    /// How loudly the event speaks.
    public var attention: Attention { payload.attention }
    /// Whether a register other than the trail may change with it.
    public var needsState: Bool { payload.needsState }

    /// Reads the trail's line, without a state and so without postings.
    ///
    /// - Throws: where the body is not what the type says.
    public func glance(_ body: UnsafeBufferPointer<UInt8>) throws(IllegalEvent) -> EventReading {
        EventReading(summary: try decode(body).summary, postings: [])
    }

    /// Folds the event and reads what registers need of it.
    ///
    /// - Throws: where the body is not what the type says; the state is then untouched.
    public func read(
        _ body: UnsafeBufferPointer<UInt8>, _ fact: Fact, folding state: inout State
    ) throws(IllegalEvent) -> EventReading {
        Self.read(try decode(body), fact, folding: &state)
    }

    private static func read<E: Event>(
        _ event: E, _ fact: Fact, folding state: inout State
    ) -> EventReading where E.State == State {
        do throws(IllegalEvent) {
            try state.fold(event, fact)
            return EventReading(summary: event.summary, postings: event.postings(fact, state))
        } catch {
            return EventReading(summary: event.summary, postings: [], illegal: error)
        }
    }
}
