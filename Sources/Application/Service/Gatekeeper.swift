import Lifecycle
import Synchronization
import Varlink

/// Makes callers of peers by the configuration in force, and counts who was denied.
final class Gatekeeper: Sendable {
    private struct Roles {
        var mapping: RoleMapping
        /// Who asked last: one user's connections call one after the other.
        var lastGroups: [UInt32] = []
        var lastGrants: [RoleGrant] = []

        mutating func grants(_ groups: [UInt32]) -> [RoleGrant] {
            if groups != lastGroups {
                lastGroups = groups
                lastGrants = mapping.grants(groups)
            }
            return lastGrants
        }
    }

    private let roles: Mutex<Roles>
    private let count = Atomic<Int>(0)
    private let journal: Journal
    private let pace = RefusalPace()

    init(_ roles: RoleMapping, journal: Journal) {
        self.roles = Mutex(Roles(mapping: roles))
        self.journal = journal
    }

    /// Who this is for us.
    func caller(_ peer: Peer) -> Caller {
        Caller(uid: peer.uid, pid: peer.pid, grants: roles.withLock { $0.grants(peer.groups) })
    }

    /// Takes a new mapping; it counts from the next call on.
    func reload(_ mapping: RoleMapping) { roles.withLock { $0 = Roles(mapping: mapping) } }

    /// The line that keeps the timers from their work, if one does.
    var timersFault: ConfigurationFault? { roles.withLock { $0.mapping.timersFault } }

    /// Tells the journal of such a line; after every taking of a configuration.
    func warnOfTimers() {
        if let timersFault { journal.say(.timersLocked, .warning, "\(timersFault)") }
    }

    /// Somebody asked for what is not theirs.
    func denied(_ what: String, _ peer: Peer) { note(.notPermitted(what), of: what, peer) }

    /// Tells the journal of a command that was denied, or that a rule refused: one entry with the rule's code.
    func note(_ outcome: CommandOutcome, of method: String, _ peer: Peer) {
        if case .notPermitted = outcome { count.add(1, ordering: .relaxed) }
        guard let entry = Journal.Entry(outcome, of: method, uid: peer.uid), let unsaid = pace.admit(peer.uid)
        else { return }
        if unsaid > 0 {
            journal.say(
                .denied, .warning, "\(unsaid) more refusals to uid \(peer.uid) before this one were not written here",
                [("ENGAGED_ACTOR_UID", "\(peer.uid)")])
        }
        journal.send(entry)
    }

    /// Tells the journal what an auditor reads: who watches is watched.
    func read(_ method: String, _ subject: ReadSubject, _ asker: Asker) {
        guard asker.caller.allRoles.contains(.auditor) else { return }
        journal.send(Journal.Entry(read: method, subject, asker))
    }

    /// How many were denied since the start.
    var denials: Int { count.load(ordering: .relaxed) }
}

extension Journal.Entry {
    /// What the journal says of an auditor's question.
    init(read method: String, _ subject: ReadSubject, _ asker: Asker) {
        let who = asker.person.map { "\($0.rawValue) (uid \(asker.caller.uid))" } ?? "uid \(asker.caller.uid)"
        self.init(
            level: .notice, message: "auditor \(who) read \(method)\(subject.words)",
            messageID: MessageID.daemon(.read),
            fields: [("ENGAGED_ACTOR_UID", "\(asker.caller.uid)"), ("ENGAGED_METHOD", method)] + subject.fields,
            isAlwaysSaid: true)
    }

    /// What the journal says of a command's outcome: nothing where neither a role nor a rule stood against it.
    init?(_ outcome: CommandOutcome, of method: String, uid: UInt32) {
        let message: DaemonMessage, level: LogLevel, text: String, rule: Rule?
        switch outcome {
        case .notPermitted(_, let code):
            (message, level, text, rule) = (DaemonMessage.denied, .warning, "denied \(method) to uid \(uid)", code)
        case .refused(let refusal):
            (message, level, rule) = (DaemonMessage.refused, .info, refusal.rule)
            // Its sentence may quote what somebody typed; the asker has it.
            text = "refused \(method) to uid \(uid) by \(refusal.rule.rawValue)"
        case .accepted, .conflict, .notFound, .commandIDReused, .badInput, .busy, .unavailable: return nil
        }
        self.init(level: level, message: text, messageID: MessageID.daemon(message), fields: [
            ("ENGAGED_ACTOR_UID", "\(uid)"), ("ENGAGED_METHOD", method),
        ] + (rule.map { [("ENGAGED_RULE", $0.rawValue)] } ?? []))
    }
}
