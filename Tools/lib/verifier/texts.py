"""The erasable file beside the ledger: its texts must be those of the digests."""
from __future__ import annotations

import hashlib
import pathlib
import sqlite3
from typing import Any

from verifier.database import header, lenient, source
from verifier.faults import Findings
from verifier.schema_text import SchemaText


def check_texts(findings: Findings, path: pathlib.Path, schema: SchemaText, size: int) -> int:
    """Checks the file; returns how many texts it has. Erased ones prove nothing and harm nothing."""
    header(path)
    with source(path, findings) as file, file.connection() as connection:
        connection.text_factory = lenient
        try:
            schema.numbers(connection, findings)
            schema.compare(connection, findings)
            if "text" in schema.readable_tables(connection):
                return check_rows(findings, connection, size)
        except sqlite3.Error as reason:
            findings.add("damaged", "texts", "a file that can be read", reason)
    return 0


def check_rows(findings: Findings, connection: sqlite3.Connection, size: int) -> int:
    """Every row of the table."""
    count = 0
    for row in connection.execute("SELECT digest, salt, content, position FROM text"):
        count += 1
        check_text(findings, row, size)
    return count


def check_text(findings: Findings, row: tuple[Any, ...], size: int) -> None:
    """One text: it hashes to its digest, or both parts are erased."""
    digest, salt, content, position = row
    place = f"text {digest.hex() if isinstance(digest, bytes) else digest}"
    if (salt is None) != (content is None):
        findings.add("text", place, "salt and content, or neither", "one of them")
    elif isinstance(salt, bytes) and isinstance(content, str):
        found = hashlib.sha256(salt + content.encode("utf-8", "surrogateescape")).digest()
        if found != digest or len(salt) != 16:
            findings.add("text", f"{place}: SHA-256 of salt and text", digest, found)
    elif salt is not None:
        findings.add("text", place, "a blob and a text", "other types")
    if not isinstance(position, int) or position < 0:
        findings.add("text", f"{place}: position", "an event's", position)
    elif position >= size:
        findings.remark(f"{place} belongs to an append that never came to be: position {position}")
