import Ledger

/// The three events of `Schemas/ledger/record.md`.
enum WorkedExample {
    static let genesis = Append(
        commandID: "01936f0e-0000-7000-8000-000000000001", person: "installation", parameters: TreeHash.empty.bytes,
        actor: .installation, recorded: 1_795_251_600_000_000, expected: [],
        events: [
            draft("ledger/installation", "ledger.created", "2026-11-21",
                  #"{"ledger":"01936f0e-0000-7000-8000-0000000000ff","format":1,"origin":"example.org/engaged"}"#),
            draft("policy/default", "policy.set", "2026-11-21", #"{"separationOfDuties":"enforce"}"#),
        ])

    static let opening = Append(
        commandID: "01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1", person: "p-7f3a", parameters: TreeHash.empty.bytes,
        actor: .person(uid: 1000, person: "p-7f3a", roles: ["approver", "manager"]), recorded: 1_795_252_502_123_456,
        expected: [.init(stream: "engagement/ENG-2026-0042", version: 0)],
        events: [draft("engagement/ENG-2026-0042", "engagement.opened", "2026-11-20",
                       #"{"title":"Collections, first line"}"#)])

    static let record = """
        engaged.event.v1
        position 2
        stream engagement/ENG-2026-0042
        version 1
        type engagement.opened
        schema 1
        recorded 2026-11-21T09:15:02.123456Z
        effective 2026-11-20
        actor uid=1000 person=p-7f3a roles=approver,manager
        command 01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1
        body-sha256 738cb6b8a4faf8bbd194532df52841472da0e0b3060364970791f1e9916de6b2
        """

    static let leaves = ["ea035d84a7d0dc890034d669751f64325002274ce239be622d8b102034c8a8af",
                         "584d5d759a32850f03204df7d02409c22fb36611b53af032527757f58af3d56a",
                         "b3dceebd61c7e37ee9e81f1287cda7d1bc6a7c9be7f79ce0c47aba8fad29f5e8"]
    static let node = "ced25a1a89c164318c065fa26b95ed9595334fc7e7d2239055a3e8253e2fcaa3"
    static let root = "e175b45021128995bea705e1a1e47259081a191b393265772612f990b8d4ce64"
    static let seal = "ec3d249d14ae6ddad788a0f1423c24bcd764d02bdd0600c95700844dd238b585"

    /// The first secret key of RFC 8032 § 7.1.
    static let seed: [UInt8] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
        0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ]
    static let verifierKey = "example.org/engaged+8a321da5+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
    static let note = """
        example.org/engaged
        3
        4XW0UCESiZW+pwXhoeRyWQgaGRs5MmV3JhL5kLjUzmQ=

        — example.org/engaged \
        ijIdpSom7PH3jxC6YUWGBrd1BGZq8XrwCol4KfUNJUoG7Ascy+vknrJmdZpgTLyegLRdTp/JHPHZRhf9aot/uPukYQE=

        """

    static func ledger(_ path: String) throws -> SQLiteLedger {
        try SQLiteLedger.create(path: path, genesis: [genesis])
        let ledger = try SQLiteLedger(path: path)
        _ = try ledger.append([opening])
        return ledger
    }

    private static func draft(_ stream: String, _ type: String, _ effective: String, _ body: String) -> EventDraft {
        EventDraft(stream: stream, type: type, schema: 1, effective: effective, body: Array(body.utf8))
    }
}
