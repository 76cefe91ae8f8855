public import Schema

/// One JSON string for all: a snapshot of ten thousand figures is read and written in a millisecond or two.
///
/// Entries stand apart by a space: `days[-more]=number[/denominator][#sample]@position`, where `days` counts from the
/// first day of the entry before (from 1970-01-01 for the first), `more` says how many days follow the first, and
/// `position` counts from that of the entry before. There is one spelling for each log.
extension ObservationLog: SchemaValue {
    /// Takes the packed entries.
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> ObservationLog {
        let start = reader.offset
        let bytes = try reader.plainString(expected: "observations")
        var text = PackedText(bytes)
        guard let log = text.log() else { throw JSONFault(.badValue, at: start, expected: "observations") }
        return log
    }

    /// Writes the packed entries.
    public func write(_ writer: inout JSONWriter) {
        writer.byte(0x22)
        var day: Int64 = 0, position: Int64 = 0
        for (index, entry) in entries.enumerated() {
            if index > 0 { writer.byte(0x20) }
            entry.pack(&writer, afterDay: day, afterPosition: position)
            day = Int64(entry.from.dayNumber)
            position = entry.position
        }
        writer.byte(0x22)
    }

    /// A string.
    public static var shape: Shape { .string(format: "observations", pattern: nil, lengthMax: nil) }

    /// One figure.
    public static var example: ObservationLog {
        var log = ObservationLog()
        let figure = Figure(.example, sample: .example)
        if let entry = Observation(figure, from: .example, to: .example, position: 42) { _ = log.add(entry) }
        return log
    }

    /// Up to five figures of any kind.
    public static func random(using source: inout SplitMix64) -> ObservationLog {
        var log = ObservationLog()
        for _ in 0..<Int.random(in: 0...5, using: &source) {
            let span = DateSpan.random(using: &source)
            let denominator = source.next() & 1 == 0 ? nil : Decimal.random(using: &source)
            let sample = source.next() & 1 == 0 ? nil : Count.random(using: &source)
            let figure = Figure(Decimal.random(using: &source), over: denominator, sample: sample)
            let position = Int64.random(in: 0...JSONReader.integerMax, using: &source)
            if let entry = Observation(figure, from: span.first, to: span.last, position: position) {
                _ = log.add(entry)
            }
        }
        return log
    }
}

extension Observation {
    func pack(_ writer: inout JSONWriter, afterDay day: Int64, afterPosition before: Int64) {
        writer.integer(Int64(from.dayNumber) - day)
        if to != from {
            writer.byte(0x2D)
            writer.integer(Int64(to.days(since: from)))
        }
        let figure = figure
        writer.byte(0x3D)
        figure.number.write(into: &writer.bytes)
        if let denominator = figure.denominator {
            writer.byte(0x2F)
            denominator.write(into: &writer.bytes)
        }
        if let sample = figure.sample {
            writer.byte(0x23)
            writer.integer(sample.value)
        }
        writer.byte(0x40)
        writer.integer(position &- before)
    }
}
