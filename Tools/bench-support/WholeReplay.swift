import Dispatch
import Ledger
import Lifecycle
import Synchronization
import Views

/// Reads, decodes and folds every event, each into its stream's state.
///
/// Streams do not depend on each other, so each thread reads the whole log and folds its share of the streams; stepping
/// over a row costs less than folding it.
enum WholeReplay {
    /// What was folded, and what could not be.
    struct Report: Sendable {
        /// How many events were folded.
        var events: Int64 = 0
        /// The first fault of each stream that has one, by position. What follows it in its stream is not judged.
        var faults: [LedgerFault] = []
    }

    /// Replays the events below a position.
    ///
    /// - Parameter workers: the number of threads.
    /// - Throws: `LedgerError.storage` where the file cannot be read; what history does not allow is in the report.
    static func run(
        path: String, below end: Int64 = .max, workers: Int = 2
    ) throws(LedgerError) -> Report {
        let results = Mutex<[Result<Report, LedgerError>]>([])
        DispatchQueue.concurrentPerform(iterations: max(workers, 1)) { index in
            let result = Result { () throws(LedgerError) in
                try ReplayShare(index, of: max(workers, 1)).run(try LedgerReader(path: path), below: end)
            }
            results.withLock { $0.append(result) }
        }
        var whole = Report()
        for result in results.withLock({ $0 }) {
            let part = try result.get()
            whole.events += part.events
            whole.faults += part.faults
        }
        whole.faults.sort { ($0.position ?? 0) < ($1.position ?? 0) }
        return whole
    }
}

/// One thread's part of the streams.
private final class ReplayShare {
    private enum Place {
        case engagement(Int), provider(Int), governance
        /// Somebody else's, or spoilt.
        case skipped
    }

    private let index: UInt
    private let count: UInt
    private var report = WholeReplay.Report()
    private var names = NameIndex()
    private var places: [Place] = []
    private var engagements: [Engagement] = []
    private var providers: [Provider] = []
    private var governance = Governance.initial(.governance)
    private var authors = AuthorMemory()

    init(_ index: Int, of count: Int) {
        self.index = UInt(index)
        self.count = UInt(count)
    }

    func run(_ reader: LedgerReader, below end: Int64) throws(LedgerError) -> WholeReplay.Report {
        try reader.scan(0..<end) { (row) throws(LedgerError) in
            let name = row.streamBytes
            if count == 1 || (NameIndex.hash(name) >> 7) % count == index { take(row, name) }
            return true
        }
        return report
    }

    private func take(_ row: borrowing EventRow, _ name: UnsafeRawBufferPointer) {
        let (index, isNew) = names.place(name)
        if isNew { places.append(place(row)) }
        do throws(LedgerError) {
            switch places[index] {
            case .engagement(let place): try engagements[place].fold(row, &authors)
            case .provider(let place): try providers[place].fold(row, &authors)
            case .governance: try governance.fold(row, &authors)
            case .skipped: return
            }
            report.events += 1
        } catch {
            places[index] = .skipped
            if case .fault(let fault) = error { report.faults.append(fault) }
        }
    }

    private func place(_ row: borrowing EventRow) -> Place {
        guard let stream = StreamID(name: row.stream) else {
            report.faults.append(LedgerFault(
                .header, at: row.position, "stream", expected: "an engagement, a provider or governance",
                found: row.stream))
            return .skipped
        }
        switch stream {
        case .engagement:
            engagements.append(Engagement.initial(stream))
            return .engagement(engagements.count - 1)
        case .provider:
            providers.append(Provider.initial(stream))
            return .provider(providers.count - 1)
        case .governance: return .governance
        }
    }
}

/// The replay as the driver asks for it.
enum Replay {
    /// Runs over the ledger of a folder.
    static func run(_ folder: String) throws(LedgerError) -> String {
        let timing = Timing()
        let report = try WholeReplay.run(path: folder + "/state/ledger.db")
        if let fault = report.faults.first { throw .fault(fault) }
        return timing.figures(report.events)
    }
}
