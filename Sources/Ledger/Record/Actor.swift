/// Whose hand an event is by: what the hashed line `actor …` says.
public enum Actor: Hashable, Sendable {
    /// A uid bound to a person's handle, with the roles it held.
    case person(uid: UInt32, person: String, roles: [String])
    /// A uid that is bound to nobody.
    case user(uid: UInt32, roles: [String])
    /// The daemon's clock.
    case clock
    /// The one who created the ledger.
    case installation

    /// The namespace of this actor's command ids: the handle, `uid:N`, `clock` or `installation`.
    public var namespace: String {
        switch self {
        case .person(_, let person, _): person
        case .user(let uid, _): "uid:\(uid)"
        case .clock: "clock"
        case .installation: "installation"
        }
    }

    /// Whether every name in it can stand in a line without forging another, and no handle poses as a namespace.
    public var isWellFormed: Bool {
        switch self {
        case .clock, .installation: true
        case .user(_, let roles): Self.areRoles(roles)
        case .person(_, let person, let roles): Self.isHandle(person) && Self.areRoles(roles)
        }
    }

    private static func isHandle(_ handle: String) -> Bool {
        Identifier.isValid(handle) && handle != "clock" && handle != "installation" && !handle.utf8.contains(0x3A)
    }

    private static func areRoles(_ roles: [String]) -> Bool {
        roles.allSatisfy(Identifier.isValid) && zip(roles, roles.dropFirst()).allSatisfy { $0 < $1 }
    }
}

extension Actor: CustomStringConvertible {
    /// The text after `actor `: `uid=1000 person=p-7f3a roles=approver,manager`, `clock` or `installation`.
    public var description: String {
        switch self {
        case .person(let uid, let person, let roles): "uid=\(uid) person=\(person)" + Self.list(roles)
        case .user(let uid, let roles): "uid=\(uid)" + Self.list(roles)
        case .clock: "clock"
        case .installation: "installation"
        }
    }

    private static func list(_ roles: [String]) -> String {
        roles.isEmpty ? "" : " roles=" + roles.joined(separator: ",")
    }
}

/// An actor with all that an append asks of it. The same hand adds thousands of events, one after the other.
struct SpelledActor {
    let actor: Actor
    let isWellFormed: Bool
    let namespace: String
    let text: String

    init(_ actor: Actor) {
        self.actor = actor
        isWellFormed = actor.isWellFormed
        namespace = actor.namespace
        text = actor.description
    }
}

extension Actor {
    /// Reads the text after `actor `; nil unless writing the result gives the same text again.
    public init?(parsing text: String) {
        guard let actor = Self.read(text), actor.isWellFormed, actor.description == text else { return nil }
        self = actor
    }

    private static func read(_ text: String) -> Actor? {
        if text == "clock" { return .clock }
        if text == "installation" { return .installation }
        var fields = text.split(separator: " ", omittingEmptySubsequences: false)[...]
        guard let first = fields.popFirst(), let uid = value("uid", first).flatMap({ UInt32($0) }) else { return nil }
        let person = fields.first.flatMap { value("person", $0) }
        if person != nil { fields.removeFirst() }
        let roles = fields.first.flatMap { value("roles", $0) }
        if roles != nil { fields.removeFirst() }
        guard fields.isEmpty else { return nil }
        let names = roles?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
        return person.map { .person(uid: uid, person: $0, roles: names) } ?? .user(uid: uid, roles: names)
    }

    private static func value(_ name: String, _ field: Substring) -> String? {
        field.hasPrefix(name + "=") ? String(field.dropFirst(name.count + 1)) : nil
    }
}
