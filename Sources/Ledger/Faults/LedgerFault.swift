/// The file is not what it should be: where, what is wrong there, what was expected and what was found.
public struct LedgerFault: Error, Equatable, Hashable, Sendable {
    /// What kind of damage; tests and callers compare this, people read the rest.
    public enum Kind: String, Sendable, CaseIterable {
        case notADatabase, notALedger, foreignFormat, schema, damaged, truncated
        case gap, version, recorded, bodyHash, body, header, command, tile, root, head, text, disturbed
        case checkpoint, signature, key, against, lifecycle, separation, illegal, view
    }

    /// What kind of damage this is.
    public let kind: Kind
    /// The event the fault is at, or nil where it concerns the whole file.
    public let position: Int64?
    /// What was looked at, in words.
    public let what: String
    /// What it should have been.
    public let expected: String
    /// What it is.
    public let found: String

    /// A fault at `position`, or of the whole file.
    public init(_ kind: Kind, at position: Int64? = nil, _ what: String, expected: String, found: String) {
        self.kind = kind
        self.position = position
        self.what = what
        self.expected = expected
        self.found = found
    }
}

extension LedgerFault: CustomStringConvertible {
    /// One line for a person: place, matter, expectation, finding.
    public var description: String {
        let place = position.map { "position \($0): " } ?? ""
        return "\(place)\(what): expected \(expected), found \(found)"
    }
}
