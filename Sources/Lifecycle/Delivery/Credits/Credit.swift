public import Schema

/// What one level's failure in one period costs the provider, with all that was booked since.
public struct Credit: Message, Equatable {
    /// Its number in the engagement, from 1.
    public var number: Count
    /// The contract.
    public var contract: Code
    /// How long the contract's periods are.
    public var kind: PeriodKind
    /// The period's first day.
    public var first: CivilDate
    /// The level.
    public var level: Code
    /// The credit as it stands: at closing, and adjusted since.
    public var due: Money
    /// What was paid, deducted or paid back.
    public var settled: Money
    /// What was written off by two persons.
    public var writtenOff: Money
    /// Position of the event that it comes from.
    public var proof: Int64
    /// A write-off that waits for its second person.
    public var waiting: WriteOff?
    /// The day on which it was booked; it is not settled before.
    public var on: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("number", \Self.number, "its number in the engagement, from 1", example: 1),
        Field("contract", \.contract, "the contract"),
        Field("kind", \.kind, "how long the contract's periods are", example: .month),
        Field("first", \.first, "the period's first day"),
        Field("level", \.level, "the level"),
        Field("due", \.due, "the credit as it stands, adjustments included"),
        Field("settled", \.settled, "what was paid, deducted or paid back"),
        Field("writtenOff", \.writtenOff, "what was written off by two persons"),
        Field("proof", \.proof, "position of the event that it comes from"),
        Field("waiting", \.waiting, "a write-off that waits for its second person"),
        Field("on", \.on, "the day on which it was booked"))

    /// What is still open: positive, the provider owes; negative, the client.
    var balance: Money {
        (try? due - settled - writtenOff) ?? due
    }

    /// How postings and gates call it.
    var id: String { Credit.id(number.value) }

    /// `credit/3`.
    static func id(_ number: Int64) -> String { "credit/\(number)" }
}

/// A write-off that waits for its second person.
public struct WriteOff: Message, Equatable {
    /// How much.
    public var amount: Money
    /// Version of the request.
    public var request: Int64
    /// The request's day.
    public var on: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("amount", \Self.amount, "how much"),
        Field("request", \.request, "version of the request"),
        Field("on", \.on, "the request's day"))
}

extension DeliveryState {
    /// Index of a level's credit for a closed period.
    func creditIndex(_ closing: ClosedPeriod, _ level: Code) -> Int? {
        creditIndex(closing.contract, closing.kind, closing.first, level)
    }

    /// Index of a level's credit for a period.
    func creditIndex(_ contract: Code, _ kind: PeriodKind, _ first: CivilDate, _ level: Code) -> Int? {
        credits.firstIndex {
            $0.first == first && $0.level == level && $0.contract == contract && $0.kind == kind
        }
    }

    /// Index of a credit by its number; none for a number that was never given.
    func creditIndex(_ number: Count) -> Int? {
        credits.firstIndex { $0.number == number }
    }

    /// Opens a credit under the next number.
    mutating func open(
        _ contract: Code, _ kind: PeriodKind, _ first: CivilDate, _ level: Code, due: Money, _ fact: Fact
    ) {
        credits.append(Credit(
            number: Count(Int64(credits.count + 1)) ?? 0, contract: contract, kind: kind, first: first, level: level,
            due: due, settled: .zero(due.currency), writtenOff: .zero(due.currency), proof: fact.position,
            waiting: nil, on: fact.effective))
    }
}
