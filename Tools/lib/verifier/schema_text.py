"""The database's own text, compared with what the specification's gives in an empty database."""
from __future__ import annotations

import pathlib
import sqlite3

from verifier.faults import Findings, NotALedger

QUERY = "SELECT type, name, tbl_name, sql FROM sqlite_schema"


class SchemaText:
    """What one of the files in Schemas/ledger makes of an empty database."""

    def __init__(self, path: pathlib.Path) -> None:
        try:
            text = path.read_text(encoding="utf-8")
            with sqlite3.connect(":memory:") as empty:
                empty.executescript(text)
                self.entries = {(row[0], row[1]): row[2:] for row in empty.execute(QUERY)}
                self.application = empty.execute("PRAGMA application_id").fetchone()[0]
                self.format = empty.execute("PRAGMA user_version").fetchone()[0]
        except (OSError, ValueError, sqlite3.Error) as reason:
            raise NotALedger(f"the specification cannot be read: {reason}") from None

    def compare(self, connection: sqlite3.Connection, findings: Findings) -> bool:
        """Names each difference; whether every entry is as the specification says."""
        faults = findings.count
        found = {(row[0], row[1]): row[2:] for row in connection.execute(QUERY)}
        for entry in sorted(self.entries.keys() | found.keys(), key=str):
            if self.entries.get(entry) != found.get(entry):
                expected, actual = self.entries.get(entry, (None, None)), found.get(entry, (None, None))
                findings.add("schema", f"{entry[0]} {entry[1]}", *difference(expected, actual))
        return findings.count == faults

    def numbers(self, connection: sqlite3.Connection, findings: Findings) -> None:
        """Compares application_id and user_version."""
        for kind, pragma, expected in (("notALedger", "application_id", self.application),
                                       ("foreignFormat", "user_version", self.format)):
            found = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
            if found != expected:
                findings.add(kind, pragma, expected, found)

    def readable_tables(self, connection: sqlite3.Connection) -> set[str]:
        """The specification's tables that are ordinary ones in the file and have all their columns."""
        usable = set()
        for kind, name in self.entries:
            if kind == "table" and is_ordinary(connection, name):
                with sqlite3.connect(":memory:") as empty:
                    empty.execute(self.entries[kind, name][1])
                    if columns(empty, name) <= columns(connection, name):
                        usable.add(name)
        return usable


def is_ordinary(connection: sqlite3.Connection, name: str) -> bool:
    """Whether the name is a table's, neither a view's nor a virtual table's."""
    row = connection.execute("SELECT type, sql FROM sqlite_schema WHERE name = ? COLLATE NOCASE", (name,)).fetchall()
    return len(row) == 1 and row[0][0] == "table" and "virtual" not in str(row[0][1]).lower().split("(")[0]


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    """The names of a table's columns."""
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def difference(expected: tuple[object, object], found: tuple[object, object]) -> tuple[object, object]:
    """The two texts from where they begin to differ."""
    if expected[1] is None or found[1] is None or expected[1] == found[1]:
        return (expected[1] or expected[0], found[1] or found[0])
    one, other = str(expected[1]), str(found[1])
    at = next((index for index, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    start = max(0, at - 20)
    return f"…{one[start:at + 60]}", f"…{other[start:at + 60]}"
