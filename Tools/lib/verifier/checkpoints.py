"""Checkpoints and keys: those in the ledger, and one kept elsewhere."""
from __future__ import annotations

import dataclasses
import hashlib
import sqlite3
from collections.abc import Sequence
from typing import Any

from verifier.database import rows
from verifier.faults import Findings, Malformed
from verifier.notes import Checkpoint, VerifierKey
from verifier.records import TYPE_NAMES, as_bytes, moment
from verifier.tree import EMPTY

COLUMNS = ("place", "size", "made", "note", "seal")
TYPES = [int, int, int, str, bytes]


def seal(place: int, size: int, made: int, note: bytes) -> bytes:
    """The SHA-256 that a row of `checkpoint` bears."""
    lines = (f"engaged.checkpoint.v1\nplace {place}\nsize {size}\nmade {moment(made)}\n"
             f"note-sha256 {hashlib.sha256(note).hexdigest()}")
    return hashlib.sha256(lines.encode()).digest()


@dataclasses.dataclass(frozen=True)
class Adoption:
    """A key and the position of the event that adopted it."""
    position: int
    key: VerifierKey


@dataclasses.dataclass
class Log:
    """What the walk over the events found out, as far as checkpoints need it."""
    origin: str | None
    size: int
    roots: dict[int, bytes]
    times: dict[int, int]
    adoptions: list[Adoption]
    listed: set[int] | None = None   # sizes of the rows of `checkpoint`, where the table can be read

    def root(self, size: int) -> bytes | None:
        """The root at a size that was asked for."""
        return EMPTY if size == 0 else self.roots.get(size)


def adoptions(findings: Findings, events: Sequence[tuple[int, Any]], origin: str | None) -> list[Adoption]:
    """The keys that the log itself names, in order; a fault for what is none."""
    found = []
    for position, body in events:
        text = body.get("verifierKey") if isinstance(body, dict) else None
        try:
            if not isinstance(text, str):
                raise Malformed("no member verifierKey")
            key = VerifierKey.parsed(text)
        except Malformed as reason:
            findings.add("key", f"event {position}: verifierKey", "a verifier key", f"{reason}: {text}", position)
            continue
        if key.name != origin:
            findings.add("key", f"event {position}: name of the key", origin, key.name, position)
            continue
        found.append(Adoption(position, key))
    return found


def required_signers(findings: Findings, kind: str, place: str, checkpoint: Checkpoint, log: Log) -> list[VerifierKey]:
    """Checks the signatures that the log's keys must or may have made; returns the keys whose signatures hold."""
    known = [each.key for each in log.adoptions if each.position < checkpoint.size]
    if not known:
        findings.add(kind, f"{place}: key in force", f"one adopted below {checkpoint.size}", None)
        return []
    holding = []
    for signature in checkpoint.note.signatures:
        for key in {each.text: each for each in known}.values():
            if (key.name, key.number) == (signature.name, signature.number):
                if key.public.verifies(signature.data, checkpoint.note.text.encode()):
                    holding.append(key)
                else:
                    findings.add(kind, f"{place}: signature of {key.name}+{key.number.hex()}", "a valid signature",
                                 signature.data)
    if known[-1] not in holding:
        signers = ", ".join(f"{each.name}+{each.number.hex()}" for each in checkpoint.note.signatures)
        findings.add(kind, f"{place}: key in force", f"a valid signature by {known[-1].text}", signers)
    return holding


