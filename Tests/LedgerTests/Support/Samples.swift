import Ledger

/// Appends that tests are made of.
enum Samples {
    static let start: Int64 = 1_795_252_502_123_456

    /// A lower-case UUID that carries a number.
    static func id(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "01936f0e-7c1e-7a63-9c7e-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    static func body(_ number: Int, length: Int = 0) -> [UInt8] {
        Array("{\"n\":\(number),\"note\":\"\(String(repeating: "x", count: length))\"}".utf8)
    }

    static func draft(_ number: Int, stream: String = "engagement/E-1", length: Int = 0) -> EventDraft {
        EventDraft(stream: stream, type: "note.added", schema: 1, effective: "2026-11-20",
                   body: body(number, length: length))
    }

    static func append(_ number: Int, streams: [String] = ["engagement/E-1"], expected: [Append.Expectation] = [],
                       parameters: UInt8 = 7, texts: [SealedText] = []) -> Append {
        Append(commandID: id(number), person: "p-7f3a", parameters: [UInt8](repeating: parameters, count: 32),
               actor: .person(uid: 1000, person: "p-7f3a", roles: ["approver", "manager"]),
               recorded: start + Int64(number) * 1000, expected: expected,
               events: streams.map { draft(number, stream: $0) }, texts: texts)
    }

    static func genesis(_ events: Int = 2) -> [Append] {
        [Append(commandID: id(0), person: "installation", parameters: [UInt8](repeating: 1, count: 32),
                actor: .installation, recorded: start, expected: [],
                events: (0..<events).map { draft($0, stream: "ledger/genesis") })]
    }
}
