import Ledger
public import Schema

/// One thing that is wrong with a ledger, as it is told to people and programs.
public struct AuditFault: Message, Hashable {
    /// The event it is at; none where it concerns the whole file.
    public var position: Int64?
    /// What kind, by the names of Schemas/ledger/record.md.
    public var kind: String
    /// What was looked at.
    public var what: String
    /// What it should have been.
    public var expected: String
    /// What it is.
    public var found: String

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("position", \Self.position, "the event it is at; absent where it concerns the whole file"),
        Field("kind", \.kind, "what kind, by the names of the specification", example: "bodyHash"),
        Field("what", \.what, "what was looked at"),
        Field("expected", \.expected, "what it should have been"),
        Field("found", \.found, "what it is"))
}

extension AuditFault {
    /// A forged position may be larger than a number of JSON (2^53 − 1): it is told in words then.
    init(_ fault: LedgerFault) {
        let bound = Int64(1) << 53
        let isNumber = fault.position.map { $0 > -bound && $0 < bound } ?? true
        let words = isNumber ? "" : fault.position.map { ", position \($0)" } ?? ""
        self.init(position: isNumber ? fault.position : nil, kind: fault.kind.rawValue, what: fault.what + words,
                  expected: fault.expected, found: fault.found)
    }

    /// One line for a person.
    public var line: String {
        (position.map { "position \($0): " } ?? "") + "\(kind): \(what): expected \(expected), found \(found)"
    }
}

/// What an audit of a whole ledger found.
public struct AuditReport: Message, Hashable {
    /// Number of events looked at.
    public var size: Int64
    /// The root over them, computed from their columns.
    public var root: String
    /// The origin line of the log's checkpoints.
    public var origin: String?
    /// Number of checkpoints held against the tree.
    public var checkpoints: Int64
    /// Number of events under a good checkpoint, signed by a trusted key where one was given.
    public var covered: Int64
    /// Number of texts held against the events; none where the file of texts was not at hand.
    public var texts: Int64?
    /// Number of events whose replay was compared with the domain's rules.
    public var replayed: Int64
    /// Views whose digest was held against a rebuilt one.
    public var views: [String]
    /// Everything that is wrong, in the order of positions.
    public var faults: [AuditFault]
    /// What the audit could not say, sentence by sentence; no faults.
    public var remarks: [String]
    /// Whether there are more faults than are listed.
    public var isCutOff: Bool
    /// Whether everything was looked at.
    public var isComplete: Bool

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("size", \Self.size, "number of events looked at"),
        Field("root", \.root, "RFC 6962 root over them, computed from their columns, hexadecimal"),
        Field("origin", \.origin, "origin line of the log's checkpoints"),
        Field("checkpoints", \.checkpoints, "number of checkpoints held against the tree"),
        Field("covered", \.covered, "number of events under a good checkpoint; by a trusted key, if one is given"),
        Field("texts", \.texts, "number of texts held against the events; absent where their file was not at hand"),
        Field("replayed", \.replayed, "number of events replayed by the domain's rules"),
        Field("views", \.views, "views whose digest was held against a rebuilt one"),
        Field("faults", \.faults, "everything that is wrong"),
        Field("remarks", \.remarks, "what could not be said, sentence by sentence"),
        Field("isCutOff", \.isCutOff, "whether there are more faults than are listed"),
        Field("isComplete", \.isComplete, "whether everything was looked at"))

    /// Whether everything was looked at and nothing is wrong.
    public var isSound: Bool { isComplete && faults.isEmpty }
}

extension AuditReport {
    /// Nothing looked at yet.
    init() {
        self.init(size: 0, root: TreeHash.empty.description, origin: nil, checkpoints: 0, covered: 0, texts: nil,
                  replayed: 0, views: [], faults: [], remarks: [], isCutOff: false, isComplete: true)
    }

    /// Says what a check without faults leaves open.
    mutating func remark(_ check: CheckReport, _ demands: CheckDemands) {
        covered = check.covered
        if covered < size { remarks.append("events \(covered) to \(size - 1) are under no checkpoint of the ledger") }
        if check.lacksLastCheckpoint {
            remarks.append("a checkpoint kept elsewhere over all \(size) events is not in the ledger: it was made "
                + "after this copy was taken, or removed")
        }
        if demands.key == nil {
            remarks.append("no key was given: signatures were checked with the keys that the ledger itself names")
        }
        if demands.against.isEmpty {
            remarks.append("no checkpoint kept elsewhere was given: a ledger written anew by whoever has its key, or "
                + "cut off at its end, cannot be told from a true one")
        }
    }

    /// What there is to say of texts; the first of them by name, the rest by number.
    mutating func remark(texts sentences: [String]) {
        remarks += sentences.prefix(Self.textsNamed)
        let more = sentences.count - Self.textsNamed
        if more > 0 { remarks.append("\(more) more texts like these") }
    }

    private static let textsNamed = 20

    mutating func add(_ faults: [LedgerFault]) {
        for fault in faults {
            if self.faults.count < Self.faultsKept { self.faults.append(AuditFault(fault)) } else { isCutOff = true }
        }
    }

    static let faultsKept = 10_000
}
