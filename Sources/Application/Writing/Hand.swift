import Ledger
import Lifecycle

/// The hand that a command is from: uid by the kernel, person by governance, roles by configuration.
struct Hand {
    let uid: UInt32
    let person: PersonHandle?
    let roles: [Role]

    init(_ job: Job, _ governance: Governance, _ stream: StreamID) {
        uid = job.caller.uid
        person = governance.person(ofUID: uid)
        roles = job.caller.roles(for: stream)
    }

    /// Namespace of the hand's command ids.
    var namespace: String { actor.namespace }

    /// As the ledger writes it.
    var actor: Actor {
        let names = roles.map(\.rawValue)
        guard let person else { return .user(uid: uid, roles: names) }
        return .person(uid: uid, person: person.rawValue, roles: names)
    }

    /// Why this hand may not, if it may not: a role is missing, or a person (SEP-1).
    func denial<C: Command>(for command: C.Type) -> CommandOutcome? {
        guard roles.contains(where: { C.roles.contains($0) }) else {
            let needed = C.roles.map(\.rawValue).joined(separator: " or ")
            return .notPermitted("\(C.verb) needs the role \(needed)")
        }
        if C.roles.contains(.operator) { return nil }
        if uid == 0 {
            return .notPermitted(
                "root is not a person: it operates the daemon and decides nothing (SEP-1)", rule: .sep1)
        }
        guard person != nil else {
            return .notPermitted(
                "uid \(uid) is bound to no person; an operator runs: person bind HANDLE --uid \(uid)", rule: .sep1)
        }
        return nil
    }
}
