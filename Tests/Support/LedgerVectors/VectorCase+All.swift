extension VectorCase {
    /// Every file.
    public static let all = lawful + forged + eventCases + commandCases + tileCases + checkpointCases + schemaCases
        + textCases

    /// Nothing is wrong with these, whatever the verifier is given.
    private static let lawful: [VectorCase] = [
        .init("good"), .init("good-with-key", key: 1), .init("good-with-new-key", key: 2),
        .init("good-held-against", heldAgainst: 7), .init("good-held-against-first", heldAgainst: 0),
        .init("excepted", base: "excepted"),
        .init("short", base: "short"), .init("rewritten", base: "rewritten"),
        .init("rewritten-with-key", base: "rewritten", key: 1), .init("unvouched", base: "unvouched"),
    ]

    /// Right in every hash, and wrong all the same.
    private static let forged: [VectorCase] = [
        .init("short-held-against", base: "short", heldAgainst: 7, finds: ["against"], at: 450),
        .init("rewritten-held-against", base: "rewritten", key: 1, heldAgainst: 7, finds: ["against"]),
        .init("unvouched-with-key", base: "unvouched", key: 1, finds: ["key"], at: 400),
        .init("good-with-foreign-key", key: 9, finds: ["key"]),
        .init("unexcepted", base: "unexcepted", finds: ["separation"], at: 12),
        .init("illegal-gate", base: "illegal-gate", finds: ["lifecycle"], at: 9),
        .init("own-second", base: "own-second", finds: ["separation"], at: 9),
        .init("clock-as-second", base: "clock-as-second", finds: ["separation"], at: 9),
        .init("clock-as-first", base: "clock-as-first", finds: ["separation"], at: 9),
        .init("installation-as-second", base: "installation-as-second", finds: ["separation"], at: 9),
        .init("excepted-once", base: "excepted-once", finds: ["separation", "lifecycle"], at: 13),
        .init("unopened", base: "unopened", finds: ["lifecycle"], at: 7),
        .init("unknown-type", base: "unknown-type", finds: ["lifecycle"], at: 10),
        .init("wrong-stream", base: "wrong-stream", finds: ["lifecycle"], at: 10),
        .init("wrong-phase", base: "wrong-phase", finds: ["lifecycle"], at: 10),
        .init("bad-key", base: "bad-key", finds: ["key"], at: 7),
        .init("small-key-between", base: "small-key-between", finds: ["key"], at: 7),
        .init("body-twice", base: "body-twice", finds: ["body"], at: 10),
        .init("body-half-a-pair", base: "body-half-a-pair", finds: ["body"], at: 10),
        .init("body-too-deep", base: "body-too-deep", finds: ["body"], at: 10),
        .init("body-of-foreign-stream", base: "body-of-foreign-stream", finds: ["body", "lifecycle"], at: 10),
    ]

    private static let eventCases: [VectorCase] = [
        .init("event-position", "UPDATE event SET position = -1 WHERE position = 40", ["gap", "version"], at: 40),
        .init("event-position-last", "UPDATE event SET position = 700 WHERE position = 599", ["gap"], at: 599),
        .init("event-position-last-held", "UPDATE event SET position = 700 WHERE position = 599",
              ["gap", "against"], heldAgainst: 7, at: 599),
        .init("event-position-far",
              "UPDATE event SET position = 4611686018427387904 WHERE position = 599", ["gap"], at: 599),
        .init("event-position-end",
              "UPDATE event SET position = 9223372036854775806 WHERE position = 599", ["gap"], at: 599),
        .init("event-position-max", """
            INSERT INTO event SELECT 9223372036854775807, 'provider/P-9', 1, type, schema, recorded, effective, actor, \
            command, body_hash, body FROM event WHERE position = 599
            """, ["gap"], at: 600),
        .init("event-recorded-negative", "UPDATE event SET recorded = -1 WHERE position = 40", ["header"], at: 40),
        .init("event-recorded-beyond",
              "UPDATE event SET recorded = 253402300800000000 WHERE position = 40", ["header"], at: 40),
        .init("event-body-hash-length",
              "UPDATE event SET body_hash = x'00' WHERE position = 40", ["header", "bodyHash"], at: 40),
        .init("event-uid", "UPDATE event SET actor = 'uid=4294967296' WHERE position = 40", ["header"], at: 40),
        .init("event-body-zeros", "UPDATE event SET body = zeroblob(9) WHERE position = 40", ["header"],
              loosens: "event", at: 40),
        .init("event-schema-text", "UPDATE event SET schema = 'one' WHERE position = 40", ["header"],
              loosens: "event", at: 40),
        .init("event-stream",
              "UPDATE event SET stream = 'provider/P-9' WHERE position = 40", ["tile", "version"], at: 40),
        .init("event-stream-form", "UPDATE event SET stream = 'a b' WHERE position = 40", ["header"], at: 40),
        .init("event-version", "UPDATE event SET version = 990 WHERE position = 40", ["tile", "version"], at: 40),
        .init("event-type", "UPDATE event SET type = 'evidence.recorded' WHERE position = 40", ["tile"], at: 40),
        .init("event-type-line",
              "UPDATE event SET type = 'a' || char(10) || 'b' WHERE position = 40", ["header"], at: 40),
        .init("event-schema", "UPDATE event SET schema = 2 WHERE position = 40", ["tile", "lifecycle"], at: 40),
        .init("event-recorded", "UPDATE event SET recorded = recorded + 1 WHERE position = 40", ["tile"], at: 40),
        .init("event-recorded-before",
              "UPDATE event SET recorded = 5 WHERE position = 40", ["tile", "recorded"], at: 40),
        .init("event-effective", "UPDATE event SET effective = '2026-11-22' WHERE position = 40", ["tile"], at: 40),
        .init("event-effective-form", "UPDATE event SET effective = 'soon' WHERE position = 40", ["header"], at: 40),
        .init("event-actor", "UPDATE event SET actor = 'clock' WHERE position = 40", ["tile", "command"], at: 40),
        .init("event-actor-form", "UPDATE event SET actor = 'nobody' WHERE position = 40", ["tile", "header"], at: 40),
        .init("event-command", """
            UPDATE event SET command = '01936f0e-0000-7000-8000-00000000ffff' WHERE position = 40
            """, ["tile", "command"], at: 40),
        .init("event-body-hash", "UPDATE event SET body_hash = zeroblob(32) WHERE position = 40", ["bodyHash"], at: 40),
        .init("event-body", "UPDATE event SET body = '{}' WHERE position = 40", ["bodyHash"], at: 40),
        .init("event-body-tail", "UPDATE event SET body = '{}' WHERE position = 599", ["bodyHash"], at: 599),
        .init("event-tail", "UPDATE event SET effective = '2026-11-22' WHERE position = 599", ["checkpoint"]),
        .init("event-removed", "DELETE FROM event WHERE position = 40", ["gap", "version"], at: 40),
        .init("event-removed-run", "DELETE FROM event WHERE position BETWEEN 30 AND 40", ["gap", "version"], at: 30),
        .init("event-removed-first", "DELETE FROM event WHERE position = 0", ["gap", "version"], at: 0),
        .init("event-removed-last", "DELETE FROM event WHERE position = 599", ["command", "checkpoint"]),
        .init("event-body-array", """
            UPDATE event SET body = '[]', \
            body_hash = x'4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945' WHERE position = 40
            """, ["body", "tile"], at: 40),
        .init("event-body-none", """
            UPDATE event SET body = '', \
            body_hash = x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' WHERE position = 40
            """, ["body", "tile"], at: 40),
        .init("event-recorded-text", "UPDATE event SET recorded = 'soon' WHERE position = 40", ["header", "tile"],
              loosens: "event", at: 40),
        .init("event-schema-real", "UPDATE event SET schema = 1.5 WHERE position = 40", ["header", "tile"],
              loosens: "event", at: 40),
        .init("event-body-blob", "UPDATE event SET body = CAST(body AS BLOB) WHERE position = 40", ["header"],
              loosens: "event", at: 40),
        .init("event-actor-blob", "UPDATE event SET actor = CAST(actor AS BLOB) WHERE position = 40", ["header"],
              loosens: "event", at: 40),
        .init("events-swapped", """
            UPDATE event SET position = -position - 2 WHERE position IN (40, 41); \
            UPDATE event SET position = CASE position WHEN -42 THEN 41 ELSE 40 END WHERE position < 0
            """, ["tile", "version", "recorded", "command"], at: 40),
    ]

    private static let commandCases: [VectorCase] = [
        .init("command-first", "UPDATE command SET first = 5000 WHERE first = 40", ["command"], at: 40),
        .init("command-count", "UPDATE command SET count = 2 WHERE first = 40", ["command"], at: 40),
        .init("command-person", "UPDATE command SET person = 'p-eve' WHERE first = 40", ["command"], at: 40),
        .init("command-id", """
            UPDATE command SET id = '01936f0e-0000-7000-8000-00000000ffff' WHERE first = 40
            """, ["command"], at: 40),
        .init("command-parameters",
              "UPDATE command SET parameters = zeroblob(32) WHERE first = 40", ["command"], at: 40),
        .init("command-seal", "UPDATE command SET seal = zeroblob(32) WHERE first = 40", ["command"], at: 40),
        .init("command-first-far", """
            UPDATE command SET first = 1152921504606846976 WHERE first = 599; \
            UPDATE event SET body = '{}' WHERE position = 39
            """, ["command", "bodyHash"], at: 39),
        .init("command-removed", "DELETE FROM command WHERE first = 40", ["command"], at: 40),
        .init("commands-removed", "DELETE FROM command WHERE first IN (40, 41)", ["command"], at: 40),
        .init("commands-removed-with-events", """
            DELETE FROM command WHERE first IN (40, 41); DELETE FROM event WHERE position IN (40, 41)
            """, ["command", "gap", "version"], at: 40),
        .init("command-removed-last", "DELETE FROM command WHERE first = 599", ["command"], at: 599),
        .init("command-count-text", "UPDATE command SET count = 'one' WHERE first = 40", ["command"],
              loosens: "command", at: 40),
        .init("command-beyond", """
            INSERT INTO command VALUES (9000, 1, 'clock', '01936f0e-0000-7000-8000-00000000ffff', zeroblob(32), \
            zeroblob(32))
            """, ["command"]),
    ]

    private static let tileCases: [VectorCase] = [
        .init("tile-place", "UPDATE tile SET place = 9 WHERE number = 1", ["tile"]),
        .init("tiles-swapped-in-place", """
            UPDATE tile SET place = -place - 1; UPDATE tile SET place = CASE place WHEN -1 THEN 1 ELSE 0 END
            """, ["tile"]),
        .init("tiles-swapped", """
            UPDATE tile SET number = -number - 1; UPDATE tile SET number = CASE number WHEN -1 THEN 1 ELSE 0 END
            """, ["tile"], at: 0),
        .init("tiles-swapped-whole", """
            UPDATE tile SET number = -number - 1; UPDATE tile SET number = CASE number WHEN -1 THEN 1 ELSE 0 END; \
            UPDATE tile SET place = -place - 1; UPDATE tile SET place = number WHERE place < 0
            """, ["tile"], at: 0),
        .init("tile-level", "UPDATE tile SET level = 1 WHERE number = 1", ["tile"], at: 256),
        .init("tile-number", "UPDATE tile SET number = 7 WHERE number = 1", ["tile"], at: 256),
        .init("tile-root", "UPDATE tile SET root = zeroblob(32) WHERE number = 1", ["tile"], at: 256),
        .init("tile-hashes", "UPDATE tile SET hashes = zeroblob(8192) WHERE number = 1", ["tile"], at: 256),
        .init("tile-removed", "DELETE FROM tile WHERE number = 0", ["tile"], at: 0),
        .init("tile-level-above", "INSERT INTO tile VALUES (2, 7, 3, zeroblob(32), zeroblob(8192))", ["tile"]),
        .init("tile-level-below", "INSERT INTO tile VALUES (2, -1, 900, zeroblob(32), zeroblob(8192))", ["tile"]),
        .init("tile-beyond", "INSERT INTO tile VALUES (2, 0, 2, zeroblob(32), zeroblob(8192))", ["tile"]),
    ]

    private static let checkpointCases: [VectorCase] = [
        .init("checkpoint-place", "UPDATE checkpoint SET place = 90 WHERE place = 7", ["checkpoint"]),
        .init("checkpoint-size", "UPDATE checkpoint SET size = size + 1 WHERE place = 2", ["checkpoint"]),
        .init("checkpoint-size-beyond", "UPDATE checkpoint SET size = 9000 WHERE place = 7", ["checkpoint"]),
        .init("checkpoint-made", "UPDATE checkpoint SET made = made + 1 WHERE place = 2", ["checkpoint"]),
        .init("checkpoint-made-before", "UPDATE checkpoint SET made = 5 WHERE place = 2", ["checkpoint"]),
        .init("checkpoint-note", "UPDATE checkpoint SET note = 'x' WHERE place = 2", ["checkpoint"]),
        .init("checkpoint-note-text", """
            UPDATE checkpoint SET note = replace(note, char(10) || '256' || char(10), char(10) || '257' || char(10))
              WHERE place = 2
            """, ["checkpoint", "signature"]),
        .init("checkpoint-note-name", """
            UPDATE checkpoint SET note = replace(note, '— example', '— examples') WHERE place = 2
            """, ["checkpoint", "signature"]),
        .init("checkpoint-seal", "UPDATE checkpoint SET seal = zeroblob(32) WHERE place = 2", ["checkpoint"]),
        .init("checkpoint-removed", "DELETE FROM checkpoint WHERE place = 2", ["checkpoint"]),
        .init("checkpoint-removed-first", "DELETE FROM checkpoint WHERE place = 0", ["checkpoint"]),
        .init("checkpoint-removed-last", "DELETE FROM checkpoint WHERE place = 7", []),
        .init("checkpoint-removed-last-held", "DELETE FROM checkpoint WHERE place = 7", [], heldAgainst: 7),
        .init("checkpoints-removed-held-first", "DELETE FROM checkpoint WHERE place >= 6", [], heldAgainst: 0),
        .init("checkpoints-removed-held", "DELETE FROM checkpoint WHERE place >= 6", ["against"], heldAgainst: 6),
        .init("checkpoints-gone-held", "DELETE FROM checkpoint", ["against"], heldAgainst: 0),
        .init("checkpoints-swapped", """
            UPDATE checkpoint SET place = -place WHERE place IN (2, 3); \
            UPDATE checkpoint SET place = CASE place WHEN -2 THEN 3 ELSE 2 END WHERE place < 0
            """, ["checkpoint"]),
        .init("checkpoint-copied", """
            UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE place = 1) WHERE place = 2
            """, ["checkpoint"]),
        .init("checkpoints-all-removed", "DELETE FROM checkpoint", []),
        .init("checkpoints-all-removed-with-key", "DELETE FROM checkpoint", ["key"], key: 2),
    ] + signedCases

    /// Rows written by somebody who can sign, sealed as they should be.
    private static let signedCases: [VectorCase] = [
        .init("checkpoint-root-signed", .signed(place: 7, size: 600, root: 1, key: 2), ["checkpoint"]),
        .init("checkpoint-foreign-key", .signed(place: 7, size: 600, root: nil, key: 9), ["signature"]),
        .init("checkpoint-old-key", .signed(place: 7, size: 600, root: nil, key: 1), ["signature"]),
        .init("checkpoint-bad-key", .signed(place: 0, size: 8, root: nil, key: 3, name: "elsewhere.example"),
              ["key", "signature"], base: "bad-key"),
        .init("checkpoint-other-origin", .signed(place: 7, size: 600, root: nil, key: 2, origin: "o.example"),
              ["checkpoint"]),
    ]

    /// Files of texts: good ones, and what is done to them.
    private static let textCases: [VectorCase] = [
        .init("texts-good", texts: ""), .init("texts-erased", texts: "", base: "erased"),
        .init("text-still-there", texts: "UPDATE text SET salt = zeroblob(16), content = 'x' WHERE content IS NULL",
              base: "erased", finds: ["text"], at: 10),
        .init("text-changed", texts: "UPDATE text SET content = 'another' WHERE position = 40",
              finds: ["text"], at: 40),
        .init("text-salt", texts: "UPDATE text SET salt = zeroblob(16) WHERE position = 40", finds: ["text"], at: 40),
        .init("text-digest", texts: "UPDATE text SET digest = zeroblob(32) WHERE position = 40",
              finds: ["text"], at: 40),
        .init("text-no-utf8", texts: "UPDATE text SET content = CAST(x'fffe' AS TEXT) WHERE position = 40",
              finds: ["text"], at: 40),
        .init("text-removed", texts: "DELETE FROM text WHERE position = 40", finds: ["text"], at: 40),
        .init("text-removed-last", texts: "DELETE FROM text WHERE position = 599", finds: ["text"], at: 599),
        .init("text-emptied", texts: "UPDATE text SET salt = NULL, content = NULL WHERE position = 40",
              finds: ["text"], at: 40),
        .init("text-half-emptied", texts: "UPDATE text SET salt = NULL WHERE position = 40", finds: ["text"], at: 40),
        .init("text-position-after", texts: "UPDATE text SET position = 41 WHERE position = 40",
              finds: ["text"], at: 40),
        .init("text-position-never", texts: "UPDATE text SET position = 9000 WHERE position = 40",
              finds: ["text"], at: 40),
        .init("text-position-before", texts: "UPDATE text SET position = 39 WHERE position = 40"),
        .init("texts-same-id", texts: "", base: "same-id"),
        .init("texts-behind", texts: "", base: "text-behind"),
        .init("text-position-within", texts: "UPDATE text SET position = 11 WHERE position = 10", base: "text-behind",
              finds: ["text"], at: 11),
        .init("text-of-no-event", texts: "INSERT INTO text VALUES (\(sealed), 40)"),
        .init("text-of-no-append", texts: "INSERT INTO text VALUES (\(sealed), 600)"),
        .init("texts-trigger", texts: "CREATE TRIGGER t AFTER INSERT ON text BEGIN SELECT 1; END", finds: ["schema"]),
    ]

    /// Digest, salt and text that fit each other: SHA-256 of sixteen zero bytes and "x".
    private static let sealed =
        "x'e333416381d46a5a03dd56f28c2bc537787fb707b7b818450b9fe022ad03a683', zeroblob(16), 'x'"

    private static let schemaCases: [VectorCase] = [
        .init("schema-trigger-dropped", "DROP TABLE IF EXISTS none", ["schema"], drops: "TRIGGER event_unending"),
        .init("schema-view-dropped", "DROP VIEW event_record", ["schema"]),
        .init("schema-table-added", "CREATE TABLE more (x)", ["schema"]),
        .init("schema-index-added", "CREATE INDEX more ON event (type)", ["schema"]),
        .init("file-tail", tail: 100, ["damaged"]), .init("file-tail-page", tail: 4096, ["damaged"]),
        .init("format-foreign", "PRAGMA user_version = 9", ["foreignFormat"]),
        .init("application-foreign", "PRAGMA application_id = 9", ["notALedger"]),
    ]
}
