"""The walk over all events: everything that is checked of them, in one pass."""
from __future__ import annotations

from hashlib import sha256
from typing import Any

from verifier.commands import CommandCheck
from verifier.faults import Findings, Malformed
from verifier.lifecycle import LifecycleCheck
from verifier.records import (RECORDED_MAX, TYPES, UUID, Actor, Row, body_of, explain, is_day, moment, rendered,
                              wrong_type)
from verifier.texts import Carried
from verifier.tiles import TreeCheck

KEY_ADOPTED, GOVERNANCE, CREATED = "checkpoint-key.adopted", "governance", "ledger.created"
CACHED_MAX = 100_000


class EventCheck:
    """Holds each event to its form, its hashes, its neighbours, its command and the rules."""

    def __init__(self, findings: Findings, tree: TreeCheck, commands: CommandCheck, lifecycle: LifecycleCheck,
                 carried: Carried | None = None) -> None:
        self.findings, self.tree, self.commands, self.lifecycle = findings, tree, commands, lifecycle
        self.carried = carried
        self.types = lifecycle.rules.types
        self.next = 0
        self.recorded = 0
        self.versions: dict[str, int] = {}
        self.actors: dict[str, Actor] = {}
        self.days: set[str] = set()
        self.created: dict[str, Any] | None = None
        self.adopted: list[tuple[int, Any]] = []     # position of each key-adoption and its body
        self.times: dict[int, int] = {}              # recorded time of the event before each size asked for
        self.second, self.second_text = -1, ""
        self.wanted = set(tree.asked)

    def one(self, row: Row) -> bytes:
        """The next row of `event`; returns its leaf."""
        if list(map(type, row)) != TYPES:
            return self.misshapen(row)
        position, stream, version, kind, schema, recorded, effective, actor, command, digest, text = row
        if position < 0:
            return self.before_all(row)
        if position != self.next:
            self.gap(position)
        self.next = position + 1
        who = self.actors.get(actor)
        covered = self.commands.event(position, command)
        if who is None or effective not in self.days or kind not in self.types or len(digest) != 32 or schema < 1 or \
                version < 1 or not 0 <= recorded <= RECORDED_MAX or \
                (not covered and not UUID.fullmatch(command)) or stream not in self.versions:
            who = self.look_closer(row)
        if covered and who is not None and who.namespace != self.commands.person:
            self.commands.hand(position, who)
        before = self.versions.get(stream, 0)
        if version != before + 1:
            self.findings.add("version", f"event {position}, version in {stream}", before + 1, version, position)
        self.versions[stream] = version
        if recorded < self.recorded:
            self.findings.add("recorded", f"event {position}", f"not before {moment(self.recorded)}", moment(recorded),
                              position)
        self.recorded = recorded
        if self.next in self.wanted:
            self.times[self.next] = recorded
        leaf = self.hash(row)
        body = self.body(position, stream, kind, text)
        self.lifecycle.event(position, stream, version, kind, schema, who, command, body)
        if self.carried is not None:
            self.carried.event(position, kind, who, command, body)
        return leaf

    def look_closer(self, row: Row) -> Actor | None:
        """Every form of a row that is not known yet to be right; remembers what is."""
        explain(self.findings, row)
        if is_day(row[6]) and len(self.days) < CACHED_MAX:
            self.days.add(row[6])
        try:
            who = Actor.parsed(row[7])
        except Malformed:
            return None
        if len(self.actors) < CACHED_MAX:
            self.actors[row[7]] = who
        return who

    def gap(self, position: int) -> None:
        """Positions that are missing, or come twice."""
        if position > self.next:
            found = f"{position}" if position == self.next + 1 else f"{position}, {position - self.next} later"
            self.findings.add("gap", f"event {self.next}", f"position {self.next}", found, self.next)
            self.tree.skip(position)
        else:
            self.findings.add("gap", f"event {position}", f"position {self.next}", position, position)

    def before_all(self, row: Row) -> bytes:
        """A row before the log's beginning: named, and no part of it."""
        self.findings.add("gap", f"event {row[0]}", "positions from 0", row[0], row[0])
        return sha256(b"\0" + rendered(row).encode("utf-8", "surrogateescape")).digest()

    def misshapen(self, row: Row) -> bytes:
        """A row with columns of other types: names them, and hashes what it would have been."""
        wrong_type(self.findings, row)
        position = row[0]
        if isinstance(position, int):
            if position != self.next:
                self.gap(position)
            self.next = position + 1
        if isinstance(row[1], str) and isinstance(row[2], int):
            self.versions[row[1]] = row[2]
        if isinstance(row[5], int):
            self.recorded = row[5]
        return self.add(position, rendered(row))

    def hash(self, row: Row) -> bytes:
        """The record, its leaf, and the body's hash."""
        position, stream, version, kind, schema, recorded, effective, actor, command, digest, text = row
        second, rest = divmod(recorded, 1_000_000)
        if second != self.second:
            self.second, self.second_text = second, moment(recorded)[:-8]
        found = sha256(text.encode("utf-8", "surrogateescape")).digest()
        if found != digest:
            self.findings.add("bodyHash", f"event {position}, SHA-256 of its body", found, digest, position)
        return self.add(position, (
            f"engaged.event.v1\nposition {position}\nstream {stream}\nversion {version}\ntype {kind}\n"
            f"schema {schema}\nrecorded {self.second_text}.{rest:06d}Z\neffective {effective}\nactor {actor}\n"
            f"command {command}\nbody-sha256 {digest.hex()}"))

    def add(self, position: object, record: str) -> bytes:
        """The leaf of a record; the tree grows by it, unless it comes out of turn."""
        leaf = sha256(b"\0" + record.encode("utf-8", "surrogateescape")).digest()
        self.tree.add_at(position, leaf)
        return leaf

    def body(self, position: int, stream: str, kind: str, text: str) -> dict[str, Any] | None:
        """The body, if it is a JSON object; keeps what later checks need."""
        body: dict[str, Any] | None
        try:
            body = body_of(text)
        except (ValueError, RecursionError) as reason:
            self.findings.add("body", f"event {position}, column body", "a JSON object", reason, position)
            body = None
        if position == 0 and kind == CREATED:
            self.created = body
        if kind == KEY_ADOPTED and stream == GOVERNANCE:
            self.adopted.append((position, body))
        return body
