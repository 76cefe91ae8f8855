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
    /// The Unix user, as the kernel vouched for it.
    public var uid: UInt32?
    /// The line itself: `uid=1000 person=p-7f3a roles=approver,manager`, `clock` or `installation`.
    public var line: String

    /// Takes the ledger's line apart.
    public init(line: String) {
        self.line = line
        var line = line
        (person, uid) = line.withUTF8 { (Author.person(in: $0), Author.uid(in: $0)) }
    }

    /// The digits behind `uid=` at the line's beginning.
    private static func uid(in line: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let label: StaticString = "uid="
        let length = label.utf8CodeUnitCount
        guard line.count > length else { return nil }
        for index in 0..<length where line[index] != label.utf8Start[index] { return nil }
        var uid: UInt64 = 0
        for byte in line[length...].prefix(11) {
            guard byte >= 0x30, byte <= 0x39 else { break }
            uid = uid * 10 + UInt64(byte - 0x30)
        }
        return UInt32(exactly: uid)
    }

    /// The handle behind ` person=`, up to the next space. Every event that is folded comes through here.
    private static func person(in line: UnsafeBufferPointer<UInt8>) -> PersonHandle? {
        let label: StaticString = " person="
        let length = label.utf8CodeUnitCount
        guard let space = line.firstIndex(of: 0x20), line.count - space > length else { return nil }
        for index in 0..<length where line[space + index] != label.utf8Start[index] { return nil }
        let rest = line[(space + length)...]
        let end = rest.firstIndex(of: 0x20) ?? line.endIndex
        return PersonHandle(parsing: UnsafeBufferPointer(rebasing: rest[..<end]))
    }

    /// A person's hand.
    public init(uid: UInt32, person: PersonHandle?, roles: [Role]) {
        let names = roles.sorted().map(\.rawValue).joined(separator: ",")
        let bound = person.map { " person=\($0.rawValue)" } ?? ""
        line = "uid=\(uid)\(bound)" + (names.isEmpty ? "" : " roles=\(names)")
        self.person = person
        self.uid = uid
    }

    /// The daemon's own clock.
    public static let clock = Author(line: "clock")
    /// Whoever created the ledger.
    public static let installation = Author(line: "installation")
}
