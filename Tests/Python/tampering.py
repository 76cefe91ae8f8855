"""Ways to tamper with the sample ledger, each with the fault that must be found: its kind, its place, its position.

The forger has the file and can do what SQL can: triggers are dropped and made anew, CHECKs are ignored.
"""
from __future__ import annotations

import contextlib
import dataclasses
import json
import pathlib
import sqlite3
from collections.abc import Callable
from typing import Any

from writer import (ANNA, BEN, ENGAGEMENT, FOREIGN, GOVERNANCE, INSTALLATION, NEW, OLD, SCHEMA, checkpoint_seal,
                    command_seal, namespace, note, record_of, root_of, sha256)

Forgery = Callable[[sqlite3.Connection], None]
OTHER_ID = "01936f0e-7c1e-4a63-9c7e-1d0d6a3fb5f1"


@dataclasses.dataclass(frozen=True)
class Tampering:
    """One kind of tampering and what must be said of it."""
    name: str
    forge: Forgery
    check: str
    place: str
    position: int | None = None


def tamper(path: pathlib.Path, forge: Forgery) -> None:
    """Opens the file as a forger would; the triggers are dropped first and made anew in the end."""
    with sqlite3.connect(":memory:") as empty:
        empty.executescript(SCHEMA.read_text())
        triggers = empty.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA ignore_check_constraints = ON")
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    forge(database)
    for _, text in triggers:
        with contextlib.suppress(sqlite3.OperationalError):   # where there is no such table any more
            database.execute(text)
    database.close()


def sql(*statements: str) -> Forgery:
    """A forgery by plain statements."""
    def forge(database: sqlite3.Connection) -> None:
        for statement in statements:
            database.execute(statement)
    return forge


def leaves(database: sqlite3.Connection) -> list[bytes]:
    """The leaves of all rows as they are now."""
    return [sha256(b"\0", record_of(row).encode()) for row in database.execute("SELECT * FROM event ORDER BY position")]


def append(database: sqlite3.Connection, actor: str, stream: str, kind: str, body: dict[str, Any] | str,
           command: str = OTHER_ID) -> None:
    """One more event with everything right about it but what the test is about."""
    position, recorded = database.execute("SELECT max(position) + 1, max(recorded) + 1 FROM event").fetchone()
    version = database.execute("SELECT coalesce(max(version), 0) + 1 FROM event WHERE stream = ?",
                               (stream,)).fetchone()[0]
    text = body if isinstance(body, str) else json.dumps(body, separators=(",", ":"))
    database.execute("INSERT INTO command VALUES (?, 1, ?, ?, ?, ?)", (
        position, namespace(actor), command, bytes(32), command_seal(position, 1, namespace(actor), command,
                                                                     bytes(32))))
    database.execute("INSERT INTO event VALUES (?, ?, ?, ?, 1, ?, '2026-11-21', ?, ?, ?, ?)", (
        position, stream, version, kind, recorded, actor, command, sha256(text.encode()), text))


def appended(actor: str, stream: str, kind: str, body: dict[str, Any] | str) -> Forgery:
    """A forgery that appends one event."""
    return lambda database: append(database, actor, stream, kind, body)


def resealed(place: int, changes: str) -> Forgery:
    """Changes a checkpoint's columns and makes its seal right."""
    def forge(database: sqlite3.Connection) -> None:
        database.execute(f"UPDATE checkpoint SET {changes} WHERE place = ?", (place,))
        row = database.execute("SELECT place, size, made, note FROM checkpoint WHERE place = ?", (place,)).fetchone()
        database.execute("UPDATE checkpoint SET seal = ? WHERE place = ?", (checkpoint_seal(*row), place))
    return forge


def renoted(make: Callable[[list[bytes]], str], place: int = 3) -> Forgery:
    """Replaces the note of a checkpoint, over the leaves of its size, with a right seal."""
    def forge(database: sqlite3.Connection) -> None:
        size, made = database.execute("SELECT size, made FROM checkpoint WHERE place = ?", (place,)).fetchone()
        text = make(leaves(database)[:size])
        database.execute("UPDATE checkpoint SET note = ?, seal = ? WHERE place = ?",
                         (text, checkpoint_seal(place, size, made, text), place))
    return forge


