import Schema

/// Reads the packed entries of an ``ObservationLog``. Nothing in the bytes can trap it; one spelling is taken.
struct PackedText {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var next = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The whole log; none where the bytes are not one.
    mutating func log() -> ObservationLog? {
        var log = ObservationLog()
        var day: Int64 = 0, position: Int64 = 0
        guard !bytes.isEmpty else { return log }
        repeat {
            guard let entry = entry(afterDay: day, afterPosition: position) else { return nil }
            let behind = log.entries.last.map { $0.to < entry.from } ?? true
            guard behind, log.add(entry) else { return nil }
            day = Int64(entry.from.dayNumber)
            position = entry.position
        } while take(0x20)
        return next == bytes.count ? log : nil
    }

    private mutating func entry(afterDay day: Int64, afterPosition before: Int64) -> Observation? {
        guard let first = integer(), let from = date(day, plus: first), let to = end(from), take(0x3D),
            let figure = figure(), take(0x40), let step = integer()
        else { return nil }
        let (position, overflow) = before.addingReportingOverflow(step)
        guard !overflow, position.magnitude <= UInt64(JSONReader.integerMax) else { return nil }
        return Observation(figure, from: from, to: to, position: position)
    }

    private mutating func end(_ from: CivilDate) -> CivilDate? {
        guard take(0x2D) else { return from }
        guard let more = integer(), more > 0 else { return nil }
        return date(Int64(from.dayNumber), plus: more)
    }

    private mutating func figure() -> Figure? {
        guard let number = decimal() else { return nil }
        var figure = Figure(number)
        if take(0x2F) {
            guard let denominator = decimal() else { return nil }
            figure.denominator = denominator
        }
        if take(0x23) {
            guard let size = integer(), let sample = Count(size) else { return nil }
            figure.sample = sample
        }
        return figure
    }

    private func date(_ day: Int64, plus days: Int64) -> CivilDate? {
        let (sum, overflow) = day.addingReportingOverflow(days)
        guard !overflow, let number = Int(exactly: sum) else { return nil }
        return try? CivilDate(dayNumber: number)
    }

    private mutating func decimal() -> Decimal? {
        let start = next
        while next < bytes.count, isDecimal(bytes[next]) { next += 1 }
        return Decimal(parsing: UnsafeBufferPointer(rebasing: bytes[start..<next]))
    }

    private func isDecimal(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || byte == 0x2E || byte == 0x2D }

    private mutating func integer() -> Int64? {
        let negative = take(0x2D)
        let start = next
        var value: Int64 = 0
        while next < bytes.count, bytes[next] &- 0x30 < 10 {
            guard next - start < 17 else { return nil }
            value = value * 10 + Int64(bytes[next] &- 0x30)
            next += 1
        }
        guard next > start, next - start == 1 || bytes[start] != 0x30, !negative || value != 0 else { return nil }
        return negative ? -value : value
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next < bytes.count, bytes[next] == byte else { return false }
        next += 1
        return true
    }
}
