import Ledger
import Lifecycle
import Schema

/// The commands that will be committed together: decided one after the other, each against the state that the ones
/// before it leave, and answered once all are durable.
struct Batch {
    /// A decided command that waits for the commit.
    struct Pending {
        var job: Job
        /// What to answer once durable.
        var outcome: CommandOutcome
        /// Its index among the appends; none where it appends nothing.
        var append: Int?
    }

    /// Everything decided, in order of arrival.
    private(set) var pending: [Pending] = []
    /// What goes to the ledger.
    private(set) var appends: [Append] = []
    /// Positions and kinds of what will be appended, for journal and subscribers.
    private(set) var notices: [EventNotice] = []
    /// The position of the next event.
    private(set) var next: Int64
    /// The appends by their ids, as far as somebody has asked: a command alone asks for none.
    private var seen: [CommandKey: Int] = [:]
    private var indexed = 0

    /// A batch that begins at the ledger's head.
    init(next: Int64) { self.next = next }

    /// A command's id in its namespace.
    struct CommandKey: Hashable {
        var namespace: String
        var id: String
    }

    /// The outcome stands without any append.
    mutating func answer(_ job: Job, _ outcome: CommandOutcome) {
        pending.append(Pending(job: job, outcome: outcome, append: nil))
    }

    /// The outcome stands once the append does.
    mutating func add(_ append: Append, _ notices: [EventNotice], for job: Job, _ outcome: CommandOutcome) {
        pending.append(Pending(job: job, outcome: outcome, append: appends.count))
        appends.append(append)
        if self.notices.isEmpty { self.notices = notices } else { self.notices += notices }
        next += Int64(append.events.count)
    }

    /// An earlier command of this batch with the same id.
    mutating func earlier(_ namespace: String, _ id: String) -> Append? {
        guard !appends.isEmpty else { return nil }
        while indexed < appends.count {
            seen[CommandKey(namespace: appends[indexed].person, id: appends[indexed].commandID)] = indexed
            indexed += 1
        }
        return seen[CommandKey(namespace: namespace, id: id)].map { appends[$0] }
    }

    /// The answer that the earlier command of this batch will get.
    func outcome(of append: Append) -> CommandOutcome? {
        pending.first { entry in
            entry.append.map { appends[$0].commandID == append.commandID && appends[$0].person == append.person }
                ?? false
        }?.outcome
    }
}

/// A decided event: what is folded ahead of the commit, and what journal and subscribers hear once it is durable.
struct EventNotice: Sendable {
    var fact: Fact
    var stream: StreamID
    /// The payload; whoever shows it asks for its summary then, and the writer need not.
    var event: any Event

    var position: Int64 { fact.position }
    var actor: Author { fact.actor }
    var kind: String { type(of: event).kind }
    var attention: Attention { type(of: event).attention }
    var rule: Rule? { event.citedRule }
}