def recommanded(changes: str, first: int = 50) -> Forgery:
    """Changes a command's columns and makes its seal right."""
    def forge(database: sqlite3.Connection) -> None:
        where = "WHERE first = (SELECT max(first) FROM command WHERE first <= ?)"
        (at,) = database.execute(f"SELECT first FROM command {where}", (first,)).fetchone()
        database.execute(f"UPDATE command SET {changes} WHERE first = ?", (at,))
        row = database.execute(f"SELECT first, count, person, id, parameters FROM command {where}", (first,)).fetchone()
        database.execute("UPDATE command SET seal = ? WHERE first = ?", (command_seal(*row), row[0]))
    return forge


def rehashed(position: int, text: str) -> Forgery:
    """Another body with its right hash."""
    def forge(database: sqlite3.Connection) -> None:
        database.execute("UPDATE event SET body = ?, body_hash = ? WHERE position = ?",
                         (text, sha256(text.encode()), position))
    return forge


def reopened(database: sqlite3.Connection, table: str, old: str, new: str, *statements: str) -> None:
    """Runs statements while a table's text is another one, and puts the text back."""
    (text,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    path = database.execute("PRAGMA database_list").fetchone()[2]
    for content, lines in ((text.replace(old, new), statements), (text, ())):
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("PRAGMA writable_schema = ON")
        other.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (content, table))
        other.execute(f"PRAGMA schema_version = {other.execute('PRAGMA schema_version').fetchone()[0] + 1}")
        other.close()
        again = sqlite3.connect(path, isolation_level=None)
        again.execute("PRAGMA ignore_check_constraints = ON")
        for line in lines:
            again.execute(line)
        again.close()


def loose(table: str, *statements: str) -> Forgery:
    """Statements on a table that is not STRICT for their time."""
    return lambda database: reopened(database, table, ") STRICT", ")", *statements)


