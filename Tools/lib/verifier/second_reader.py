"""A second process beside the walk: what the view gives for each event, then SQLite's own check of the file."""
from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import struct
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from verifier.database import BATCH, Source
from verifier.faults import NotALedger

ENTRY = struct.Struct(">q32s")   # position, leaf of the record that the view gives
QUERY = "SELECT position, record FROM event_record WHERE position BETWEEN ? AND ?"


def integrity(file: Source) -> list[str]:
    """What SQLite finds wrong with pages, indices and columns that must not be null.

    CHECKs it leaves out on a connection that only reads: each of schema.sql's is asked for by the walk itself.
    """
    try:
        with file.connection() as connection:
            return [str(line) for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
    except (sqlite3.Error, NotALedger) as reason:
        return [str(reason)]


def leaf_of(record: object) -> bytes:
    """The leaf of a record, or of what stands in its place."""
    return sha256(b"\0" + str(record).encode("utf-8", "surrogateescape")).digest()


def write_all(file: Source, pipe: BinaryIO) -> None:
    """The second process: entries by position, and behind them the lines of the integrity check."""
    with file.connection() as connection:
        reader = connection.execute("SELECT position, record FROM event_record ORDER BY position")
        while batch := reader.fetchmany(BATCH):
            pipe.write(b"".join(ENTRY.pack(position, leaf_of(record)) for position, record in batch))
    pipe.write(ENTRY.pack(-1, bytes(32)))
    pipe.write(json.dumps(integrity(file)).encode())


class SecondReader:
    """The other process as the walk sees it; where it fails, the work is done here, only slower."""

    def __init__(self, file: Source, connection: sqlite3.Connection, pipe: BinaryIO | None) -> None:
        self.file, self.connection, self.pipe = file, connection, pipe

    def leaves(self, positions: list[object]) -> list[bytes | None]:
        """The leaves that the view gives for positions of a batch."""
        if self.pipe is not None:
            data = self.pipe.read(ENTRY.size * len(positions))
            found = list(ENTRY.iter_unpack(data)) if len(data) == ENTRY.size * len(positions) else []
            if [position for position, _ in found] == positions:
                return [leaf for _, leaf in found]
            self.pipe = None   # not the same rows in the same order: from here on each batch is asked for
        records = self.records(positions)
        return [leaf_of(records[each]) if each in records else None for each in positions]

    def records(self, positions: list[object]) -> dict[object, object]:
        """What the view gives for some positions, by asking."""
        numbers = [each for each in positions if isinstance(each, int)]
        if not numbers:
            return {}
        with contextlib.suppress(sqlite3.Error):
            return dict(self.connection.execute(QUERY, (min(numbers), max(numbers))))
        return {}

    def lines(self) -> list[str]:
        """The lines of the integrity check."""
        with contextlib.suppress(ValueError, struct.error):
            if self.pipe is not None and ENTRY.unpack(self.pipe.read(ENTRY.size))[0] == -1:
                return [str(line) for line in json.loads(self.pipe.read())]
        return integrity(self.file)


@contextlib.contextmanager
def second_reader(file: Source) -> Iterator[BinaryIO | None]:
    """Starts the other process, before this one has a connection; nothing where that cannot be done."""
    try:
        ours, theirs = os.pipe()
        child = os.fork()
    except OSError:
        yield None
        return
    if child == 0:
        code = 1
        try:
            os.close(ours)
            with os.fdopen(theirs, "wb") as pipe:
                write_all(file, pipe)
            code = 0
        finally:
            os._exit(code)
    os.close(theirs)
    try:
        with os.fdopen(ours, "rb", buffering=1 << 16) as pipe:
            yield pipe
    finally:
        with contextlib.suppress(OSError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
