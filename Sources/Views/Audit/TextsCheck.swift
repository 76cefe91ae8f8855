import Ledger
import Lifecycle
import Schema

/// Holds the erasable file against the events: every text whose digest an event carries is there and is that text, or
/// an event says that it was erased.
///
/// Events and rows are walked side by side by position, so that neither has to be remembered.
struct TextsCheck {
    /// A digest that an event carries.
    private struct Carried {
        var digest: [UInt8]
        var position: Int64
    }

    private let texts: TextsReader
    private var place = TextsReader.Place.start
    private var page: ArraySlice<TextRow> = []
    private var isAtEnd = false
    /// Ids are unique for one hand only.
    private var command = (actor: "", id: "")
    private var first: Int64 = 0
    private var carried: [Carried] = []
    private var erased: [[UInt8]: Int64] = [:]
    /// Carried digests without a text, and what stands in its place.
    private var lacking: [[UInt8]: (position: Int64, found: String)] = [:]
    /// Rows that no event at their position carries; another may.
    private var strays: [[UInt8]: TextRow] = [:]
    /// Rows that stand behind the event that carries them, and were looked at with it.
    private var claimed = Set<[UInt8]>()
    private(set) var faults: [LedgerFault] = []
    private(set) var remarks: [String] = []
    /// How many rows the file has.
    private(set) var count: Int64 = 0
    private static let pageRows = 1_000

    init(_ texts: TextsReader) { self.texts = texts }

    /// The next event, whatever it is: with it a command may begin.
    mutating func begin(command id: String, actor: String, at position: Int64) throws(LedgerError) {
        guard (actor, id) != command else { return }
        try settle()
        command = (actor, id)
        first = position
    }

    /// The texts of the event that was begun with.
    mutating func take(_ row: borrowing EventRow, _ rule: CatalogueEntry, _ body: JSON) {
        if rule.kind == TextErased.kind, let digest = Self.digest(body["digest"]) {
            erased[digest] = erased[digest] ?? row.position
        }
        for digest in Self.digests(body, rule.shape) { carried.append(Carried(digest: digest, position: row.position)) }
    }

    /// What only the end shows.
    ///
    /// - Parameter isLive: rows of later events are a writer's, and so are erasures that it adds meanwhile.
    mutating func finish(_ ledger: LedgerReader, size: Int64, isLive: Bool) throws(LedgerError) {
        try settle()
        while let row = try next(below: .max) { stray(row) }
        if isLive, !lacking.isEmpty { try readErasures(ledger, from: size) }
        for (digest, lack) in lacking where erased[digest] == nil {
            add(digest, lack.position, "the text, or an event text.erased", lack.found)
        }
        for (digest, position) in erased.sorted(by: { $0.value < $1.value }) {
            guard try texts.row(digest)?.content != nil else { continue }
            remarks.append("the text of digest \(Self.name(digest)) is there, though event \(position) erased it")
        }
        for row in strays.values.sorted(by: { $0.digest.lexicographicallyPrecedes($1.digest) }) {
            if !row.isSealed { faults.append(Self.fault(row.digest, nil, "SHA-256 of salt and text", "another")) }
            remark(row, size, isLive)
        }
    }

    private mutating func settle() throws(LedgerError) {
        var open = carried
        carried = []
        while let row = try next(below: first + 1) {
            let places = open.indices.filter { open[$0].digest == row.digest }
            if let place = places.first { judge(row, open[place].position) } else { stray(row) }
            open.removeAll { $0.digest == row.digest }
        }
        for one in open {
            let row = try texts.row(one.digest)
            strays[one.digest] = nil
            guard let row else { lack(one.digest, one.position, "is in no row"); continue }
            if row.position > first {
                add(one.digest, one.position, "a row at position \(first)", "one at \(row.position)")
                claimed.insert(one.digest)
            }
            judge(row, one.position)
        }
    }

    private mutating func next(below end: Int64) throws(LedgerError) -> TextRow? {
        if page.isEmpty, !isAtEnd {
            page = try texts.rows(behind: &place, limit: Self.pageRows)[...]
            isAtEnd = page.isEmpty
            count += Int64(page.count)
        }
        guard let row = page.first, row.position < end else { return nil }
        page.removeFirst()
        return row
    }

    private mutating func judge(_ row: TextRow, _ position: Int64) {
        if !row.isSealed {
            add(row.digest, position, "SHA-256 of salt and text", "another")
        } else if row.content == nil {
            lack(row.digest, position, "an erased one")
        }
    }

    private mutating func lack(_ digest: [UInt8], _ position: Int64, _ found: String) {
        if lacking[digest] == nil { lacking[digest] = (position, found) }
    }

    private mutating func stray(_ row: TextRow) {
        if claimed.remove(row.digest) == nil { strays[row.digest] = row }
    }

    private mutating func remark(_ row: TextRow, _ size: Int64, _ isLive: Bool) {
        if row.position < size {
            remarks.append("the text of digest \(Self.name(row.digest)) is carried by no event")
        } else if !isLive {
            remarks.append("the text of digest \(Self.name(row.digest)) belongs to an append that never came to be: "
                + "position \(row.position)")
        }
    }

    private mutating func readErasures(_ ledger: LedgerReader, from size: Int64) throws(LedgerError) {
        try ledger.scan(size..<Int64.max) { row in
            guard row.type == TextErased.kind else { return true }
            if let digest = Self.digest((try? JSON(parsing: Array(row.body)))?["digest"]) {
                erased[digest] = row.position
            }
            return true
        }
    }

    private mutating func add(_ digest: [UInt8], _ position: Int64, _ expected: String, _ found: String) {
        faults.append(Self.fault(digest, position, expected, found))
    }
}

extension TextsCheck {
    /// Every digest of a text that a body carries where its type has one.
    private static func digests(_ json: JSON, _ shape: Shape) -> [[UInt8]] {
        switch shape.required {
        case Text.shape: digest(json).map { [$0] } ?? []
        case .array(let inner): json.elements.flatMap { digests($0, inner) }
        case .object(_, let fields):
            fields.flatMap { field in json[field.name].map { digests($0, field.shape) } ?? [] }
        case .string, .integer, .boolean, .choice, .optional, .anything: []
        }
    }

    private static func digest(_ json: JSON?) -> [UInt8]? { json?.text.flatMap { Schema.Digest($0)?.bytes } }

    private static func fault(
        _ digest: [UInt8], _ position: Int64?, _ expected: String, _ found: String
    ) -> LedgerFault {
        LedgerFault(.text, at: position, "text of digest \(name(digest))", expected: expected, found: found)
    }

    private static func name(_ digest: [UInt8]) -> String {
        Schema.Digest(bytes: digest)?.description ?? "of \(digest.count) bytes"
    }
}