class CheckpointCheck:
    """The table of checkpoints."""

    def __init__(self, findings: Findings, connection: sqlite3.Connection) -> None:
        self.findings, self.connection = findings, connection
        self.count = 0
        self.listed: set[int] = set()
        self.covered = 0                                   # the largest size whose signature by the key in force holds
        self.vouching: list[tuple[int, VerifierKey]] = []   # first size that each key's signature holds for others
        self.before = (-1, 1, 0)                           # place, size, time of the one before

    def sizes(self) -> list[int]:
        """The sizes at which roots are needed."""
        quiet = Findings()
        return [row[1] for batch in rows(self.connection, quiet, "checkpoint", "place", "place, size")
                for row in batch if isinstance(row[1], int) and row[1] > 0]

    def check(self, log: Log) -> None:
        """Every row."""
        for batch in rows(self.connection, self.findings, "checkpoint", "place", ", ".join(COLUMNS)):
            for row in batch:
                self.count += 1
                if isinstance(row[1], int):
                    self.listed.add(row[1])
                if self.has_types(row):
                    self.check_row(row, log)
                    self.check_note(row, log)

    def has_types(self, row: tuple[Any, ...]) -> bool:
        """Whether the columns' storage classes are those of the table."""
        for name, kind, value in zip(COLUMNS, TYPES, row):
            if type(value) is not kind:
                self.fault(row[0], f"column {name}", TYPE_NAMES[kind], TYPE_NAMES.get(type(value)))
        return list(map(type, row)) == TYPES

    def fault(self, place: object, what: str, expected: object, found: object) -> None:
        """A fault of one row."""
        self.findings.add("checkpoint", f"checkpoint {place}, {what}", expected, found)

    def check_row(self, row: tuple[Any, ...], log: Log) -> None:
        """Place, order, size, time and seal."""
        place, size, made, note, stored = row
        if place != self.before[0] + 1:
            self.fault(place, "column place", self.before[0] + 1, place)
        if not self.before[1] <= size <= log.size:
            self.fault(place, "column size", f"{self.before[1]} to {log.size}", size)
        earliest = max(self.before[2], log.times.get(size, 0))
        if made < earliest:
            self.fault(place, "column made", f"not before {moment(earliest)}", moment(made))
        self.before = (place, max(size, self.before[1]), max(made, self.before[2]))
        if seal(place, size, made, as_bytes(note)) != stored:
            self.fault(place, "column seal", seal(place, size, made, as_bytes(note)), stored)

    def check_note(self, row: tuple[Any, ...], log: Log) -> None:
        """The note: its form, what it says, and who signed it."""
        place, size, note = row[0], row[1], row[3]
        try:
            checkpoint = Checkpoint.parsed(as_bytes(note))
        except Malformed as reason:
            self.fault(place, "column note", "a signed checkpoint", reason)
            return
        faults = self.findings.count
        if checkpoint.note.text.count("\n") != 3:
            self.fault(place, "lines of the note", "three, without extensions", checkpoint.note.text)
        if checkpoint.size != size:
            self.fault(place, "size in the note", size, checkpoint.size)
        if checkpoint.origin != log.origin:
            self.fault(place, "origin in the note", log.origin, checkpoint.origin)
        root = log.root(checkpoint.size)
        if root is not None and root != checkpoint.root:
            self.fault(place, f"root at size {checkpoint.size}", f"{root.hex()}, as the events have it",
                       checkpoint.root)
        holding = required_signers(self.findings, "signature", f"checkpoint {place}", checkpoint, log)
        if self.findings.count == faults and root is not None:
            self.covered = max(self.covered, checkpoint.size)
        for key in holding:
            self.vouching.append((checkpoint.size, key))

    def trust(self, given: Sequence[VerifierKey], log: Log) -> None:
        """Given keys must have been adopted, and every key after them be vouched for by one that is trusted."""
        for key in given:
            places = [each.position for each in log.adoptions if each.key == key]
            if not places:
                adopted = ", ".join(each.key.text for each in log.adoptions)
                self.findings.add("key", f"the given key {key.text}", "adopted in the log", adopted or None)
                self.covered = 0
                continue
            trusted = {key.text}
            for adoption in log.adoptions:
                if adoption.position > places[0] and adoption.key.text not in trusted:
                    vouch(self.findings, adoption, trusted, self.vouching)
            sizes = [size for size, signer in self.vouching if signer.text in trusted]
            self.covered = min(self.covered, max(sizes, default=0))
            if not sizes:
                self.findings.add("key", "checkpoints", "one signed by a trusted key", None)


def vouch(findings: Findings, adoption: Adoption, trusted: set[str],
          vouching: Sequence[tuple[int, VerifierKey]]) -> None:
    """Trusts an adopted key if a checkpoint over its adoption is signed by a key that is trusted already."""
    if any(size > adoption.position and key.text in trusted for size, key in vouching):
        trusted.add(adoption.key.text)
    else:
        findings.add("key", f"event {adoption.position}: the key adopted after the given one",
                     "a checkpoint over it signed by a key that is trusted already", adoption.key.text,
                     adoption.position)


def check_against(findings: Findings, name: str, checkpoint: Checkpoint, log: Log) -> None:
    """A checkpoint kept elsewhere: its origin, its signature, the ledger's root at its size, and its row."""
    faults = findings.count
    place = f"checkpoint of size {checkpoint.size} in {name}"
    if checkpoint.origin != log.origin:
        findings.add("against", f"{place}: origin", checkpoint.origin, log.origin)
    if checkpoint.size > log.size:
        findings.add("against", f"{place}: events", f"at least {checkpoint.size}",
                     f"{log.size}: events {log.size} to {checkpoint.size - 1} are missing", log.size)
    else:
        root = log.root(checkpoint.size)
        if root != checkpoint.root:
            findings.add("against", f"{place}: root of the events below {checkpoint.size}", checkpoint.root, root)
    required_signers(findings, "against", place, checkpoint, log)
    if findings.count == faults and log.listed is not None and checkpoint.size not in log.listed:
        if checkpoint.size < log.size:
            findings.add("against", f"{place}: its row", "in the table checkpoint", None)
        else:
            findings.remark(f"a checkpoint kept elsewhere over all {log.size} events is not in the ledger: it was made "
                            "after this copy was taken, or removed")


def check_consistency(findings: Findings, pair: Sequence[tuple[str, Checkpoint]], log: Log) -> None:
    """Two checkpoints, the older first: the ledger has both roots, so the older's events begin the newer's."""
    (old_name, old), (new_name, new) = pair
    if old.size > new.size:
        findings.add("against", f"{old_name}, the older of two checkpoints",
                     f"at most {new.size} events, as {new_name}", f"{old.size}")
    for name, checkpoint in pair:
        check_against(findings, name, checkpoint, log)
