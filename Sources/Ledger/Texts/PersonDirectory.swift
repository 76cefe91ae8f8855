/// The rows of `person`; `TextStore` keeps its callers apart.
final class PersonDirectory {
    private let upsert, select, list: Statement

    init(_ connection: Connection) throws(LedgerError) {
        upsert = try connection.prepare("""
            INSERT INTO person VALUES (?1, ?2, ?3)
              ON CONFLICT (handle) DO UPDATE SET name = excluded.name, contact = excluded.contact
            """)
        select = try connection.prepare("SELECT handle, name, contact FROM person WHERE handle = ?1")
        list = try connection.prepare("SELECT handle, name, contact FROM person ORDER BY handle")
    }

    func put(_ entry: PersonEntry) throws(LedgerError) {
        upsert.bind(1, entry.handle)
        upsert.bindOptional(2, entry.name)
        upsert.bindOptional(3, entry.contact)
        try upsert.run("store a person")
    }

    func entry(_ handle: String) throws(LedgerError) -> PersonEntry? {
        defer { select.reset() }
        select.bind(1, handle)
        return try select.step("look up a person") ? Self.entry(select) : nil
    }

    func all() throws(LedgerError) -> [PersonEntry] {
        defer { list.reset() }
        var entries: [PersonEntry] = []
        while try list.step("list persons") { entries.append(Self.entry(list)) }
        return entries
    }

    private static func entry(_ row: Statement) -> PersonEntry {
        PersonEntry(handle: row.text(0), name: row.isNull(1) ? nil : row.text(1),
                    contact: row.isNull(2) ? nil : row.text(2))
    }
}

extension TextStore {
    /// Sets who a handle stands for, durably.
    ///
    /// - Throws: `LedgerError.storage` also where the handle is not one (`[A-Za-z0-9._/-]+`).
    public func setPerson(_ entry: PersonEntry) throws(LedgerError) {
        try exclusively { _ throws(LedgerError) in try people.put(entry) }
    }

    /// Who a handle stands for; nil where it was never said.
    public func person(_ handle: String) throws(LedgerError) -> PersonEntry? {
        try exclusively { _ throws(LedgerError) in try people.entry(handle) }
    }

    /// Everybody, by handle.
    public func persons() throws(LedgerError) -> [PersonEntry] {
        try exclusively { _ throws(LedgerError) in try people.all() }
    }

    /// Erases name and contact for good; the handle stays. Erasing again does no harm.
    public func erasePerson(_ handle: String) throws(LedgerError) {
        try exclusively { connection throws(LedgerError) in
            try people.put(PersonEntry(handle: handle, name: nil))
            try connection.emptyLog()
        }
    }
}
