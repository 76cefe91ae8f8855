internal import CSQLite

/// The database's own rules, in the very text that the file must carry; `Schemas/ledger/schema.sql` is its public copy.
public enum LedgerSchema {
    /// `ENGG` in ASCII, in the file's header.
    static let applicationID: Int64 = 0x454E_4747
    static let userVersion: Int64 = 1

    /// The text that creates an empty ledger.
    public static let text = """
        -- The ledger of `engaged`, format 1. Rows are added, never changed, never removed.
        -- An opener compares sqlite_schema with the result of running this text on an empty database.
        PRAGMA application_id = 1162757959;
        PRAGMA user_version = 1;

        CREATE TABLE event (
          position INTEGER PRIMARY KEY CHECK (position >= 0),
          stream TEXT NOT NULL CHECK (stream <> '' AND stream NOT GLOB '*[^!-~]*'),
          version INTEGER NOT NULL CHECK (version >= 1),
          type TEXT NOT NULL CHECK (type <> '' AND type NOT GLOB '*[^!-~]*'),
          schema INTEGER NOT NULL CHECK (schema >= 1),
          recorded INTEGER NOT NULL CHECK (recorded BETWEEN 0 AND 253402300799999999),
          effective TEXT NOT NULL CHECK (effective GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
          actor TEXT NOT NULL CHECK (actor <> '' AND actor NOT GLOB '*[^ -~]*'),
          command TEXT NOT NULL CHECK (length(command) = 36 AND command NOT GLOB '*[^!-~]*'),
          body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
          body TEXT NOT NULL CHECK (body GLOB '{*' AND json_valid(body)),
          UNIQUE (stream, version)
        ) STRICT;

        CREATE TABLE command (
          first INTEGER PRIMARY KEY,
          count INTEGER NOT NULL CHECK (count >= 1),
          person TEXT NOT NULL CHECK (person <> '' AND person NOT GLOB '*[^!-~]*'),
          id TEXT NOT NULL CHECK (length(id) = 36 AND id NOT GLOB '*[^!-~]*'),
          parameters BLOB NOT NULL CHECK (length(parameters) = 32),
          seal BLOB NOT NULL CHECK (length(seal) = 32),
          UNIQUE (person, id)
        ) STRICT;

        CREATE TABLE tile (
          place INTEGER PRIMARY KEY,
          level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 6),
          number INTEGER NOT NULL CHECK (number >= 0),
          root BLOB NOT NULL CHECK (length(root) = 32),
          hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
          UNIQUE (level, number)
        ) STRICT;

        CREATE TABLE checkpoint (
          place INTEGER PRIMARY KEY,
          size INTEGER NOT NULL CHECK (size >= 1),
          made INTEGER NOT NULL CHECK (made BETWEEN 0 AND 253402300799999999),
          note TEXT NOT NULL CHECK (note <> ''),
          seal BLOB NOT NULL CHECK (length(seal) = 32)
        ) STRICT;

        CREATE VIEW event_record AS SELECT position,
          'engaged.event.v1' || char(10) ||
          'position ' || position || char(10) ||
          'stream ' || stream || char(10) ||
          'version ' || version || char(10) ||
          'type ' || type || char(10) ||
          'schema ' || schema || char(10) ||
          'recorded ' || strftime('%Y-%m-%dT%H:%M:%S', recorded / 1000000, 'unixepoch') ||
            printf('.%06dZ', recorded % 1000000) || char(10) ||
          'effective ' || effective || char(10) ||
          'actor ' || actor || char(10) ||
          'command ' || command || char(10) ||
          'body-sha256 ' || lower(hex(body_hash)) AS record
        FROM event;

        CREATE TRIGGER event_appended BEFORE INSERT ON event BEGIN
          SELECT RAISE(ABORT, 'event: position is not the next one')
            WHERE NEW.position IS NOT (SELECT coalesce(max(position), -1) + 1 FROM event);
          SELECT RAISE(ABORT, 'event: version is not the next one of its stream')
            WHERE NEW.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM event WHERE stream = NEW.stream);
          SELECT RAISE(ABORT, 'event: recorded before its predecessor')
            WHERE NEW.recorded < (SELECT recorded FROM event ORDER BY position DESC LIMIT 1);
        END;
        CREATE TRIGGER event_unchanging BEFORE UPDATE ON event BEGIN
          SELECT RAISE(ABORT, 'event: rows are never changed');
        END;
        CREATE TRIGGER event_unending BEFORE DELETE ON event BEGIN
          SELECT RAISE(ABORT, 'event: rows are never removed');
        END;

        CREATE TRIGGER command_appended BEFORE INSERT ON command BEGIN
          SELECT RAISE(ABORT, 'command: first is not the next position')
            WHERE NEW.first IS NOT (SELECT coalesce(max(position), -1) + 1 FROM event)
               OR NEW.first <= (SELECT max(first) FROM command);
          SELECT RAISE(ABORT, 'command: this id of this person is taken')
            WHERE EXISTS (SELECT 1 FROM command WHERE person = NEW.person AND id = NEW.id);
        END;
        CREATE TRIGGER command_unchanging BEFORE UPDATE ON command BEGIN
          SELECT RAISE(ABORT, 'command: rows are never changed');
        END;
        CREATE TRIGGER command_unending BEFORE DELETE ON command BEGIN
          SELECT RAISE(ABORT, 'command: rows are never removed');
        END;

        CREATE TRIGGER tile_appended BEFORE INSERT ON tile BEGIN
          SELECT RAISE(ABORT, 'tile: place is not the next one')
            WHERE NEW.place IS NOT (SELECT coalesce(max(place), -1) + 1 FROM tile);
          SELECT RAISE(ABORT, 'tile: number is not the next one of its level')
            WHERE NEW.number IS NOT (SELECT coalesce(max(number), -1) + 1 FROM tile WHERE level = NEW.level);
        END;
        CREATE TRIGGER tile_unchanging BEFORE UPDATE ON tile BEGIN
          SELECT RAISE(ABORT, 'tile: rows are never changed');
        END;
        CREATE TRIGGER tile_unending BEFORE DELETE ON tile BEGIN
          SELECT RAISE(ABORT, 'tile: rows are never removed');
        END;

        CREATE TRIGGER checkpoint_appended BEFORE INSERT ON checkpoint BEGIN
          SELECT RAISE(ABORT, 'checkpoint: place is not the next one')
            WHERE NEW.place IS NOT (SELECT coalesce(max(place), -1) + 1 FROM checkpoint);
          SELECT RAISE(ABORT, 'checkpoint: size is below that of its predecessor')
            WHERE NEW.size < (SELECT size FROM checkpoint ORDER BY place DESC LIMIT 1);
          SELECT RAISE(ABORT, 'checkpoint: size is beyond the events')
            WHERE NEW.size > (SELECT coalesce(max(position), -1) + 1 FROM event);
        END;
        CREATE TRIGGER checkpoint_unchanging BEFORE UPDATE ON checkpoint BEGIN
          SELECT RAISE(ABORT, 'checkpoint: rows are never changed');
        END;
        CREATE TRIGGER checkpoint_unending BEFORE DELETE ON checkpoint BEGIN
          SELECT RAISE(ABORT, 'checkpoint: rows are never removed');
        END;

        """

