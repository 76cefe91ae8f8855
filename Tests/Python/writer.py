"""A writer of ledgers for the tests, made from the specification: it keeps every rule, and tests then break one."""
from __future__ import annotations

import base64
import hashlib
import json
import pathlib
import sqlite3
import struct
import uuid
from typing import Any

from verifier.ed25519 import ORDER, base_table, encoded, times

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "Schemas" / "ledger" / "schema.sql"
ORIGIN = "example.org/engaged"
START = 1_795_251_600_000_000
INSTALLATION = "installation"
ANNA = "uid=1001 person=p-anna roles=approver,manager"
BEN = "uid=1002 person=p-ben roles=approver"
FEED = "uid=1003 roles=feed"
ENGAGEMENT, PROVIDER, GOVERNANCE = "engagement/ENG-2026-0001", "provider/PRV-ALPHA", "governance"


def sha256(*parts: bytes) -> bytes:
    """The hash that everything here is made of."""
    return hashlib.sha256(b"".join(parts)).digest()


def moment(microseconds: int) -> str:
    """A time as SQLite renders it, so that the verifier's own rendering meets another."""
    with sqlite3.connect(":memory:") as database:
        row = database.execute("SELECT strftime('%Y-%m-%dT%H:%M:%S', ? / 1000000, 'unixepoch') || "
                               "printf('.%06dZ', ? % 1000000)", (microseconds, microseconds)).fetchone()
    return str(row[0])


class Key:
    """A signing key, RFC 8032 § 5.1.5 and § 5.1.6."""

    def __init__(self, seed: bytes, name: str = ORIGIN) -> None:
        digest = hashlib.sha512(seed).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & ~7 & (1 << 254) - 1 | 1 << 254
        self.prefix, self.name = digest[32:], name
        self.public = encoded(times(base_table(), self.scalar))
        self.number = sha256(name.encode(), b"\n\1", self.public)[:4]
        self.text = f"{name}+{self.number.hex()}+{base64.b64encode(bytes([1]) + self.public).decode()}"

    def sign(self, message: bytes) -> bytes:
        """The signature over a message."""
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % ORDER
        point = encoded(times(base_table(), r))
        k = int.from_bytes(hashlib.sha512(point + self.public + message).digest(), "little")
        return point + ((r + k * self.scalar) % ORDER).to_bytes(32, "little")

    def line(self, text: str) -> str:
        """The signature line over a note's text."""
        return f"\u2014 {self.name} {base64.b64encode(self.number + self.sign(text.encode())).decode()}\n"


def note(size: int, root: bytes, *keys: Key, origin: str = ORIGIN) -> str:
    """A signed checkpoint."""
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    return text + "\n" + "".join(key.line(text) for key in keys)


def root_of(leaves: list[bytes]) -> bytes:
    """The root by the recursive definition of RFC 6962 § 2.1, not by the verifier's way."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1", root_of(leaves[:split]), root_of(leaves[split:]))


def inclusion(leaves: list[bytes], index: int) -> list[bytes]:
    """The proof of RFC 6962 § 2.1.1, by its definition."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*inclusion(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion(leaves[split:], index - split), root_of(leaves[:split])]


def record_of(row: tuple[Any, ...]) -> str:
    """The record of a row of `event`."""
    position, stream, version, kind, schema, recorded, effective, actor, command, digest, _ = row
    return "\n".join((
        "engaged.event.v1", f"position {position}", f"stream {stream}", f"version {version}", f"type {kind}",
        f"schema {schema}", f"recorded {moment(recorded)}", f"effective {effective}", f"actor {actor}",
        f"command {command}", f"body-sha256 {digest.hex()}"))


def command_seal(first: int, count: int, person: str, command: str, parameters: bytes) -> bytes:
    """The seal of a row of `command`."""
    return sha256(f"engaged.command.v1\nfirst {first}\ncount {count}\nperson {person}\nid {command}\n"
                  f"parameters-sha256 {parameters.hex()}".encode())


def checkpoint_seal(place: int, size: int, made: int, text: str) -> bytes:
    """The seal of a row of `checkpoint`."""
    return sha256(f"engaged.checkpoint.v1\nplace {place}\nsize {size}\nmade {moment(made)}\n"
                  f"note-sha256 {sha256(text.encode()).hex()}".encode())


def namespace(actor: str) -> str:
    """Whose a command is, by its actor's line."""
    words = dict(each.split("=") for each in actor.split(" ") if "=" in each)
    return words.get("person") or (f"uid:{words['uid']}" if "uid" in words else actor)


