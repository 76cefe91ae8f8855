internal import Schema

/// Figures in a CSV file: a header, then a row a figure; semicolons, commas or tabs between.
///
/// Columns: `date` (or `from` and `to`), `metric`, `unit`, and of `value`, `numerator`, `denominator`, `sample`,
/// `segment`, `source` those that are there. Everything wrong is reported with its line, not only the first.
struct MeasurementFile {
    /// The rows, as the command takes them.
    private(set) var rows: [JSON] = []
    private static let known = [
        "date", "from", "to", "metric", "segment", "source", "value", "numerator", "denominator", "unit", "sample",
    ]
    private static let faultsMax = 20

    /// Reads a file's text.
    ///
    /// - Parameter source: where rows come from that do not say so.
    init(_ bytes: [UInt8], name: String, source: String) throws(CommandFailure) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .badInput("\(name) is not UTF-8") }
        let records = SeparatedValues.records(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
        guard let header = records.first else { throw .badInput("\(name) is empty") }
        let columns = header.fields.map { $0.lowercased() }
        try MeasurementFile.check(columns, name)
        var faults: [String] = []
        for record in records.dropFirst() {
            do throws(LineFault) {
                rows.append(try MeasurementFile.row(record, columns, source))
            } catch {
                faults.append("\(name):\(error.line): \(error.what)")
            }
        }
        guard faults.isEmpty else { throw MeasurementFile.failure(faults) }
        guard !rows.isEmpty else { throw .badInput("\(name) has a header and no rows") }
    }

    /// What is wrong with one line.
    struct LineFault: Error {
        var line: Int
        var what: String
    }

    private static func check(_ columns: [String], _ name: String) throws(CommandFailure) {
        let needed = ["metric", "unit"].filter { !columns.contains($0) }
        let dated = columns.contains("date") || columns.contains("from") ? [] : ["date"]
        guard needed.isEmpty, dated.isEmpty else {
            throw .badInput(
                "\(name):1: the header lacks \((dated + needed).joined(separator: ", "))",
                hint: "a header is date;metric;numerator;denominator;unit;sample")
        }
        for column in columns where !known.contains(column) {
            throw .badInput("\(name):1: unknown column \(column); columns are \(known.joined(separator: ", "))")
        }
        guard Set(columns).count == columns.count else { throw .badInput("\(name):1: a column stands twice") }
    }

    private static func failure(_ faults: [String]) -> CommandFailure {
        let more = faults.count > faultsMax ? ["… and \(faults.count - faultsMax) more"] : []
        return .badInput(
            "\(faults.count) line\(faults.count == 1 ? "" : "s") cannot be taken; nothing was recorded\n"
                + (faults.prefix(faultsMax) + more).joined(separator: "\n"))
    }

    private static func row(
        _ record: SeparatedValues.Record, _ columns: [String], _ source: String
    ) throws(LineFault) -> JSON {
        guard record.fields.count == columns.count else {
            throw LineFault(
                line: record.line, what: "\(record.fields.count) fields where the header has \(columns.count)")
        }
        var row = JSON.object([.init("line", .integer(Int64(record.line)))])
        for (column, field) in zip(columns, record.fields) where !field.isEmpty {
            row = row.setting([column == "date" ? "from" : column], to: try value(column, field, record.line))
        }
        for column in ["from", "metric", "unit"] where row[column] == nil {
            throw LineFault(line: record.line, what: "no \(column == "from" ? "date" : column)")
        }
        guard row["value"] != nil || row["numerator"] != nil else {
            throw LineFault(line: record.line, what: "neither value nor numerator")
        }
        return row["source"] == nil ? row.setting(["source"], to: .string(source)) : row
    }

    private static func value(_ column: String, _ field: String, _ line: Int) throws(LineFault) -> JSON {
        switch column {
        case "date", "from", "to":
            guard CivilDate(field) != nil else {
                throw LineFault(line: line, what: "\(column): \(field) is no day as 2026-03-31")
            }
            return .string(field)
        case "value", "numerator", "denominator":
            guard let number = Decimal(lenient: field) else {
                throw LineFault(line: line, what: "\(column): \(field) is no number; decimals have a point")
            }
            return .string(number.description)
        case "sample":
            guard let number = Int64(field), number >= 0 else {
                throw LineFault(line: line, what: "\(column): \(field) is no count")
            }
            return .integer(number)
        case "unit": return .string(field.lowercased())
        default: return .string(field)
        }
    }
}