EVENTS = [
    Tampering("event.position", sql("UPDATE event SET position = 1000 WHERE position = 100"), "gap", "event 100", 100),
    Tampering("event.stream", sql("UPDATE event SET stream = 'engagement/ENG-2026-0009' WHERE position = 100"),
              "tile", "leaf of event 100", 100),
    Tampering("event.stream, a gap in its versions",
              sql("UPDATE event SET stream = 'engagement/ENG-2026-0009' WHERE position = 100"), "version",
              "event 101", 101),
    Tampering("event.stream with a newline", sql("UPDATE event SET stream = stream || char(10) || 'version 1' "
                                                 "WHERE position = 100"), "header", "event 100, column stream", 100),
    Tampering("event.version", sql("UPDATE event SET version = version + 500 WHERE position = 100"), "version",
              "event 100",
              100),
    Tampering("event.type", sql("UPDATE event SET type = 'note.added' WHERE position = 100"), "tile", "event 100", 100),
    Tampering("event.type that is unknown", sql("UPDATE event SET type = 'note.burnt' WHERE position = 100"),
              "lifecycle",
              "event 100: type", 100),
    Tampering("event.schema", sql("UPDATE event SET schema = 2 WHERE position = 100"), "lifecycle",
              "event 100: schema", 100),
    Tampering("event.recorded, a microsecond", sql("UPDATE event SET recorded = recorded + 1 WHERE position = 100"),
              "tile",
              "leaf of event 100", 100),
    Tampering("event.recorded, before its predecessor", sql("UPDATE event SET recorded = 5 WHERE position = 100"),
              "recorded", "event 100", 100),
    Tampering("event.effective", sql("UPDATE event SET effective = '2026-11-20' WHERE position = 100"), "tile",
              "leaf of event 100", 100),
    Tampering("event.effective, no such day", sql("UPDATE event SET effective = '2026-02-29' WHERE position = 100"),
              "header", "event 100, column effective", 100),
    Tampering("event.actor", sql(f"UPDATE event SET actor = '{BEN}' WHERE position = 100"), "command", "event 100",
              100),
    Tampering("event.actor, the roles", sql("UPDATE event SET actor = 'uid=1003 roles=manager' WHERE position = 100"),
              "tile", "leaf of event 100", 100),
    Tampering("event.actor, roles not sorted",
              sql("UPDATE event SET actor = 'uid=1003 roles=b,a' WHERE position = 100"),
              "header", "event 100, column actor", 100),
    Tampering("event.command", sql(f"UPDATE event SET command = '{OTHER_ID}' WHERE position = 100"), "command",
              "event 100", 100),
    Tampering("event.body_hash", sql("UPDATE event SET body_hash = zeroblob(32) WHERE position = 100"), "bodyHash",
              "event 100", 100),
    Tampering("event.body", sql("UPDATE event SET body = '{}' WHERE position = 100"), "bodyHash", "event 100", 100),
    Tampering("event.body and its hash", rehashed(100, "{}"), "tile", "leaf of event 100", 100),
    Tampering("event.body and its hash, behind the last tile", rehashed(270, "{}"), "checkpoint",
              "checkpoint 3, root at size 280"),
    Tampering("a body that is no object", rehashed(270, "[1]"), "body", "event 270", 270),
    Tampering("a body with a key twice", rehashed(270, '{"a":1,"a":2}'), "body", "event 270", 270),
    Tampering("a body of many brackets", rehashed(270, '{"a":' + "[" * 100_000), "body", "event 270", 270),
    Tampering("a body that is no UTF-8",
              sql("UPDATE event SET body = CAST(x'7b22fffe227d' AS TEXT) WHERE position = 100"),
              "body", "event 100", 100),
    Tampering("a column of another type", loose("event", "UPDATE event SET recorded = 'soon' WHERE position = 100"),
              "header", "event 100, column recorded", 100),
    Tampering("a body that is a blob", loose("event", "UPDATE event SET body = x'7b7d' WHERE position = 100"),
              "header", "event 100, column body", 100),
    Tampering("a row deleted in the middle", sql("DELETE FROM event WHERE position = 100"), "gap", "event 100", 100),
    Tampering("a row deleted behind the last tile", sql("DELETE FROM event WHERE position = 270"), "gap", "event 270",
              270),
    Tampering("the last row deleted", sql("DELETE FROM event WHERE position = 279"), "checkpoint",
              "checkpoint 3, column size"),
    Tampering("all rows deleted", sql("DELETE FROM event"), "checkpoint", "checkpoint 0, column size"),
    Tampering("the first row deleted", sql("DELETE FROM event WHERE position = 0"), "gap", "event 0", 0),
    Tampering("a far row", sql("UPDATE event SET position = 9223372036854775806 WHERE position = 279"), "gap",
              "event 279",
              279),
    Tampering("a row at the last position that there is", sql(
        "INSERT INTO event SELECT 9223372036854775807, 'governance', version + 5000, type, schema, recorded, "
        "effective, actor, command, body_hash, body FROM event WHERE position = 279"), "gap", "event 280", 280),
    Tampering("a uid of more than 32 bits",
              sql("UPDATE event SET actor = 'uid=4294967296 roles=feed' WHERE position = 100"), "header",
              "event 100, column actor", 100),
    Tampering("swapped rows", sql("UPDATE event SET position = 5000 WHERE position = 100",
                                  "UPDATE event SET position = 100 WHERE position = 101",
                                  "UPDATE event SET position = 101 WHERE position = 5000"), "version", "event 100",
              100),
    Tampering("swapped bodies", lambda database: swap(database, 100, 101), "tile", "leaf of event 101", 101),
    Tampering("an illegal transition", appended(ANNA, ENGAGEMENT, "pilot.started", {}), "lifecycle",
              "event 280: phase in which pilot.started may stand", 280),
    Tampering("a gate from another phase", lambda database: gate(database, "close"), "lifecycle",
              "event 281: phase from which close may lead", 281),
    Tampering("a gate that is none", lambda database: gate(database, "to_heaven"), "lifecycle", "event 281: gate", 281),
    Tampering("a second opening", appended(ANNA, ENGAGEMENT, "engagement.opened", {}), "lifecycle",
              f"event 280: version 276 of {ENGAGEMENT}", 280),
    Tampering("an engagement that was never opened", appended(ANNA, "engagement/E-9", "note.added", {}), "lifecycle",
              "event 280: version 1 of engagement/E-9", 280),
    Tampering("a stream of another kind", appended(ANNA, "provider/P-9", "note.added", {}), "lifecycle",
              "event 280: stream", 280),
    Tampering("one's own second person", lambda database: gate(database, "to_transition", ANNA), "separation",
              "event 281: hand of gate.approved", 281),
    Tampering("one's own second person under another handle",
              lambda database: gate(database, "to_transition", "uid=1001 person=p-eve roles=approver"), "separation",
              "event 281: hand of gate.approved", 281),
    Tampering("the clock as second person", lambda database: gate(database, "to_transition", "clock"), "separation",
              "event 281: hands of gate.approved", 281),
    Tampering("a decision on no request",
              appended(BEN, ENGAGEMENT, "gate.approved", {"gate": "to_transition", "request": 7}), "separation",
              "event 280: request of gate.approved", 280),
    Tampering("a decision on a later request",
              appended(BEN, ENGAGEMENT, "gate.approved", {"gate": "to_transition", "request": 900}), "separation",
              "event 280: request of gate.approved", 280),
    Tampering("a key that is none", appended(INSTALLATION, GOVERNANCE, "checkpoint-key.adopted",
                                             {"verifierKey": "x+y+z"}),
              "key", "event 280", 280),
    Tampering("a key of another name", appended(INSTALLATION, GOVERNANCE, "checkpoint-key.adopted", {
        "verifierKey": "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"}), "key", "event 280", 280),
]


