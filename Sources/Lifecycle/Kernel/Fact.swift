public import Schema

/// What the ledger knows of an event besides its body: where it stands, when, and by whose hand.
public struct Fact: Sendable {
    /// Place in the whole log, from 0.
    public var position: Int64
    /// Place in the stream, from 1.
    public var version: Int64
    /// The daemon's clock.
    public var recorded: Instant
    /// The day the actor says it took place.
    public var effective: CivilDate
    /// The hand, as the kernel vouched for it.
    public var actor: Author

    /// An event's surroundings.
    public init(position: Int64, version: Int64, recorded: Instant, effective: CivilDate, actor: Author) {
        self.position = position
        self.version = version
        self.recorded = recorded
        self.effective = effective
        self.actor = actor
    }

    /// The person who acted; none for the clock, the installation and unbound users.
    public var person: PersonHandle? { actor.person }
}

/// Whose hand an event is from: the content of the record's `actor` line.
public struct Author: Hashable, Sendable {
    /// The bound person, where one acted.
    public var person: PersonHandle?
    /// The line itself: `uid=1000 person=p-7f3a roles=approver,manager`, `clock` or `installation`.
    public var line: String

    /// Takes the ledger's line apart.
    public init(line: String) {
        self.line = line
        person = Author.person(in: line)
    }

    /// By bytes: every event of every replay comes this way.
    private static func person(in line: String) -> PersonHandle? {
        var rest = line.utf8[...]
        while !rest.isEmpty {
            let word = rest.prefix { $0 != 0x20 }
            if word.starts(with: "person=".utf8) { return PersonHandle(Substring(word.dropFirst(7))) }
            rest = rest[word.endIndex...].dropFirst()
        }
        return nil
    }

    /// A person's hand.
    public init(uid: UInt32, person: PersonHandle?, roles: [Role]) {
        let names = roles.sorted().map(\.rawValue).joined(separator: ",")
        let bound = person.map { " person=\($0.rawValue)" } ?? ""
        line = "uid=\(uid)\(bound)" + (names.isEmpty ? "" : " roles=\(names)")
        self.person = person
    }

    /// The daemon's own clock.
    public static let clock = Author(line: "clock")
    /// Whoever created the ledger.
    public static let installation = Author(line: "installation")
}
