import Ledger
import Schema
import Views

/// A period of the log by position, both ends included.
struct Period {
    var first: Int64 = 0
    var last: Int64 = .max

    /// Refuses a period that ends before it begins.
    static func require(_ since: LogBound?, _ until: LogBound?) throws(QueryFault) {
        guard LogBound.isBackwards(since, until) else { return }
        throw .badInput(field: "until", message: "lies before since")
    }
}

extension Library {
    /// The positions of a period; times are those of recording. Read from the ledger, so that views that lag behind
    /// leave nothing out.
    func period(_ since: LogBound?, _ until: LogBound?) throws(QueryFault) -> Period {
        try Period.require(since, until)
        var period = Period()
        switch since {
        case .position(let position)?: period.first = position
        case .recorded(let time)?: period.first = try count { $0 < time.microseconds }
        case nil: break
        }
        switch until {
        case .position(let position)?: period.last = position
        case .recorded(let time)?: period.last = try count { $0 <= time.microseconds } - 1
        case nil: break
        }
        return period
    }

    /// How many events were recorded by then. Time never goes back in a ledger, so that halving finds it.
    private func count(_ isEarlier: (Int64) -> Bool) throws(QueryFault) -> Int64 {
        try ledger { (reader) throws(LedgerError) in
            try (0..<reader.head().next).firstNot { (position) throws(LedgerError) in
                try reader.event(at: position).map { isEarlier($0.recorded) } ?? false
            }
        }
    }
}

extension Range<Int64> {
    /// The first number for which `isEarlier` does not hold, found by halving; the upper bound where it holds for all.
    func firstNot<Fault: Error>(_ isEarlier: (Int64) throws(Fault) -> Bool) throws(Fault) -> Int64 {
        var low = lowerBound, high = upperBound
        while low < high {
            let middle = low + (high - low) / 2
            if try isEarlier(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