def swap(database: sqlite3.Connection, one: int, other: int) -> None:
    """Swaps bodies and hashes of two rows."""
    rows = {at: database.execute("SELECT body, body_hash FROM event WHERE position = ?", (at,)).fetchone()
            for at in (one, other)}
    for at, source in ((one, other), (other, one)):
        database.execute("UPDATE event SET body = ?, body_hash = ? WHERE position = ?", (*rows[source], at))


def gate(database: sqlite3.Connection, name: str, approver: str = BEN) -> None:
    """A request by Anna and its approval."""
    (version,) = database.execute("SELECT max(version) + 1 FROM event WHERE stream = ?", (ENGAGEMENT,)).fetchone()
    append(database, ANNA, ENGAGEMENT, "gate.requested", {"gate": name})
    append(database, approver, ENGAGEMENT, "gate.approved", {"gate": name, "request": version},
           OTHER_ID.replace("0193", "0194"))


COMMANDS = [
    Tampering("command.first", sql("UPDATE command SET first = 10000 WHERE first = 3"), "command", "events 3 to 3", 3),
    Tampering("command.count", sql("UPDATE command SET count = 2 WHERE first = 3"), "command", "event 3, column seal",
              3),
    Tampering("command.count with its seal", recommanded("count = 2", 3), "command", "event 4, column first", 4),
    Tampering("command.count below 1 with its seal", recommanded("count = 0", 3), "command",
              "event 3, columns parameters and count", 3),
    Tampering("command.parameters of no bytes with its seal", recommanded("parameters = x''", 3), "command",
              "event 3, columns parameters and count", 3),
    Tampering("command.parameters of 33 bytes with its seal", recommanded("parameters = zeroblob(33)", 3), "command",
              "event 3, columns parameters and count", 3),
    Tampering("a command beyond what JSON numbers hold, and a changed body",
              sql("UPDATE command SET first = 1152921504606846976 WHERE first = 279",
                  "UPDATE event SET body = '{}' WHERE position = 9"), "bodyHash", "event 9", 9),
    Tampering("command.person", sql("UPDATE command SET person = 'p-ben' WHERE first = 3"), "command",
              "event 3, column seal", 3),
    Tampering("command.person with its seal", recommanded("person = 'p-ben'", 3), "command",
              "event 3: whose the command is", 3),
    Tampering("command.id", sql(f"UPDATE command SET id = '{OTHER_ID}' WHERE first = 3"), "command",
              "event 3, column seal", 3),
    Tampering("command.id with its seal", recommanded(f"id = '{OTHER_ID}'", 3), "command",
              "event 3: the command that covers it", 3),
    Tampering("command.parameters", sql("UPDATE command SET parameters = zeroblob(32) WHERE first = 3"), "command",
              "event 3, column seal", 3),
    Tampering("command.seal", sql("UPDATE command SET seal = zeroblob(32) WHERE first = 3"), "command",
              "event 3, column seal", 3),
    Tampering("a command deleted", sql("DELETE FROM command WHERE first = 3"), "command", "events 3 to 3", 3),
    Tampering("the last command deleted", sql("DELETE FROM command WHERE first = 279"), "command", "events from 279",
              279),
    Tampering("a command beyond the last event", sql(
        f"INSERT INTO command SELECT 280, 1, person, '{OTHER_ID}', parameters, seal FROM command WHERE first = 279"),
              "command", "event 280, beyond the last event", 280),
    Tampering("a column of another type", loose("command", "UPDATE command SET parameters = 'x' WHERE first = 3"),
              "command", "event 3, column parameters", 3),
]

