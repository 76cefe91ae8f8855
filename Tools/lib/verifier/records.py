"""An event's columns: their forms, the record rendered from them, the body. From Schemas/ledger/record.md."""
from __future__ import annotations

import calendar
import dataclasses
import datetime
import json
import re
from typing import Any

from verifier.faults import Findings, Malformed

COLUMNS = ("position", "stream", "version", "type", "schema", "recorded", "effective", "actor", "command",
           "body_hash", "body")
TYPES = [int, str, int, str, int, int, str, str, str, bytes, str]
TYPE_NAMES = {int: "an integer", str: "a text", bytes: "a blob", float: "a real", type(None): "nothing"}
RECORDED_MAX = 253_402_300_799_999_999   # the last microsecond of 9999
WORD = re.compile(r"[A-Za-z0-9._/:-]+")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
HANDLE = r"[A-Za-z0-9._/-]+"
ACTOR = re.compile(rf"uid=(0|[1-9][0-9]{{0,9}})(?: person=({HANDLE}))?(?: roles=([A-Za-z0-9._/:,-]+))?")
EPOCH = datetime.datetime(1970, 1, 1)
MACHINES = ("clock", "installation")
UID_MAX = 2**32 - 1
DEPTH_MAX = 32           # of objects and arrays in a body

Row = tuple[Any, ...]


@dataclasses.dataclass(frozen=True)
class Actor:
    """Whose hand it was."""
    uid: int | None
    person: str | None
    namespace: str   # of the command's id
    line: str        # as the record has it

    @classmethod
    def parsed(cls, line: str) -> Actor:
        """Reads the actor's line; anything but the four known forms is refused."""
        if line in MACHINES:
            return cls(None, None, line, line)
        match = ACTOR.fullmatch(line)
        if not match:
            raise Malformed("an actor of no known form")
        if int(match[1]) > UID_MAX:
            raise Malformed(f"an actor whose uid is above {UID_MAX}")
        roles = match[3].split(",") if match[3] else []
        if "" in roles or sorted(set(roles)) != roles:
            raise Malformed("an actor whose roles are not sorted, or not different")
        if match[2] in MACHINES:
            raise Malformed("a person with the name of a machine's actor")
        return cls(int(match[1]), match[2], match[2] or f"uid:{match[1]}", line)

    def is_machine(self) -> bool:
        """Whether it is the clock or the installation."""
        return self.uid is None

    def is_same_hand(self, other: Actor) -> bool:
        """Whether the two are one hand: the same person, or the same uid."""
        return (self.person is not None and self.person == other.person) or \
            (self.uid is not None and self.uid == other.uid)


def is_day(text: str) -> bool:
    """Whether the text is `YYYY-MM-DD` and the day exists (a year 0 counts as SQLite counts it)."""
    match = DAY.fullmatch(text)
    if not match or not text.isascii():
        return False
    year, month, day = map(int, match.groups())
    return 1 <= month <= 12 and 1 <= day <= calendar.mdays[month] + (month == 2 and calendar.isleap(year))


def moment(microseconds: Any) -> str:
    """UTC with six digits of a second; what is no time of that range is rendered as it stands."""
    if not isinstance(microseconds, int) or not 0 <= microseconds <= RECORDED_MAX:
        return str(microseconds)
    seconds, rest = divmod(microseconds, 1_000_000)
    return f"{(EPOCH + datetime.timedelta(seconds=seconds)).isoformat()}.{rest:06d}Z"


def rendered(row: Row) -> str:
    """The record of a row, eleven lines; wrong columns are rendered as they stand."""
    position, stream, version, kind, schema, recorded, effective, actor, command, body_hash, _ = row
    digest = body_hash.hex() if isinstance(body_hash, bytes) else body_hash
    return (f"engaged.event.v1\nposition {position}\nstream {stream}\nversion {version}\ntype {kind}\n"
            f"schema {schema}\nrecorded {moment(recorded)}\neffective {effective}\nactor {actor}\n"
            f"command {command}\nbody-sha256 {digest}")


def as_bytes(text: Any) -> bytes:
    """The bytes that a text had in the file, also where they were no UTF-8."""
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else b""


def without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different."""
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key that comes twice")
    return value


def refuse_constant(name: str) -> Any:
    """NaN and the infinities are no JSON."""
    raise ValueError(f"{name} is no JSON")


DECODER = json.JSONDecoder(object_pairs_hook=without_duplicates, parse_constant=refuse_constant)


def body_of(text: str) -> dict[str, Any]:
    """A body's members; anything but one JSON object, no member twice and at most 32 deep, is a ValueError."""
    start = 0
    if text[:1] != "{":
        start = len(text) - len(text.lstrip(" \t\r\n"))
    try:
        body, end = DECODER.scan_once(text, start)
    except StopIteration:
        raise ValueError("no JSON") from None
    if not isinstance(body, dict) or (end != len(text) and text[end:].strip(" \t\r\n")):
        raise ValueError("text that is no JSON object, or more than one")
    text.encode()
    if "\\u" in text:   # escapes may bring halves of surrogate pairs
        json.dumps(body, ensure_ascii=False).encode()
    if text.count("{") + text.count("[") > DEPTH_MAX and depth(body) > DEPTH_MAX:
        raise ValueError(f"JSON nested more than {DEPTH_MAX} deep")
    return body


def depth(value: Any) -> int:
    """How deep objects and arrays nest, counted level by level."""
    found, level = 0, [value]
    while level := [each for each in level if isinstance(each, (dict, list))]:
        found += 1
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each)]
    return found


def wrong_type(findings: Findings, row: Row) -> bool:
    """Names each column whose storage class is not the table's; whether there was one."""
    wrong = False
    for name, kind, value in zip(COLUMNS, TYPES, row):
        if type(value) is not kind:
            wrong = True
            findings.add("header", f"event {row[0]}, column {name}", TYPE_NAMES[kind],
                         TYPE_NAMES.get(type(value), "something else"), row[0])
    return wrong


def explain(findings: Findings, row: Row) -> None:
    """Names each column of a row whose value is not of its form."""
    position, stream, version, kind, schema, recorded, effective, actor, command, body_hash, _ = row
    place = f"event {position}, column "

    def demand(holds: bool, column: str, expected: str, found: object) -> None:
        if not holds:
            findings.add("header", place + column, expected, found, position)

    demand(bool(WORD.fullmatch(stream)), "stream", "letters, digits and ._/:-", stream)
    demand(version >= 1, "version", "from 1", version)
    demand(bool(WORD.fullmatch(kind)), "type", "letters, digits and ._/:-", kind)
    demand(schema >= 1, "schema", "from 1", schema)
    demand(0 <= recorded <= RECORDED_MAX, "recorded", "microseconds from 1970 to 9999", recorded)
    demand(is_day(effective), "effective", "a day that exists", effective)
    demand(bool(UUID.fullmatch(command)), "command", "a UUID in lower case", command)
    demand(len(body_hash) == 32, "body_hash", "32 bytes", f"{len(body_hash)} bytes")
    try:
        Actor.parsed(actor)
    except Malformed as reason:
        findings.add("header", place + "actor", "one of the four forms", f"{reason}: {actor}", position)
