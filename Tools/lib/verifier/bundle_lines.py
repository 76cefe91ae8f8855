"""The lines of an auditor's bundle, Schemas/bundle.md: their forms, one by one."""
from __future__ import annotations

import csv
import dataclasses
import datetime
import hashlib
import io
import re
from typing import Any

from verifier.faults import Malformed
from verifier.records import DECODER, EPOCH, Row, rendered

FORM = "engaged.bundle.v1"
HEX = re.compile(r"[0-9a-f]{64}")
SALT = re.compile(r"[0-9a-f]{32}")
TIME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{6})Z")
NAME = re.compile(r"[a-z0-9.-]+")
NUMBER_MAX = 2**53 - 1
KEYS_MAX = 1000   # each is a point to compute
LABELS = ("position", "stream", "version", "type", "schema", "recorded", "effective", "actor", "command", "body-sha256")
NUMBERS = re.compile(r"0|[1-9][0-9]{0,18}")


def parsed_line(line: bytes) -> dict[str, Any]:
    """The JSON object of a line."""
    try:
        value = DECODER.decode(line.decode("utf-8"))
    except (ValueError, RecursionError) as reason:
        raise Malformed(f"no JSON object: {reason}") from None
    if not isinstance(value, dict):
        raise Malformed("JSON, but no object")
    return value


def demand(holds: object, sentence: str) -> None:
    """Refuses a line for a reason."""
    if not holds:
        raise Malformed(sentence)


