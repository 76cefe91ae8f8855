import Ledger
import Lifecycle

/// The hand that a command is from: uid by the kernel, person by governance, roles by configuration.
struct Hand {
    let uid: UInt32
    let person: PersonHandle?
    let roles: [Role]
    /// As the ledger writes it.
    let actor: Actor
    /// As the domain reads it.
    let author: Author
    /// Of the hand's command ids.
    let namespace: String

    init(uid: UInt32, person: PersonHandle?, roles: [Role]) {
        self.uid = uid
        self.person = person
        self.roles = roles
        let names = roles.map(\.rawValue)
        if let person {
            actor = .person(uid: uid, person: person.rawValue, roles: names)
        } else {
            actor = .user(uid: uid, roles: names)
        }
        author = Author(uid: uid, person: person, roles: roles)
        namespace = actor.namespace
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

/// Hands made lately, by uid: a feed sends thousands of commands with one and the same.
final class HandMemory {
    private struct Entry {
        var grants: [RoleGrant]
        var hand: Hand
    }

    private var entries: [UInt32: Entry] = [:]
    private static let kept = 1024

    /// The hand of a caller on a stream.
    func hand(_ caller: Caller, _ governance: Governance, _ stream: StreamID) -> Hand {
        let person = governance.person(ofUID: caller.uid)
        if let entry = entries[caller.uid], entry.hand.person == person, entry.grants == caller.grants {
            return entry.hand
        }
        let hand = Hand(uid: caller.uid, person: person, roles: caller.roles(for: stream))
        // Roles narrowed by a prefix depend on the stream.
        guard caller.grants.allSatisfy(\.prefix.isEmpty) else { return hand }
        if entries.count >= HandMemory.kept { entries.removeAll(keepingCapacity: true) }
        entries[caller.uid] = Entry(grants: caller.grants, hand: hand)
        return hand
    }
}
