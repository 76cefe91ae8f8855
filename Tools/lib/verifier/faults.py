"""What a check can say: a fault with its place, and the list that gathers them."""
from __future__ import annotations

import dataclasses
from typing import Any

SHOWN_MAX = 160
FAULTS_MAX = 10_000   # kept in memory and shown; the rest is counted
NUMBER_MAX = 2**53 - 1   # of JSON, as every reader of it has it


class Malformed(Exception):
    """A text or file from outside is not of its form; says what is wrong with it."""


class NotALedger(Exception):
    """What was given is no file that this check could begin with; says why."""


@dataclasses.dataclass(frozen=True)
class Fault:
    """One thing that is not as it should be."""
    kind: str                # as record.md names the kinds; of bundles, proofs and texts some more
    position: int | None     # the event's position, where the fault belongs to one event
    what: str                # the place and the matter
    expected: str
    found: str

    def as_object(self) -> dict[str, Any]:
        """The fault for a JSON report."""
        return dataclasses.asdict(self)

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}: expected {self.expected}, found {self.found}"


def shown(value: object) -> str:
    """Any value from a file, fit for a terminal: no control characters, nothing long."""
    if isinstance(value, bytes):
        text = value.hex()
    elif isinstance(value, (str, Exception)):
        words = str(value) or ("" if isinstance(value, str) else type(value).__name__)
        text = words.encode("utf-8", "backslashreplace").decode()
    else:
        text = "nothing" if value is None else repr(value)
    text = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text[:SHOWN_MAX + 1])
    return text if len(text) <= SHOWN_MAX else text[:SHOWN_MAX] + "…"


class Findings:
    """All faults in the order found, and remarks that are no faults."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.count = 0
        self.remarks: list[str] = []

    def add(self, kind: str, what: str, expected: object, found: object, position: int | None = None) -> None:
        """Notes a fault; beyond the limit it is only counted. A position that is no number of JSON stands in words."""
        self.count += 1
        if len(self.faults) < FAULTS_MAX:
            known = position if isinstance(position, int) and abs(position) <= NUMBER_MAX else None
            self.faults.append(Fault(kind, known, shown(what), shown(expected), shown(found)))

    def remark(self, sentence: str) -> None:
        """Notes something that a reader of the report must know."""
        if len(self.remarks) < FAULTS_MAX and sentence not in self.remarks:
            self.remarks.append(shown(sentence))