def members(value: Any, required: set[str], optional: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    """An object with the required keys and no unknown ones."""
    demand(isinstance(value, dict), "no object where one is expected")
    missing, unknown = required - value.keys(), value.keys() - required - optional
    demand(not missing, f"without {', '.join(sorted(missing))}")
    demand(not unknown, f"with unknown {', '.join(sorted(unknown))}")
    return value


def text(value: dict[str, Any], key: str) -> str:
    """A member that is a text, encodable as UTF-8."""
    found = value[key]
    demand(isinstance(found, str), f"{key} is no text")
    demand(not any("\ud800" <= each <= "\udfff" for each in found), f"{key} has half a surrogate pair")
    return found


def digits(value: dict[str, Any], key: str, form: re.Pattern[str] = HEX) -> bytes:
    """A member in lower-case hexadecimal digits."""
    found = text(value, key)
    demand(form.fullmatch(found), f"{key} is not in hexadecimal digits of its length")
    return bytes.fromhex(found)


def count(value: dict[str, Any], key: str) -> int:
    """A member that counts something."""
    found = value[key]
    demand(type(found) is int and 0 <= found <= NUMBER_MAX, f"{key} is no whole number from 0 below 2^53")
    return found


def microseconds(words: str) -> int:
    """The time of a record's line."""
    match = TIME.fullmatch(words)
    try:
        demand(match, "no time of the record's form")
        parts = [int(each) for each in match.groups()]  # type: ignore[union-attr]
        return (datetime.datetime(*parts[:6]) - EPOCH) // datetime.timedelta(microseconds=1) + parts[6]
    except ValueError:
        raise Malformed("a time that does not exist") from None


@dataclasses.dataclass(frozen=True)
class Bound:
    """One end of a period: a position, or a time as its 27 bytes."""
    position: int | None
    recorded: str | None

    @classmethod
    def parsed(cls, value: Any) -> Bound:
        """Reads `{"position":N}` or `{"recorded":"TIME"}`."""
        members(value, set(), {"position", "recorded"})
        demand(len(value) == 1, "a period's end is one position or one time")
        if "position" in value:
            return cls(count(value, "position"), None)
        microseconds(text(value, "recorded"))
        return cls(None, value["recorded"])

    def compare(self, position: int, recorded: str) -> int:
        """Below zero, zero or above as the event comes before, at or after this end."""
        if self.position is not None:
            return position - self.position
        return (recorded > str(self.recorded)) - (recorded < str(self.recorded))


@dataclasses.dataclass(frozen=True)
class Selection:
    """Which events have bodies."""
    streams: frozenset[str] | None
    whole: frozenset[str]
    since: Bound | None
    until: Bound | None

    @classmethod
    def parsed(cls, value: Any) -> Selection:
        """Reads the manifest's selection."""
        members(value, {"whole"}, {"streams", "since", "until"})
        streams = names(value["streams"]) if "streams" in value else None
        bounds = [Bound.parsed(value[key]) if key in value else None for key in ("since", "until")]
        return cls(streams, names(value["whole"]), *bounds)

    def chooses(self, position: int, stream: str, recorded: str) -> bool:
        """Whether the event must have its body."""
        if position == 0 or stream in self.whole:
            return True
        return (self.streams is None or stream in self.streams) and \
            (self.since is None or self.since.compare(position, recorded) >= 0) and \
            (self.until is None or self.until.compare(position, recorded) <= 0)

    def is_whole(self, stream: str) -> bool:
        """Whether every event of the stream is chosen, whatever its time."""
        chosen = self.streams is None or stream in self.streams
        return stream in self.whole or (chosen and self.since is None and self.until is None)


def names(value: Any) -> frozenset[str]:
    """A list of streams, each once, sorted by their bytes."""
    demand(isinstance(value, list) and all(isinstance(each, str) for each in value), "streams are a list of texts")
    demand(sorted(set(value), key=lambda each: each.encode("utf-8", "surrogatepass")) == value,
           "streams are not sorted, or not each once")
    return frozenset(value)


@dataclasses.dataclass(frozen=True)
class Manifest:
    """What the bundle says it is about."""
    ledger: str
    origin: str
    size: int
    root: bytes
    selection: Selection
    checkpoint: str | None
    keys: list[str]
    vouchers: list[str]
    made: str
    by: str

    @classmethod
    def parsed(cls, value: dict[str, Any]) -> Manifest:
        """Reads the first line; another form is refused."""
        demand(value.get("bundle") == FORM, f"not a bundle of the form {FORM}")
        members(value, {"bundle", "ledger", "origin", "size", "root", "selection", "made", "by"},
                {"checkpoint", "keys", "vouchers"})
        demand("vouchers" not in value or "checkpoint" in value, "vouchers without a checkpoint")
        demand(("checkpoint" in value) == ("keys" in value), "checkpoint and keys come together or not at all")
        keys = value.get("keys", [])
        demand(isinstance(keys, list) and all(isinstance(each, str) for each in keys), "keys are a list of texts")
        demand(keys or "keys" not in value, "keys without one")
        vouchers = value.get("vouchers", [])
        demand(isinstance(vouchers, list) and all(isinstance(each, str) for each in vouchers),
               "vouchers are a list of texts")
        demand(len(keys) <= KEYS_MAX and len(vouchers) <= KEYS_MAX, f"more than {KEYS_MAX} keys or vouchers")
        microseconds(text(value, "made"))
        note = text(value, "checkpoint") if "checkpoint" in value else None
        return cls(text(value, "ledger"), text(value, "origin"), count(value, "size"), digits(value, "root"),
                   Selection.parsed(value["selection"]), note, keys, vouchers, value["made"], text(value, "by"))


def row_of(record: str) -> Row:
    """The columns of a record; it must be exactly what they render to."""
    lines = record.split("\n")
    demand(len(lines) == 11 and lines[0] == "engaged.event.v1", "no record of eleven lines")
    values = []
    for label, line in zip(LABELS, lines[1:]):
        demand(line.startswith(label + " "), f"a record without its line {label}")
        values.append(line[len(label) + 1:])
    for index in (0, 2, 4):
        demand(NUMBERS.fullmatch(values[index]), f"{LABELS[index]} is no number")
    demand(HEX.fullmatch(values[9]), "body-sha256 is no hash")
    row = (int(values[0]), values[1], int(values[2]), values[3], int(values[4]), microseconds(values[5]), *values[6:9],
           bytes.fromhex(values[9]), None)
    demand(rendered(row) == record, "a record that is not rendered as specified")
    return row


def text_digest(value: dict[str, Any]) -> bytes:
    """The digest of a text line, which its salt and text must give."""
    members(value, {"text", "salt", "digest"})
    digest = digits(value, "digest")
    found = hashlib.sha256(digits(value, "salt", SALT) + text(value, "text").encode()).digest()
    demand(found == digest, f"salt and text give {found.hex()}, not {digest.hex()}")
    return digest


def report_name(value: dict[str, Any], size: int) -> str:
    """The name of a report whose digest and rows are right."""
    members(value, {"report", "content"})
    head = members(value["report"], {"name", "mediaType", "position", "rows", "sha256"})
    name, content = text(head, "name"), text(value, "content")
    demand(NAME.fullmatch(name), "a report's name that is not of its form")
    demand(head["mediaType"] in ("text/csv", "application/json"), "a report of an unknown media type")
    demand(count(head, "position") < size, f"report {name}: position is not below {size}")
    found = hashlib.sha256(content.encode()).hexdigest()
    demand(found == digits(head, "sha256").hex(), f"report {name}: its SHA-256 is {found}")
    if head["mediaType"] == "text/csv":
        rows = csv_rows(content)
        demand(rows == count(head, "rows"), f"report {name}: it has {rows} rows")
    else:
        count(head, "rows")
    return name


def csv_rows(content: str) -> int:
    """Rows behind the header, as RFC 4180 counts them."""
    try:
        return sum(1 for _ in csv.reader(io.StringIO(content, newline=""), strict=True)) - 1
    except csv.Error as reason:
        raise Malformed(f"a CSV that cannot be read: {reason}") from None
