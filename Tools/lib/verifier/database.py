"""Opening a ledger's file without writing beside it, and reading rows that may be damaged."""
from __future__ import annotations

import contextlib
import dataclasses
import os
import pathlib
import shutil
import sqlite3
import stat
import tempfile
import urllib.parse
from collections.abc import Iterator
from typing import Any

from verifier.faults import Findings, NotALedger

MAGIC = b"SQLite format 3\0"
VALUE_BYTES_MAX = 64 << 20
BATCH = 512
COPIES_MAX = 5
RESUMES_MAX = 1000
IN_PLACE = "mode=ro&immutable=1"


def header(path: pathlib.Path) -> bytes:
    """The first hundred bytes; what is no SQLite file at all is refused."""
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise NotALedger(f"{path} is no ordinary file")
            data = file.read(100)
    except OSError as reason:
        raise NotALedger(f"{path}: {reason.strerror}") from None
    if len(data) < 100 or not data.startswith(MAGIC):
        raise NotALedger(f"{path} is no SQLite database")
    return data


def resolved(path: pathlib.Path) -> pathlib.Path:
    """Where a link leads: the log that belongs to a file lies beside the file itself."""
    return pathlib.Path(os.path.realpath(path))


def sizes(*paths: pathlib.Path) -> list[tuple[int, int] | None]:
    """Length and time of change of each file; None where there is none."""
    found: list[tuple[int, int] | None] = []
    for path in paths:
        try:
            status = path.stat()
            found.append((status.st_size, status.st_mtime_ns))
        except OSError:
            found.append(None)
    return found


def copied(path: pathlib.Path, wal: pathlib.Path, folder: str) -> pathlib.Path:
    """A copy of both files, taken while neither changed."""
    copy = pathlib.Path(folder) / "ledger.db"
    for _ in range(COPIES_MAX):
        before = sizes(path, wal)
        shutil.copyfile(path, copy)
        if before[1] and before[1][0]:
            shutil.copyfile(wal, f"{copy}-wal")
        else:
            pathlib.Path(f"{copy}-wal").unlink(missing_ok=True)
        if sizes(path, wal) == before:
            return copy
    raise NotALedger(f"{path} is being written to; stop the daemon, or verify a copy of it")


@dataclasses.dataclass(frozen=True)
class Source:
    """A file that can be read: the one that was given, or the copy of it and its WAL."""
    path: pathlib.Path
    options: str

    @contextlib.contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection that trusts nothing the file says."""
        name = urllib.parse.quote(os.fsencode(os.path.abspath(self.path)))
        try:
            connection = sqlite3.connect(f"file:{name}?{self.options}", uri=True, isolation_level=None)
        except sqlite3.Error as reason:
            raise NotALedger(f"{self.path}: {reason}") from None
        with contextlib.closing(connection):
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX)
            for pragma in ("cell_size_check = ON", "mmap_size = 0", "cache_size = -16384"):
                connection.execute(f"PRAGMA {pragma}")
            yield connection


@contextlib.contextmanager
def source(path: pathlib.Path, findings: Findings) -> Iterator[Source]:
    """The file as it is; with a left-over WAL, a copy of both, so that nothing is written beside it."""
    path = resolved(path)
    wal, journal = pathlib.Path(f"{path}-wal"), pathlib.Path(f"{path}-journal")
    if (sizes(journal)[0] or (0, 0))[0]:
        findings.remark(f"{journal.name} is no file of this ledger's and was not read, though SQLite would")
    length = (sizes(wal)[0] or (0, 0))[0]
    if length == 0:
        yield Source(path, IN_PLACE)
        return
    with tempfile.TemporaryDirectory(prefix="verify-ledger-") as folder:
        try:
            copy = copied(path, wal, folder)
        except OSError as reason:
            raise NotALedger(f"{path}: {reason}") from None
        findings.remark(f"a write-ahead log of {length} bytes was read too, from a copy")
        yield Source(copy, "mode=rw")


def lenient(data: bytes) -> str:
    """A text as it stands, also where it is no UTF-8: such bytes come back in encoding."""
    return data.decode("utf-8", "surrogateescape")


def rows(connection: sqlite3.Connection, findings: Findings, table: str, key: str,
         columns: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table by ascending key, in batches; what cannot be read is named and passed over."""
    query = f"SELECT {columns} FROM {table} WHERE {key} >= ? ORDER BY {key}"
    reader, start = sqlite3.Cursor(connection), -2**63
    for _ in range(RESUMES_MAX):
        try:
            reader.execute(query, (start,))
            while batch := reader.fetchmany(BATCH):
                last = batch[-1][0]
                yield batch
                if not isinstance(last, int) or last >= 2**63 - 1:
                    return
                start = max(start, last + 1)
            return
        except (sqlite3.Error, OverflowError) as reason:
            if "decode" in str(reason) and connection.text_factory is not lenient:
                connection.text_factory = lenient
                findings.add("damaged", f"table {table}, {key} from {max(start, 0)} on", "texts in UTF-8", reason)
                continue
            follower = readable_after(connection, query, start)
            findings.add("damaged", f"table {table}, {key} from {max(start, 0)} on", "rows that can be read", reason)
            if follower is None:
                return
            start = follower


def readable_after(connection: sqlite3.Connection, query: str, start: int) -> int | None:
    """A key behind a damaged place from which rows can be read again; None when there is none."""
    for power in range(40):
        key = max(start, 0) + (1 << power)
        with contextlib.suppress(sqlite3.Error):
            row = connection.execute(query + " LIMIT 1", (key,)).fetchone()
            if row is not None and isinstance(row[0], int) and row[0] >= key:
                return row[0]
    return None
