public import Schema

/// A person gets a handle; name and address, if any, stand in the erasable directory.
public struct PersonAdded: Event {
    /// The handle.
    public var handle: PersonHandle
    /// Name for people, erasable.
    public var name: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("handle", \Self.handle, "the handle"),
        Field("name", \.name, "name for people, erasable"))
    /// Its place in the catalogue.
    public static let entry = GovernanceEvent.personAdded
    /// What it records.
    public static let about = "A person was added, by handle."

    /// Known from now on.
    public func apply(to state: inout Governance, _ fact: Fact) throws(IllegalEvent) {
        guard !state.persons.contains(where: { $0.handle == handle }) else { throw IllegalEvent("added twice") }
        state.persons.append(Person(handle: handle, uids: [], position: fact.position))
    }

    /// The register of persons takes it.
    public func postings(_ fact: Fact, _ state: Governance) -> [Posting] { [.personChanged(handle)] }

    /// The trail's line.
    public var summary: String { "person \(handle) added" }
}

/// Adds a person.
public struct AddPerson: Command {
    /// The new handle.
    public var handle: PersonHandle
    /// Name for people.
    public var name: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("handle", \Self.handle, "the new handle"),
        Field("name", \.name, "name for people, kept outside the log"))
    /// Its place in the catalogue.
    public static let entry = GovernanceCommand.addPerson
    /// What a person types.
    public static let verb = "person add"
    /// What it does.
    public static let about = "Add a person by handle."
    /// Who runs the machine's users.
    public static let roles: [Role] = [.operator]
    /// The one stream of governance.
    public var stream: StreamID { .governance }

    /// A handle is used once.
    public func decide(_ state: Governance, _ context: Context) throws(Refusal) -> Decision {
        guard !state.persons.contains(where: { $0.handle == handle }) else {
            throw Refusal(.form, "Handle \(handle) is taken.")
        }
        return Decision(PersonAdded(handle: handle, name: name))
    }
}
