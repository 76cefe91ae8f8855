/// Fields between separators (RFC 4180), the separator found from the first line.
enum SeparatedValues {
    /// One record and the line on which it begins, from 1.
    struct Record: Equatable {
        var line: Int
        var fields: [String]
    }

    /// Every record that is not an empty line.
    static func records(_ text: String) -> [Record] {
        let separator = separator(text.prefix { !$0.isNewline })
        var records: [Record] = []
        var record = Record(line: 1, fields: [])
        var field = "", line = 1, isQuoted = false, wasQuoted = false
        func endRecord() {
            record.fields.append(trimmed(field, wasQuoted))
            if record.fields != [""] { records.append(record) }
            record = Record(line: line, fields: [])
            field = ""
            wasQuoted = false
        }
        for character in text {
            if character.isNewline { line += 1 }
            if character == "\"" {
                if isQuoted || field.allSatisfy({ $0 == " " }) || wasQuoted {
                    if !isQuoted, wasQuoted { field.append("\"") }
                    isQuoted.toggle()
                    wasQuoted = true
                } else {
                    field.append(character)
                }
            } else if isQuoted {
                field.append(character)
            } else if character == separator {
                record.fields.append(trimmed(field, wasQuoted))
                field = ""
                wasQuoted = false
            } else if character.isNewline {
                endRecord()
            } else {
                field.append(character)
            }
        }
        if !field.isEmpty || !record.fields.isEmpty { endRecord() }
        return records
    }

    private static func trimmed(_ field: String, _ wasQuoted: Bool) -> String {
        guard !wasQuoted else { return field }
        let front = field.drop { $0 == " " }
        return String(front.reversed().drop { $0 == " " }.reversed())
    }

    /// Whichever of semicolon, tab and comma comes first in the header.
    private static func separator(_ header: Substring) -> Character {
        header.first { ";\t,".contains($0) } ?? ";"
    }
}
