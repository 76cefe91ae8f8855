"""The check of a whole ledger, put together."""
from __future__ import annotations

import contextlib
import dataclasses
import itertools
import pathlib
import sqlite3
import struct
from collections.abc import Callable, Sequence
from typing import Any

from verifier.checkpoints import CheckpointCheck, Log, adoptions, check_against, check_consistency
from verifier.commands import CommandCheck
from verifier.database import IN_PLACE, header, resolved, rows, source
from verifier.events import EventCheck
from verifier.faults import Findings, NotALedger
from verifier.lifecycle import LifecycleCheck, Rules
from verifier.notes import Checkpoint, VerifierKey
from verifier.records import COLUMNS, rendered
from verifier.schema_text import SchemaText
from verifier.second_reader import SecondReader, second_reader
from verifier.texts import Carried, check_texts
from verifier.tiles import TreeCheck

TABLES = {"event", "command", "tile", "checkpoint"}
APPLICATION_AT = 68   # of the file's header: application_id, big-endian


@dataclasses.dataclass
class Request:
    """What is to be verified, and against what."""
    path: pathlib.Path
    schemas: pathlib.Path
    keys: Sequence[VerifierKey] = ()
    against: Sequence[tuple[str, Checkpoint]] = ()
    consistency: Sequence[tuple[str, Checkpoint]] = ()
    texts: pathlib.Path | None = None
    progress: Callable[[int], None] = lambda count: None


def verify(request: Request, findings: Findings) -> dict[str, Any]:
    """Checks everything there is; returns what was seen."""
    schema = SchemaText(request.schemas / "ledger" / "schema.sql")
    rules = Rules(request.schemas / "lifecycle.json")
    first = header(request.path)
    path = resolved(request.path)
    beside = path.with_name("texts.db")
    texts = request.texts or (beside if beside.exists() and beside != path else None)
    carried = Carried(rules.types) if texts else None
    seen: dict[str, Any] = {"events": 0}
    with source(request.path, findings) as file:
        try:
            if file.options == IN_PLACE:   # with a log beside it the file may lack what stands in the log
                check_length(file.path, findings)
            with file.connection() as connection:
                usable, sound = look_at_schema(connection, schema, findings, request.path, first)
            with second_reader(file) if sound else contextlib.nullcontext() as pipe, file.connection() as connection:
                reader = SecondReader(file, connection, pipe) if sound else None
                seen = LedgerCheck(connection, usable, rules, request, findings, reader, carried).run()
                for line in reader.lines() if reader else ():
                    findings.add("damaged", "PRAGMA integrity_check", "ok", line)
        except sqlite3.Error as reason:
            findings.add("damaged", "the database", "a file that can be read", reason)
    if texts is None or carried is None:
        findings.remark("no file of texts was given, and none lies beside the ledger")
    else:
        text_schema = SchemaText(request.schemas / "ledger" / "texts.sql")
        seen["texts"] = check_texts(findings, texts, text_schema, seen["events"], carried)
    return seen


def look_at_schema(connection: sqlite3.Connection, schema: SchemaText, findings: Findings, path: pathlib.Path,
                   first: bytes) -> tuple[set[str], bool]:
    """The tables that can be read, and whether every entry is as specified; refuses what is no ledger at all."""
    try:
        usable = schema.readable_tables(connection)
        schema.numbers(connection, findings)
        sound = schema.compare(connection, findings)
    except sqlite3.Error as reason:
        if struct.unpack(">i", first[APPLICATION_AT:APPLICATION_AT + 4])[0] != schema.application:
            raise NotALedger(f"{path}: {reason}") from None
        raise
    for table in sorted(TABLES - usable):
        findings.add("schema", f"table {table}", "an ordinary table with its columns", "none: its rows are not checked")
    return usable, sound


def check_length(path: pathlib.Path, findings: Findings) -> None:
    """The file has the pages that its header counts, and nothing behind them."""
    first = header(path)
    page, pages = struct.unpack(">H", first[16:18])[0], struct.unpack(">I", first[28:32])[0]
    page = 65536 if page == 1 else page
    length = path.stat().st_size
    if length != page * pages:
        findings.add("truncated" if length < page * pages else "damaged", "length of the file",
                     f"{page * pages} bytes", f"{length} bytes")


