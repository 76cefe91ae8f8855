internal import Ledger
import Lifecycle
import Schema

/// The tables of the views' file, and the fingerprint by which a file of another edition is known.
enum ViewSchema {
    static let registers: [ViewName] = [.engagement, .obligation, .exception, .person, .provider]

    static let text = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE anchor (
            id INTEGER PRIMARY KEY CHECK (id = 0), position INTEGER NOT NULL, leaf BLOB NOT NULL) STRICT;
        CREATE TABLE progress (
            view TEXT PRIMARY KEY, position INTEGER NOT NULL, stopped INTEGER, reason TEXT) STRICT;
        CREATE TABLE stream (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE trail (
            position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL,
            recorded INTEGER NOT NULL, effective TEXT NOT NULL, actor TEXT NOT NULL, attention INTEGER NOT NULL,
            exceptions TEXT NOT NULL, summary TEXT NOT NULL) STRICT;
        CREATE INDEX trail_of_stream ON trail (stream);
        CREATE TABLE snapshot (
            stream TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL, format BLOB NOT NULL,
            state BLOB NOT NULL, PRIMARY KEY (stream, version)) STRICT;

        """ + registers.map(table).joined()

    /// All registers have one form: rows by key, each holding from `since` until before `until`.
    private static func table(_ view: ViewName) -> String {
        """
        CREATE TABLE \(view.rawValue) (
            key TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, engagement TEXT NOT NULL, mark TEXT NOT NULL,
            rank TEXT NOT NULL, row TEXT NOT NULL, PRIMARY KEY (key, since)) STRICT, WITHOUT ROWID;
        CREATE INDEX \(view.rawValue)_now ON \(view.rawValue) (rank, key) WHERE until IS NULL;

        """
    }

    /// Changes with the tables, the folds and the rows' form.
    static let fingerprint: String = {
        let folds = ViewName.allCases.map { "\($0.rawValue) \($0.foldVersion)" }.joined(separator: "\n")
        let rows: [Shape] = [
            EngagementRow.shape, ObligationRow.shape, ExceptionRow.shape, PersonRow.shape, ProviderRow.shape,
        ]
        return SHA.hash(Array((text + folds).utf8) + rows.flatMap { ShapeText.bytes($0) }).description
    }()
}

/// Bytes as lower-case digits.
enum Hexadecimals {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The bytes of digits; nil where there is anything else.
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
