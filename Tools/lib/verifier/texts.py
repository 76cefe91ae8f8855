"""The erasable file beside the ledger: each text that an event carries is there, or an event says it was erased."""
from __future__ import annotations

import hashlib
import pathlib
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from verifier.database import header, lenient, source
from verifier.faults import Findings
from verifier.records import Actor
from verifier.schema_text import SchemaText

DIGEST = re.compile("[0-9a-f]{64}")
ERASED = "text.erased"
NAMED_MAX = 20   # of the remarks


def found_at(value: Any, steps: list[str]) -> Iterator[Any]:
    """What stands in a body under a path of lifecycle.json, `[]` behind a name meaning each of a list."""
    if not steps:
        yield value
        return
    name, lists = steps[0].replace("[]", ""), steps[0].count("[]")
    values = [value.get(name)] if isinstance(value, dict) else []
    for _ in range(lists):
        values = [inner for each in values if isinstance(each, list) for inner in each]
    for each in values:
        yield from found_at(each, steps[1:])


class Carried:
    """The digests of texts that events carry, and those that an event says were erased."""

    def __init__(self, types: dict[str, dict[str, Any]]) -> None:
        self.paths = {name: [path.split(".") for path in each["texts"]] for name, each in types.items()
                      if each.get("texts")}
        self.places: dict[bytes, tuple[int, int]] = {}   # the first event that carries it, and its command's first one
        self.erased: dict[bytes, int] = {}
        self.command: tuple[Actor | None, str] | None = None   # ids are unique for one hand only
        self.first = 0

    def event(self, position: int, kind: str, actor: Actor | None, command: str, body: dict[str, Any] | None) -> None:
        """The next event."""
        if (actor, command) != self.command:
            self.command, self.first = (actor, command), position
        if body is None:
            return
        if kind == ERASED:
            for digest in self.digests(body.get("digest")):
                self.erased.setdefault(digest, position)
        for steps in self.paths.get(kind, ()):
            for value in found_at(body, steps):
                for digest in self.digests(value):
                    self.places.setdefault(digest, (position, self.first))

    @staticmethod
    def digests(value: Any) -> Iterator[bytes]:
        """The digest that a member gives, if it gives one."""
        if isinstance(value, str) and DIGEST.fullmatch(value):
            yield bytes.fromhex(value)


def check_texts(findings: Findings, path: pathlib.Path, schema: SchemaText, size: int, carried: Carried) -> int:
    """Checks the file; returns how many texts it has."""
    header(path)
    with source(path, findings) as file, file.connection() as connection:
        connection.text_factory = lenient
        try:
            schema.numbers(connection, findings)
            if schema.compare(connection, findings) or "text" in schema.readable_tables(connection):
                return TextCheck(findings, carried, size).run(connection)
        except sqlite3.Error as reason:
            findings.add("damaged", "texts", "a file that can be read", reason)
    return 0


class TextCheck:
    """Holds the rows against what events carry."""

    def __init__(self, findings: Findings, carried: Carried, size: int) -> None:
        self.findings, self.carried, self.size = findings, carried, size
        self.lacking = dict.fromkeys(carried.places, "is in no row")
        self.remarks: list[str] = []

    def run(self, connection: sqlite3.Connection) -> int:
        """Every row of the table, then what is missing."""
        count = 0
        for row in connection.execute("SELECT digest, salt, content, position FROM text ORDER BY digest"):
            count += 1
            self.row(*row)
        for digest, found in self.lacking.items():
            if digest not in self.carried.erased:
                self.fault(digest, "the text, or an event text.erased", found)
        for sentence in self.remarks[:NAMED_MAX]:
            self.findings.remark(sentence)
        if len(self.remarks) > NAMED_MAX:
            self.findings.remark(f"{len(self.remarks) - NAMED_MAX} more texts like these")
        return count

    def fault(self, digest: bytes, expected: object, found: object) -> None:
        """A fault of one text, at the event that carries it."""
        position = self.carried.places.get(digest, (None, 0))[0]
        self.findings.add("text", f"text of digest {digest.hex()}", expected, found, position)

    def row(self, digest: Any, salt: Any, content: Any, position: Any) -> None:
        """One text: it hashes to its digest, or both parts are erased; some event carries it."""
        if not isinstance(digest, bytes) or not isinstance(position, int):
            self.findings.add("text", f"text {digest}", "a digest and a position", "other types")
            return
        place = self.carried.places.get(digest)
        self.lacking.pop(digest, None)
        if isinstance(salt, bytes) and isinstance(content, str):
            found = hashlib.sha256(salt + content.encode("utf-8", "surrogateescape")).digest()
            if found != digest or len(salt) != 16:
                self.fault(digest, "SHA-256 of salt and text", found)
        elif salt is not None or content is not None:
            self.fault(digest, "salt and text, or neither", "one of them, or other types")
        elif place is not None:
            self.lacking[digest] = "an erased one"
        if content is not None and digest in self.carried.erased:
            self.remarks.append(f"the text of digest {digest.hex()} is there, though event "
                                f"{self.carried.erased[digest]} erased it")
        if place is not None and position > place[1]:
            self.fault(digest, f"a row at position {place[1]}", f"one at {position}")
        elif place is None and position < self.size:
            self.remarks.append(f"the text of digest {digest.hex()} is carried by no event")
        elif place is None:
            self.remarks.append(f"the text of digest {digest.hex()} belongs to an append that never came to be: "
                                f"position {position}")
