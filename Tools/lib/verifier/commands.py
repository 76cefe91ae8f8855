"""The table of commands: coverage of every position, whose each was, and the seals."""
from __future__ import annotations

import functools
import hashlib
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from verifier.database import rows
from verifier.faults import Findings
from verifier.records import TYPE_NAMES, UID_MAX, UUID, Actor

COLUMNS = ("first", "count", "person", "id", "parameters", "seal")
TYPES = [int, int, str, str, bytes, bytes]
NAMESPACE = re.compile(r"uid:(?:0|[1-9][0-9]{0,9})|clock|installation|[A-Za-z0-9._/-]+")


def seal(first: int, count: int, person: str, command: str, parameters: bytes) -> bytes:
    """The SHA-256 that a row of `command` bears."""
    lines = (f"engaged.command.v1\nfirst {first}\ncount {count}\nperson {person}\nid {command}\n"
             f"parameters-sha256 {parameters.hex()}")
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).digest()


@functools.lru_cache(maxsize=10_000)
def is_namespace(person: str) -> bool:
    """Whether it is a person's handle, `uid:N`, or a machine's actor."""
    return NAMESPACE.fullmatch(person) is not None and (":" not in person or int(person[4:]) <= UID_MAX)


class CommandCheck:
    """Walks the commands beside the events."""

    def __init__(self, findings: Findings, connection: sqlite3.Connection | None) -> None:
        """Without a connection nothing is known of commands, and nothing is checked."""
        self.findings, self.connection = findings, connection
        self.rows = self.read() if connection else iter(())
        self.count = 0
        self.end = 0                # the first position that no command so far covers
        self.person: str | None = None
        self.command: str | None = None
        self.uncovered: int | None = None

    def read(self) -> Iterator[tuple[Any, ...]]:
        """The rows whose columns have their types."""
        assert self.connection is not None
        for batch in rows(self.connection, self.findings, "command", "first", ", ".join(COLUMNS)):
            for row in batch:
                self.count += 1
                if self.is_sound(row):
                    yield row

    def is_sound(self, row: tuple[Any, ...]) -> bool:
        """Names what is wrong with the row itself; false when it cannot be used."""
        first, count, person, command, parameters, stored = row
        if list(map(type, row)) != TYPES:
            for name, kind, value in zip(COLUMNS, TYPES, row):
                if type(value) is not kind:
                    self.fault(first, f"column {name}", TYPE_NAMES[kind], TYPE_NAMES.get(type(value)))
            return False
        expected = seal(first, count, person, command, parameters)
        if expected != stored:
            self.fault(first, "column seal", expected, stored)
        if not UUID.fullmatch(command) or not is_namespace(person):
            self.fault(first, "columns person and id", "a handle or uid:N, and a UUID", f"{person} {command}")
        if len(parameters) != 32 or count < 1:
            self.fault(first, "columns parameters and count", "32 bytes, from 1", f"{len(parameters)} bytes, {count}")
        return True

    def fault(self, first: object, what: str, expected: object, found: object) -> None:
        """A fault of the command that begins at a position."""
        self.findings.add("command", f"command of event {first}, {what}", expected, found,
                          first if isinstance(first, int) else None)

    def event(self, position: int, command: str) -> bool:
        """The next event: the command that covers it must be its own; whether it is."""
        if self.connection is None or (self.uncovered is not None and position < self.uncovered):
            return False
        if position >= self.end and not self.advance(position):
            return False
        if command != self.command:
            self.findings.add("command", f"event {position}: the command that covers it", command, self.command,
                              position)
        return command == self.command

    def hand(self, position: int, actor: Actor) -> None:
        """The hand of an event whose command is known: the command must be that hand's."""
        if actor.namespace != self.person:
            self.findings.add("command", f"event {position}: whose the command is", actor.namespace, self.person,
                              position)

    def advance(self, position: int) -> bool:
        """Goes on to the command that covers a position; false when there is none."""
        while position >= self.end:
            row = next(self.rows, None)
            if row is None:
                self.uncovered = 2**63
                self.findings.add("command", f"events from {max(position, self.end)} on", "a command that covers them",
                                  None, position)
                return False
            first, count, self.person, self.command = row[:4]
            if first != self.end:
                self.misplaced(first)
            self.end = max(self.end, first + count)
            if first > position:
                self.uncovered = first
                return False
        return True

    def misplaced(self, first: int) -> None:
        """A command that does not begin where the one before ends."""
        if first > self.end:
            self.findings.add("command", f"events {self.end} to {first - 1}", "a command that covers them", None,
                              self.end)
        else:
            self.fault(first, "column first", f"{self.end}, the end of the one before", first)

    def finish(self, size: int) -> None:
        """What comes behind the last event, and ids that a person has used twice."""
        if self.connection is None:
            return
        if self.end > size and self.uncovered is None:
            self.findings.add("command", "end of the last command", size, self.end)
        for row in self.rows:
            self.fault(row[0], f"beyond the last event, {size - 1}", "no row", "a row")
        query = ("SELECT person, id, count(*), max(first) FROM command NOT INDEXED GROUP BY person, id "
                 "HAVING count(*) > 1 LIMIT 1000")
        try:
            for person, command, count, first in self.connection.execute(query):
                self.fault(first, f"id {command} of {person}", "one command", f"{count} commands")
        except sqlite3.Error as reason:
            self.findings.add("damaged", "table command", "rows that can be read", reason)