class LedgerCheck:
    """The parts that walk side by side, and what they leave for each other."""

    def __init__(self, connection: sqlite3.Connection, usable: set[str], rules: Rules, request: Request,
                 findings: Findings, reader: SecondReader | None, carried: Carried | None) -> None:
        self.connection, self.request, self.findings, self.usable = connection, request, findings, usable
        self.reader = reader
        self.checkpoints = CheckpointCheck(findings, connection) if "checkpoint" in usable else None
        asked = [each.size for _, each in (*request.against, *request.consistency)]
        asked += self.checkpoints.sizes() if self.checkpoints else []
        self.tree = TreeCheck(findings, connection if "tile" in usable else None, [each for each in asked if each > 0])
        self.commands = CommandCheck(findings, connection if "command" in usable else None)
        self.lifecycle = LifecycleCheck(findings, rules)
        self.events = EventCheck(findings, self.tree, self.commands, self.lifecycle, carried)

    def run(self) -> dict[str, Any]:
        """Everything, in order."""
        if "event" in self.usable:
            self.walk()
        self.lifecycle.settle()
        size = self.events.next
        self.commands.finish(size)
        root = self.tree.finish()
        self.tree.check_places(size)
        log = self.log(size)
        self.check_heads(log)
        return self.seen(log, root)

    def walk(self) -> None:
        """Every event."""
        for batch in rows(self.connection, self.findings, "event", "position", ", ".join(COLUMNS)):
            positions = [row[0] for row in batch]
            for row, leaf in zip(batch, self.reader.leaves(positions) if self.reader else itertools.repeat(None)):
                if self.events.one(row) != leaf and leaf is not None and self.reader is not None:
                    viewed = self.reader.records([row[0]]).get(row[0])
                    self.findings.add("header", f"event {row[0]}: record in view event_record", rendered(row), viewed,
                                      row[0])
            self.request.progress(self.events.next)

    def log(self, size: int) -> Log:
        """What the events said of the log itself."""
        created = self.events.created or {}
        origin = created.get("origin")
        if not isinstance(origin, str):
            self.findings.add("header", "event 0: body of ledger.created", "a member origin", origin, 0)
            origin = None
        return Log(origin, size, self.tree.roots, self.events.times,
                   adoptions(self.findings, self.events.adopted, origin))

    def check_heads(self, log: Log) -> None:
        """Checkpoints in the ledger, the given keys, and checkpoints kept elsewhere."""
        if self.checkpoints is not None:
            self.checkpoints.check(log)
            self.checkpoints.trust(self.request.keys, log)
            log.listed = self.checkpoints.listed
        for name, checkpoint in self.request.against:
            check_against(self.findings, name, checkpoint, log)
        if self.request.consistency:
            check_consistency(self.findings, self.request.consistency, log)
        covered = self.checkpoints.covered if self.checkpoints else 0
        if covered < log.size:
            self.findings.remark(f"events {covered} to {log.size - 1} are under no checkpoint of the ledger")
        if not self.request.keys:
            self.findings.remark("no key was given: signatures were checked with the keys that the ledger itself names")
        if not self.request.against and not self.request.consistency:
            self.findings.remark("no checkpoint kept elsewhere was given: a ledger written anew by whoever has its "
                                 "key, or cut off at its end, cannot be told from a true one")

    def seen(self, log: Log, root: bytes | None) -> dict[str, Any]:
        """The figures of the report."""
        created = self.events.created or {}
        return {"ledger": created.get("ledger"), "origin": log.origin, "events": log.size,
                "root": root.hex() if root else None, "commands": self.commands.count,
                "checkpoints": self.checkpoints.count if self.checkpoints else 0,
                "covered": self.checkpoints.covered if self.checkpoints else 0,
                "keys": [each.key.text for each in log.adoptions], "exceptions": self.lifecycle.exceptions}