def strange(place: int, level: int | str, number: int) -> str:
    """Adds a tile that no events fill, in a place where the order of tiles lets it stand."""
    return f"INSERT INTO tile VALUES ({place}, {level}, {number}, zeroblob(32), zeroblob(8192))"


TILES = [
    Tampering("tile.place", sql("UPDATE tile SET place = 7"), "tile", "place 7"),
    Tampering("tile.level", sql("UPDATE tile SET level = 1"), "tile", "tile (0, 0)"),
    Tampering("tile.number", sql("UPDATE tile SET number = 1"), "tile", "place 0: tile (0, 1)"),
    Tampering("tile.root", sql("UPDATE tile SET root = zeroblob(32)"), "tile", "tile (0, 0), column root"),
    Tampering("tile.hashes", sql("UPDATE tile SET hashes = CAST(substr(hashes, 1, 3200) || zeroblob(32) || "
                                 "substr(hashes, 3233) AS BLOB)"), "tile",
              "tile (0, 0), hash 100: leaf of event 100", 100),
    Tampering("tile.hashes, too short", sql("UPDATE tile SET hashes = zeroblob(5)"), "tile",
              "tile (0, 0), column hashes"),
    Tampering("a tile deleted", sql("DELETE FROM tile"), "tile", "tile (0, 0)"),
    Tampering("a tile that is not full yet", sql("INSERT INTO tile SELECT 1, 0, 1, root, hashes FROM tile"), "tile",
              "place 1: tile (0, 1)"),
    Tampering("a tile above all levels", sql("UPDATE tile SET place = 1", strange(0, 7, 3)), "tile",
              "place 0: tile (7, 3)"),
    Tampering("a tile below all levels", sql(strange(1, -1, 300)), "tile", "place 1: tile (-1, 300)"),
    Tampering("a tile far below all levels",
              sql("UPDATE tile SET place = 1", strange(0, "-9223372036854775808", 3)), "tile",
              "place 0: tile (-9223372036854775808, 3)"),
    Tampering("a tile above all levels, and no other", sql("DELETE FROM tile", strange(0, 7, 3)), "tile",
              "place 0: tile (7, 3)"),
    Tampering("a tile twice", sql("INSERT INTO tile SELECT 1, 6, 0, root, hashes FROM tile"), "tile",
              "place 1: tile (6, 0)"),
]