    static func check(_ connection: Connection) throws(LedgerError) {
        try check(connection, id: applicationID, text: text)
    }

    /// Compares a database's schema with what `text` gives in an empty one, object by object.
    static func check(_ connection: Connection, id: Int64, text: String) throws(LedgerError) {
        let found = try connection.integer("PRAGMA application_id", "read the application id")
        let objects = try connection.integer("SELECT count(*) FROM sqlite_schema", "read the schema")
        guard found == id, objects != 0 else {
            throw .fault(.init(.notALedger, "application id of \(connection.path)", expected: "\(id)",
                               found: objects == 0 ? "an empty database" : "\(found ?? 0)"))
        }
        let version = try connection.integer("PRAGMA user_version", "read the format's version")
        guard version == userVersion else {
            throw .fault(.init(.foreignFormat, "format of \(connection.path)", expected: "\(userVersion)",
                               found: "\(version ?? 0)"))
        }
        try compare(connection, text)
    }

    private static func compare(_ connection: Connection, _ text: String) throws(LedgerError) {
        let expected = try objects(model(text))
        let found = try objects(connection)
        for (index, object) in expected.enumerated() where index >= found.count || found[index] != object {
            let other = index < found.count ? found[index] : "nothing"
            throw .fault(.init(.schema, "schema of \(connection.path)", expected: object, found: other))
        }
        if found.count > expected.count {
            throw .fault(.init(.schema, "schema of \(connection.path)", expected: "no more objects",
                               found: found[expected.count]))
        }
    }

    /// Whether every table of `text` is an ordinary table in a database that differs otherwise. A view in its place
    /// could give rows without end, and its rows are nobody's records.
    static func hasTables(_ connection: Connection, text: String = LedgerSchema.text) throws(LedgerError) -> Bool {
        let ordinary = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        return try Set(texts(connection, ordinary)).isSuperset(of: texts(model(text), ordinary))
    }

    /// What a schema's text gives in an empty database.
    private static func model(_ text: String) throws(LedgerError) -> Connection {
        let model = try Connection(path: ":memory:", flags: SQLITE_OPEN_READWRITE)
        try model.execute(text, "build the model schema")
        return model
    }

    private static func objects(_ connection: Connection) throws(LedgerError) -> [String] {
        try texts(connection, """
            SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '-') FROM sqlite_schema ORDER BY rowid
            """)
    }

    private static func texts(_ connection: Connection, _ sql: String) throws(LedgerError) -> [String] {
        let statement = try connection.prepare(sql)
        var texts: [String] = []
        while try statement.step("read the schema") { texts.append(statement.text(0)) }
        return texts
    }
}
