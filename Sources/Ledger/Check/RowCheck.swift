/// What can be said of one row of `event` by itself.
enum RowCheck {
    /// The first thing that is wrong with a row that should be the event at `position`.
    static func fault(_ row: borrowing EventRow, position: Int64) -> LedgerFault? {
        let found = row.position
        if found != position {
            return LedgerFault(.gap, at: position, "event", expected: "position \(position)",
                               found: "position \(found)")
        }
        if row.version < 1 || row.schema < 1 {
            return LedgerFault(.header, at: position, "version and schema", expected: "1 or more",
                               found: "\(row.version) and \(row.schema)")
        }
        return hashFault(row, position)
    }

    /// A column whose value is of another type than the table's.
    static func typeFault(_ column: String?, _ position: Int64) -> LedgerFault? {
        column.map { name in
            LedgerFault(.header, at: position, "column \(name)", expected: "a value of its type", found: "another type")
        }
    }

    private static func hashFault(_ row: borrowing EventRow, _ position: Int64) -> LedgerFault? {
        let hash = SHA.hash(row.body)
        let stored = row.bodyHashBytes
        let isSame = stored.count == 32 && hash == TreeHash(unchecked: stored)
        return isSame ? nil : LedgerFault(.bodyHash, at: position, "SHA-256 of the body",
                                          expected: Digits.hexText(stored), found: "\(hash)")
    }

    /// Whether the texts could stand in a record without forging a line, as the columns' own checks demand.
    static func formFault(_ row: borrowing EventRow, _ position: Int64, isActor: Bool) -> LedgerFault? {
        let name = if !Identifier.isValid(row.streamBytes) {
            "stream"
        } else if !Identifier.isValid(row.typeBytes) {
            "type"
        } else if !CivilDay.isValid(row.effectiveBytes) {
            "effective date"
        } else if !Identifier.isUUID(row.commandBytes) {
            "command id"
        } else if row.bodyHashBytes.count != 32 {
            "body_hash"
        } else if row.recorded < 0 || row.recorded > RecordedTime.last {
            "recorded"
        } else {
            isActor ? "" : "actor"
        }
        if name.isEmpty { return nil }
        return LedgerFault(.header, at: position, name, expected: "its form", found: "another")
    }
}