CHECKPOINTS = [
    Tampering("checkpoint.place", sql("UPDATE checkpoint SET place = 9 WHERE place = 3"), "checkpoint",
              "checkpoint 9, column place"),
    Tampering("checkpoint.size", sql("UPDATE checkpoint SET size = 279 WHERE place = 3"), "checkpoint",
              "checkpoint 3, column seal"),
    Tampering("checkpoint.size with its seal", resealed(3, "size = 279"), "checkpoint",
              "checkpoint 3, size in the note"),
    Tampering("checkpoint.size below its predecessor's", resealed(3, "size = 3"), "checkpoint",
              "checkpoint 3, column size"),
    Tampering("checkpoint.made", sql("UPDATE checkpoint SET made = made + 1 WHERE place = 3"), "checkpoint",
              "checkpoint 3, column seal"),
    Tampering("checkpoint.made before its last event, with its seal", resealed(3, "made = made - 600000"), "checkpoint",
              "checkpoint 3, column made"),
    Tampering("checkpoint.note", sql("UPDATE checkpoint SET note = replace(note, '280', '281') WHERE place = 3"),
              "checkpoint", "checkpoint 3, column seal"),
    Tampering("checkpoint.note with its seal", resealed(3, "note = replace(note, '280', '281')"), "signature",
              "checkpoint 3: signature"),
    Tampering("checkpoint.note that is none", resealed(3, "note = 'nothing'"), "checkpoint",
              "checkpoint 3, column note"),
    Tampering("checkpoint.seal", sql("UPDATE checkpoint SET seal = zeroblob(32) WHERE place = 3"), "checkpoint",
              "checkpoint 3, column seal"),
    Tampering("a checkpoint deleted", sql("DELETE FROM checkpoint WHERE place = 1"), "checkpoint",
              "checkpoint 2, column place"),
    Tampering("a checkpoint replaced by an earlier one", sql("UPDATE checkpoint SET size = 6, note = (SELECT note FROM "
              "checkpoint WHERE place = 0), made = made WHERE place = 1"), "checkpoint", "checkpoint 1, column seal"),
    Tampering("another root, rightly signed", renoted(lambda all_leaves: note(len(all_leaves), bytes(32), NEW)),
              "checkpoint", "checkpoint 3, root at size 280"),
    Tampering("a foreign key", renoted(lambda all_leaves: note(len(all_leaves), root_of(all_leaves), FOREIGN)),
              "signature", "checkpoint 3: key in force"),
    Tampering("a key that was replaced", renoted(lambda all_leaves: note(len(all_leaves), root_of(all_leaves), OLD)),
              "signature", "checkpoint 3: key in force"),
    Tampering("a key before its adoption", renoted(lambda all_leaves: note(len(all_leaves), root_of(all_leaves), NEW),
                                                   0),
              "signature", "checkpoint 0: key in force"),
    Tampering("a forged signature", renoted(lambda all_leaves: forged(all_leaves)), "signature",
              "checkpoint 3: signature"),
    Tampering("a forged second signature", renoted(lambda all_leaves: note(len(all_leaves), root_of(all_leaves), NEW)
                                                   + forged_line(OLD)), "signature", "checkpoint 3: signature"),
    Tampering("another origin", renoted(lambda all_leaves: note(len(all_leaves), root_of(all_leaves), NEW,
                                                                origin="example.org/other")), "checkpoint",
              "checkpoint 3, origin"),
    Tampering("a column of another type", loose("checkpoint", "UPDATE checkpoint SET size = 'x' WHERE place = 3"),
              "checkpoint", "checkpoint 3, column size"),
]


def forged_line(key: Any) -> str:
    """A line that names a key, with a signature over something else."""
    return key.line("something else")


def forged(all_leaves: list[bytes]) -> str:
    """A note whose one signature is over something else."""
    return note(len(all_leaves), root_of(all_leaves)) + forged_line(NEW)


SCHEMA_CHANGES = [
    Tampering("an extra table", sql("CREATE TABLE extra (x)"), "schema", "table extra"),
    Tampering("an extra index", sql("CREATE INDEX extra ON event (type)"), "schema", "index extra"),
    Tampering("an extra trigger", sql("CREATE TRIGGER extra AFTER INSERT ON event BEGIN SELECT 1; END"), "schema",
              "trigger extra"),
    Tampering("statistics", sql("ANALYZE"), "schema", "table sqlite_stat1"),
    Tampering("another view", sql("DROP VIEW event_record",
                                  "CREATE VIEW event_record AS SELECT position, 'x' AS record "
                                  "FROM event"), "schema", "view event_record"),
    Tampering("no view", sql("DROP VIEW event_record"), "schema", "view event_record"),
    Tampering("a table without a CHECK", lambda database: retext(database, "event", " CHECK (schema >= 1)", ""),
              "schema",
              "table event"),
    Tampering("a table that is not STRICT", lambda database: retext(database, "tile", ") STRICT", ")"), "schema",
              "table tile"),
    Tampering("a table that is a view", sql("DROP TABLE tile",
                                            "CREATE VIEW tile AS WITH RECURSIVE r(place) AS (SELECT 0 "
              "UNION ALL SELECT place + 1 FROM r) SELECT place, 0 AS level, place AS number, 0 AS root, 0 AS hashes "
              "FROM r",
              "CREATE TABLE dummy (x)"), "schema", "table tile"),
    Tampering("application_id", sql("PRAGMA application_id = 7"), "notALedger", "application_id"),
    Tampering("user_version", sql("PRAGMA user_version = 2"), "foreignFormat", "user_version"),
]


def retext(database: sqlite3.Connection, table: str, old: str, new: str) -> None:
    """Changes the text of a table in the schema."""
    database.execute("PRAGMA writable_schema = ON")
    database.execute("UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ?", (old, new, table))
    database.execute("PRAGMA writable_schema = OFF")


ALL = EVENTS + COMMANDS + TILES + CHECKPOINTS + SCHEMA_CHANGES