class Writer:
    """A ledger that grows by commands, through the triggers of the schema."""

    def __init__(self, path: pathlib.Path) -> None:
        self.path = path
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.executescript(SCHEMA.read_text())
        self.leaves: list[bytes] = []
        self.versions: dict[str, int] = {}
        self.now, self.places, self.checkpoints = START, 0, 0
        self.random = 0

    def close(self) -> None:
        """Closes the file."""
        self.database.close()

    def identifier(self) -> str:
        """A command's id, the next of a row that is the same in every run."""
        self.random += 1
        return str(uuid.UUID(bytes=sha256(b"id", struct.pack(">Q", self.random))[:16], version=4))

    def append(self, actor: str, *events: tuple[str, str, dict[str, Any]], command: str | None = None,
               person: str | None = None, recorded: int | None = None) -> int:
        """One command with its events, each (stream, type, body); returns the first's position."""
        first, command = len(self.leaves), command or self.identifier()
        self.now = max(self.now + 1_250_000, recorded or 0)
        parameters, person = sha256(command.encode()), person or namespace(actor)
        self.database.execute("BEGIN")
        self.database.execute("INSERT INTO command VALUES (?, ?, ?, ?, ?, ?)", (
            first, len(events), person, command, parameters, command_seal(first, len(events), person, command,
                                                                          parameters)))
        for stream, kind, body in events:
            self.event(stream, kind, body, actor, command)
        self.database.execute("COMMIT")
        return first

    def event(self, stream: str, kind: str, body: dict[str, Any], actor: str, command: str) -> None:
        """One row, and the tiles that it fills."""
        version = self.versions.get(stream, 0) + 1
        text = json.dumps(body, separators=(",", ":"), ensure_ascii=False)
        row = (len(self.leaves), stream, version, kind, 1, self.now, "2026-11-21", actor, command,
               sha256(text.encode()), text)
        self.database.execute(f"INSERT INTO event VALUES ({', '.join('?' * 11)})", row)
        self.versions[stream] = version
        self.leaves.append(sha256(b"\0", record_of(row).encode()))
        for level in range(2):
            width = 256 ** level
            if len(self.leaves) % (256 * width) == 0:
                end = len(self.leaves)
                nodes = [root_of(self.leaves[at:at + width]) for at in range(end - 256 * width, end, width)]
                self.database.execute("INSERT INTO tile VALUES (?, ?, ?, ?, ?)", (
                    self.places, level, end // (256 * width) - 1, root_of(nodes), b"".join(nodes)))
                self.places += 1

    def checkpoint(self, *keys: Key) -> str:
        """Signs the tree as it is."""
        size, made = len(self.leaves), self.now + 500_000
        text = note(size, root_of(self.leaves), *keys)
        self.database.execute("INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?)", (
            self.checkpoints, size, made, text, checkpoint_seal(self.checkpoints, size, made, text)))
        self.checkpoints += 1
        return text


OLD, NEW, FOREIGN = Key(sha256(b"old")), Key(sha256(b"new")), Key(sha256(b"foreign"))


def begin(path: pathlib.Path, separation: str = "enforce") -> Writer:
    """A new ledger as the installation leaves it, with the key OLD."""
    writer = Writer(path)
    created = {"ledger": "01936f0e-0000-7000-8000-0000000000ff", "format": "engaged.event.v1", "origin": ORIGIN}
    writer.append(INSTALLATION, (GOVERNANCE, "ledger.created", created),
                  (GOVERNANCE, "policy.adopted", {"policy": {"separation": separation}}),
                  (GOVERNANCE, "checkpoint-key.adopted", {"verifierKey": OLD.text}))
    return writer


def sealed(content: str) -> tuple[bytes, bytes, str]:
    """Digest, salt and text."""
    salt = bytes(range(16))
    return sha256(salt, content.encode()), salt, content


TEXTS = [sealed("gesagt \u2013 getan"), sealed("nothing more to say")]   # of the sample's notes


def sample(path: pathlib.Path) -> Writer:
    """A good ledger of 280 events: two keys, four checkpoints, one full tile, an engagement in its second phase."""
    writer = begin(path)
    writer.append(ANNA, (ENGAGEMENT, "engagement.opened", {"title": "Überlauf \u2014 first line"}))
    writer.append(ANNA, (ENGAGEMENT, "gate.requested", {"gate": "to_contracting"}))
    writer.append(BEN, (ENGAGEMENT, "gate.approved", {"gate": "to_contracting", "request": 2, "readiness": {}}))
    writer.append(ANNA, (PROVIDER, "provider.registered", {"country": "PL"}))
    writer.checkpoint(OLD)
    while len(writer.leaves) < 250:
        writer.append(FEED, *((ENGAGEMENT, "kpi.measured", {"metric": "aht", "value": str(at)}) for at in range(3)))
    writer.append("clock", (ENGAGEMENT, "note.added", {"note": TEXTS[0][0].hex()}))
    writer.checkpoint(OLD)
    writer.append("uid=0 roles=operator", (GOVERNANCE, "checkpoint-key.adopted", {"verifierKey": NEW.text}))
    writer.checkpoint(NEW, OLD)
    while len(writer.leaves) < 279:
        writer.append(FEED, (ENGAGEMENT, "kpi.measured", {"metric": "aht", "value": "7.5"}))
    writer.append(ANNA, (ENGAGEMENT, "note.added", {"note": TEXTS[1][0].hex()}))
    writer.checkpoint(NEW)
    return writer
