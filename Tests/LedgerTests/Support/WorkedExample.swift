import Foundation
import Ledger
import Testing

/// The three events of `Schemas/ledger/record.md`, from `example.jsonl` beside it: what a daemon wrote at its first
/// start.
enum WorkedExample {
    /// One event of the file.
    private struct Line {
        var record: String
        var body: String

        /// A line of the record by its word.
        func value(_ word: String) -> String {
            let line = record.split(separator: "\n").first { $0.hasPrefix(word + " ") }
            return String(line?.dropFirst(word.count + 1) ?? "")
        }
    }

    private static func lines() throws -> [Line] {
        try ProjectFiles.text("Schemas/ledger/example.jsonl").split(separator: "\n").compactMap { text in
            let line = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            guard let record = line?["record"] as? String, let body = line?["body"] as? String else { return nil }
            return Line(record: record, body: body)
        }
    }

    /// The ledger's creation and its policy, one command.
    static func genesis() throws -> Append { try append(lines().prefix(2), recorded: 1_795_349_991_794_119, after: 0) }

    /// The adoption of the checkpoints' key.
    static func adoption() throws -> Append { try append(lines().dropFirst(2), recorded: recorded, after: 2) }

    /// When the last event was recorded.
    static let recorded: Int64 = 1_795_349_991_837_615

    static let record = """
        engaged.event.v1
        position 2
        stream governance
        version 3
        type checkpoint-key.adopted
        schema 1
        recorded 2026-11-22T12:19:51.837615Z
        effective 2026-11-22
        actor installation
        command 01a20332-d19d-74ce-9cae-786df2f7a667
        body-sha256 7fec853905e8a414dc1b43413c166745a8f6382fa324783f17c82529922a03c7
        """

    static let leaves = ["963e66e4b7acd72a5cd32a7b47a2a40c1620b2c128dea050394b9095d7cc26a0",
                         "741ac16244f82cfa416356d16efda7c298a5fa3b340299375d7ddf9b838071ce",
                         "4b22a334932f0cd1e913b6a5199365919e68dded12f8dbc067c214c5e4edbf4a"]
    static let node = "14c8231c0b10fd4901c1393eaeb2a2ef33c12a3ff86d3f3cb8ef13df94220a9f"
    static let root = "5d9f73518756b7fdc97c7ed9700d6b8ae85af6f2c40b63cf8c8db102c4cc808d"
    static let seal = "db62518591b24ce86b3578cfa2a751e054f61ec681fd1f01532f006432ec6526"

    /// The first secret key of RFC 8032 § 7.1.
    static let seed: [UInt8] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
        0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ]
    static let verifierKey = "example.org/engaged+8a321da5+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
    static let note = """
        example.org/engaged
        3
        XZ9zUYdWt/3JfH7ZcA1riuha9vLEC2PPjI2xAsTMgI0=

        — example.org/engaged \
        ijIdpajXFeQSdlVTv2atjZV+jAwdVhmEgoYDZjl+DobYIqR5rRTkR/6uGmow/JxjmJ8vHK1IEKz3/Fsxali+jd30ngg=

        """

    static func ledger(_ path: String) throws -> SQLiteLedger {
        try SQLiteLedger.create(path: path, genesis: [genesis()])
        let ledger = try SQLiteLedger(path: path)
        _ = try ledger.append([adoption()])
        return ledger
    }

    private static func append(_ lines: some Collection<Line>, recorded: Int64, after version: Int64) throws -> Append {
        Append(
            commandID: try #require(lines.first).value("command"), person: "installation",
            parameters: Array(repeating: 0, count: 32), actor: .installation, recorded: recorded,
            expected: version > 0 ? [.init(stream: "governance", version: version)] : [],
            events: lines.map { line in
                EventDraft(stream: line.value("stream"), type: line.value("type"), schema: 1,
                           effective: line.value("effective"), body: Array(line.body.utf8))
            })
    }
}
