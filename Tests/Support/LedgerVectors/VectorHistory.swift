public import Ledger
public import Lifecycle
import Schema

/// Histories to make ledgers of: two persons, an operator, engagements with a gate, notes to fill tiles, two keys.
public struct VectorHistory {
    /// The ledger's steps so far.
    public private(set) var ledger = VectorLedger(steps: [])
    private var number = 0
    private static let start: Int64 = 1_795_251_600_000_000

    /// The name of keys and ledger.
    public static let origin = "example.org/vectors"
    /// A key by the number of its seed.
    public static func key(_ number: UInt8, name: String = origin) -> SignerKey {
        guard let key = SignerKey(name: name, seed: Array(repeating: number, count: 32)) else {
            preconditionFailure("\(name) is no key's name")
        }
        return key
    }

    /// Who acts.
    public enum Hand: Sendable {
        case installation, clock, operatorUser, mia, noa

        var actor: Actor {
            switch self {
            case .installation: .installation
            case .clock: .clock
            case .operatorUser: .user(uid: 0, roles: ["operator"])
            case .mia: .person(uid: 1001, person: "p-mia", roles: ["approver", "manager"])
            case .noa: .person(uid: 1002, person: "p-noa", roles: ["approver", "manager"])
            }
        }
    }

    /// A history that begins as the daemon's do.
    public init(separation: SeparationMode = .enforce, key: SignerKey = Self.key(1)) {
        var policy = Policy.standard
        policy.separation = separation
        let id = #""ledger":"01936f0e-0000-7000-8000-0000000000ff","format":"engaged.event.v1""#
        let created = Array("{\(id),\"origin\":\"\(Self.origin)\"}".utf8)
        add(.installation, [
            draft("governance", "ledger.created", body: created), draft(PolicyAdopted(installing: policy)),
        ])
        adopt(key, by: .installation)
        for (handle, uid) in [("p-mia", 1001), ("p-noa", 1002)] {
            add(.operatorUser, [draft("governance", "person.added", body: Array(#"{"handle":"\#(handle)"}"#.utf8))])
            let bound = Array(#"{"handle":"\#(handle)","uid":\#(uid)}"#.utf8)
            add(.operatorUser, [draft("governance", "person.bound", body: bound)])
        }
    }

    /// Events so far.
    public var size: Int {
        ledger.steps.reduce(0) { if case .append(let append) = $1 { $0 + append.events.count } else { $0 } }
    }

    /// A command of one hand.
    public mutating func add(_ hand: Hand, _ events: [EventDraft]) {
        number += 1
        let digits = String(number, radix: 16)
        ledger.steps.append(.append(Append(
            commandID: "01936f0e-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits,
            person: hand.actor.namespace, parameters: Array(repeating: UInt8(number % 251), count: 32),
            actor: hand.actor, recorded: Self.start + Int64(number) * 1_000_000, expected: [], events: events)))
    }

    /// The adoption of a key.
    public mutating func adopt(_ key: SignerKey, by hand: Hand) {
        let body = Array(#"{"verifierKey":"\#(key.verifier)"}"#.utf8)
        add(hand, [draft("governance", "checkpoint-key.adopted", body: body)])
    }

    /// A checkpoint over everything so far.
    public mutating func sign(_ signers: SignerKey...) { ledger.steps.append(.checkpoint(signers)) }

    /// An engagement's opening, its gate by two hands, its contract.
    public mutating func open(_ engagement: Int = 1, requestedBy requester: Hand = .mia,
                              approvedBy approver: Hand = .noa, gate: Gate = .toContracting) {
        let name = "engagement/ENG-2026-000\(engagement)"
        add(.mia, [draft(EngagementOpened.example, in: name)])
        var requested = GateRequested.example
        requested.gate = gate
        add(requester, [draft(requested, in: name)])
        var approved = GateApproved.example
        approved.gate = gate
        approved.request = 2
        add(approver, [draft(approved, in: name)])
    }

    /// As many notes in an engagement, as many as it takes to come to a size; each behind other events, if they are
    /// given.
    public mutating func note(until size: Int, in engagement: Int = 1, saying word: String = "note",
                              behind events: [EventDraft] = []) {
        while self.size < size {
            var note = NoteAdded.example
            note.note = Text(digest: seal("\(word) \(self.size)"))
            add(self.size % 2 == 0 ? .mia : .noa, events + [draft(note, in: "engagement/ENG-2026-000\(engagement)")])
        }
    }

    /// An event of a stream with the body given.
    public func draft(_ stream: String, _ type: String, body: [UInt8]) -> EventDraft {
        EventDraft(stream: stream, type: type, schema: 1, effective: "2026-11-21", body: body)
    }

    /// The text's digest; it goes into the file of texts with the event that comes next.
    private mutating func seal(_ content: String) -> Schema.Digest {
        let text = SealedText(sealing: content, salt: Array(repeating: 7, count: 16))
        ledger.texts.append(TextRow(
            digest: text.digest, salt: text.salt, content: text.content, position: Int64(size)))
        return Schema.Digest(bytes: text.digest) ?? .example
    }

    /// Says that a text was erased, and empties it.
    public mutating func erase(_ place: Int) {
        let digest = Schema.Digest(bytes: ledger.texts[place].digest) ?? .example
        var event = TextErased.example
        event.digest = digest
        event.reason = Text(digest: seal("asked for"))
        add(.mia, [draft(event)])
        (ledger.texts[place].salt, ledger.texts[place].content) = (nil, nil)
    }

    /// An event; the text that stands for every text in examples becomes one of its own.
    private mutating func draft<E: Event>(_ event: E, in stream: String = "governance") -> EventDraft {
        let body = String(decoding: JSONWriter.encode(event), as: UTF8.self)
        let example = "\(Schema.Digest.example)"
        guard body.contains(example), E.kind != NoteAdded.kind, E.kind != TextErased.kind else {
            return draft(stream, E.kind, body: Array(body.utf8))
        }
        let digest = "\(seal("text of event \(size)"))"
        let parts = body.split(separator: "\"\(example)\"", omittingEmptySubsequences: false)
        return draft(stream, E.kind, body: Array(parts.joined(separator: "\"\(digest)\"").utf8))
    }
}
