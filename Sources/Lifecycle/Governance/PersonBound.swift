public import Schema

/// A Unix user is tied to a person from now on; whoever bore the uid before no longer does.
public struct PersonBound: Event {
    /// The person.
    public var handle: PersonHandle
    /// The Unix user id.
    public var uid: Count

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("handle", \Self.handle, "the person"),
        Field("uid", \.uid, "the Unix user id", example: 1000))
    /// Its place in the catalogue.
    public static let entry = GovernanceEvent.personBound
    /// What it records.
    public static let about = "A Unix user was bound to a person."
    /// Identity changed.
    public static let attention = Attention.notice

    /// A reused uid is bound anew.
    public func apply(to state: inout Governance, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.persons.firstIndex(where: { $0.handle == handle }) else {
            throw IllegalEvent("no person \(handle)")
        }
        for other in state.persons.indices where state.persons[other].uids.contains(uid.value) {
            state.persons[other].uids.removeAll { $0 == uid.value }
            state.persons[other].former.append(uid.value)
        }
        state.persons[index].uids.append(uid.value)
    }

    /// The register of persons takes whoever bears the uid and bore it; governance lists a uid that changed hands, and
    /// a person who bears more than one.
    public func postings(_ fact: Fact, _ state: Governance) -> [Posting] {
        let before = state.persons.filter { $0.handle != handle && $0.former.contains(uid.value) }
        let bearsAnother = state.persons.contains { person in
            person.handle == handle && (person.uids + person.former).contains { $0 != uid.value }
        }
        let changed = [.personChanged(handle)] + before.map { Posting.personChanged($0.handle) }
        return changed + (before.isEmpty && !bearsAnother ? [] : [.exceptionNoted(.rebound, about: summary)])
    }

    /// The trail's line.
    public var summary: String { "uid \(uid) bound to \(handle)" }
}

/// Binds a Unix user to a person.
public struct BindPerson: Command {
    /// The person.
    public var handle: PersonHandle
    /// The Unix user id.
    public var uid: Count

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("handle", \Self.handle, "the person"),
        Field("uid", \.uid, "the Unix user id", example: 1000))
    /// Its place in the catalogue.
    public static let entry = GovernanceCommand.bindPerson
    /// What a person types.
    public static let verb = "person bind"
    /// What it does.
    public static let about = "Bind a Unix user to a person; the kernel then vouches for who acts."
    /// Who runs the machine's users.
    public static let roles: [Role] = [.operator]
    /// The one stream of governance.
    public var stream: StreamID { .governance }

    /// Root is not a person, and nobody gives themselves another name (SEP-1); a first name they may.
    public func decide(_ state: Governance, _ context: Context) throws(Refusal) -> Decision {
        try state.requireKnown(handle)
        guard uid.value != 0 else { throw Refusal(.sep1, "Root is not a person and cannot be bound.") }
        guard uid.value < 4_294_967_295 else { throw Refusal(.form, "No such Unix user id.") }
        guard state.person(ofUID: UInt32(uid.value)) != handle else { return .nothing }
        if uid.value == Int64(context.uid), state.wasBound(uid.value) {
            throw Refusal(
                .sep1, "Your own uid \(uid) bears a person already; nobody binds themselves anew.",
                missing: [Missing(
                    rule: .sep1, what: "another operator", command: "person bind \(handle) --uid \(uid)")])
        }
        return Decision(PersonBound(handle: handle, uid: uid))
    }
}

extension Governance {
    /// Whether the uid is or was bound to anybody.
    func wasBound(_ uid: Int64) -> Bool {
        persons.contains { $0.uids.contains(uid) || $0.former.contains(uid) }
    }
}
