import Ledger
import Lifecycle
import Schema

/// Adds engagements under a signed contract and their measurements, as the writer would: one command for each event of
/// measurement, folded so that nothing illegal is kept.
struct Seed {
    private let ledger: SQLiteLedger
    private let engagements: Int
    private let longest: Int
    private var recorded: Int64
    private var number: Int64 = 0
    private let person = "p-bench"

    /// Opens the ledger that the daemon made in this folder.
    init(_ folder: String, engagements: Int, longest: Int) throws(LedgerError) {
        ledger = try SQLiteLedger(path: folder + "/state/ledger.db")
        self.engagements = engagements
        self.longest = longest
        recorded = try ledger.head().recorded
        number = try ledger.head().next
    }

    /// Opens every engagement, then adds measurements: the first gets `longest` of them, the others share the rest.
    func run(_ events: Int) throws(LedgerError) -> String {
        let timing = Timing()
        var seed = self
        try seed.open()
        try seed.measure(events)
        try ledger.maintain()
        return timing.figures(try ledger.head().next)
    }

    private mutating func open() throws(LedgerError) {
        for first in stride(from: 0, to: engagements, by: 64) {
            let batch = (first..<min(first + 64, engagements)).map { append(Life.opening($0)) }
            try add(batch)
        }
    }

    private mutating func measure(_ events: Int) throws(LedgerError) {
        let most = min(longest, events)
        try measure(count: most) { _ in 0 }
        let others = max(engagements - 1, 1)
        try measure(count: events - most) { 1 + $0 % others }
    }

    private mutating func measure(count: Int, _ engagement: (Int) -> Int) throws(LedgerError) {
        var sequence = Array(repeating: 0, count: engagements + 1)
        for first in stride(from: 0, to: count, by: 1024) {
            var batch: [Append] = []
            for index in first..<min(first + 1024, count) {
                let place = engagement(index)
                batch.append(append([Life.measurement(place, sequence: sequence[place])]))
                sequence[place] += 1
            }
            try add(batch)
        }
    }

    private func add(_ batch: [Append]) throws(LedgerError) {
        for outcome in try ledger.append(batch) {
            guard case .appended = outcome else {
                throw .fault(LedgerFault(.disturbed, "seed", expected: "appended", found: "\(outcome)"))
            }
        }
        try ledger.maintain()
    }

    private mutating func append(_ events: [EventDraft]) -> Append {
        number += 1
        recorded += 1000
        let digits = String(number, radix: 16)
        let padded = String(repeating: "0", count: 12 - digits.count) + digits
        return Append(
            commandID: "019ab697-e800-70e2-a059-" + padded, person: person,
            parameters: Array(repeating: UInt8(truncatingIfNeeded: number), count: 32),
            actor: .person(uid: 59004, person: person, roles: ["feed", "manager"]), recorded: recorded,
            expected: [], events: events)
    }
}
