"""What Schemas/lifecycle.json allows: types, phases, and persons that must differ. Nothing else of the domain."""
from __future__ import annotations

import json
import pathlib
from typing import Any

from verifier.faults import Findings, NotALedger
from verifier.records import Actor

GOVERNANCE = "governance"
ADOPTED, EXCEPTED = "policy.adopted", "separation.excepted"


class Rules:
    """The file, read once."""

    def __init__(self, path: pathlib.Path) -> None:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            self.initial: str = content["initialPhase"]
            self.types: dict[str, dict[str, Any]] = content["events"]
        except (OSError, ValueError, KeyError, TypeError) as reason:
            raise NotALedger(f"the specification cannot be read: {path.name}: {reason}") from None
        self.first = [name for name, each in self.types.items() if each.get("enters", {}).get("phase") == self.initial]
        for each in self.types.values():
            if "phases" in each:
                each["phases"] = dict.fromkeys(each["phases"])   # in order, and quick to ask
        self.requests = {name for each in self.types.values() for rule in each.get("separations", ())
                         for name in rule["of"]}


class LifecycleCheck:
    """Folds the events as far as the rules go."""

    def __init__(self, findings: Findings, rules: Rules) -> None:
        self.findings, self.rules = findings, rules
        self.phases: dict[str, str] = {}
        self.authors: dict[tuple[str, int], tuple[str, Actor | None]] = {}   # of events that need a second hand
        self.recording = False                  # whether the policy lets the same hand stand, on record
        self.command: tuple[Actor | None, str] | None = None   # ids are unique for one hand only
        self.pending: list[tuple[int, str, str, Any, str]] = []
        self.excepted: list[tuple[Any, Any, Any]] = []
        self.exceptions = 0
        self.policy_known = True                # false where the governance stream is not at hand

    def event(self, position: int, stream: str, version: int, kind: str, schema: int, actor: Actor | None,
              command: str, body: dict[str, Any] | None) -> None:
        """The next event; a body that could not be read is nothing."""
        if (actor, command) != self.command:
            self.settle()
            self.command = actor, command
        rule = self.rules.types.get(kind)
        if rule is None:
            self.fault("lifecycle", position, "type", "one that lifecycle.json lists", kind)
            return
        if not 1 <= schema <= rule["schema"]:
            self.fault("lifecycle", position, f"schema of {kind}", f"1 to {rule['schema']}", schema)
        if stream.partition("/")[0] != rule["stream"]:
            self.fault("lifecycle", position, f"stream of {kind}", rule["stream"], stream)
        if "phases" in rule:
            self.step(position, stream, version, kind, rule, body)
        if "separations" in rule and body is not None:
            self.separate(position, stream, version, kind, rule, actor, body)
        if kind in self.rules.requests:
            self.authors[stream, version] = kind, actor
        if stream == GOVERNANCE and body is not None:
            self.govern(kind, body)

    def fault(self, check: str, position: int, what: str, expected: object, found: object) -> None:
        """A fault of one event."""
        self.findings.add(check, f"event {position}: {what}", expected, found, position)

    def step(self, position: int, stream: str, version: int, kind: str, rule: dict[str, Any],
             body: dict[str, Any] | None) -> None:
        """The phase before must allow the event; the phase behind follows from it."""
        before = self.phases.get(stream)
        if (before is None) != (kind in self.rules.first):
            first = " or ".join(self.rules.first)
            self.fault("lifecycle", position, f"version {version} of {stream}",
                       first if before is None else f"{first} nowhere but first", kind)
        before = before or self.rules.initial
        if before not in rule["phases"]:
            self.fault("lifecycle", position, f"phase in which {kind} may stand", ", ".join(rule["phases"]), before)
        self.phases[stream] = self.behind(position, kind, rule, before, body)

    def behind(self, position: int, kind: str, rule: dict[str, Any], before: str, body: dict[str, Any] | None) -> str:
        """The phase after an event."""
        enters = rule.get("enters")
        if enters is None or body is None:
            return before
        if "field" not in enters:
            return enters["phase"]
        value = body.get(enters["field"])
        choice = enters["values"].get(value) if isinstance(value, str) else None
        if choice is None:
            self.fault("lifecycle", position, f"{enters['field']} of {kind}", ", ".join(enters["values"]), value)
            return before
        if before not in choice["from"]:
            self.fault("lifecycle", position, f"phase from which {value} may lead", ", ".join(choice["from"]), before)
        return choice["to"]

    def separate(self, position: int, stream: str, version: int, kind: str, rule: dict[str, Any],
                 actor: Actor | None, body: dict[str, Any]) -> None:
        """Each earlier event that the body names must be of another hand."""
        for each in rule["separations"]:
            named = body.get(each["field"])
            if named is None:
                continue
            known = self.authors.get((stream, named)) if type(named) is int and named < version else None
            if known is None or known[0] not in each["of"]:
                expected = f"the version of an earlier {' or '.join(each['of'])}"
                self.fault("separation", position, f"{each['field']} of {kind}", expected, named)
            elif actor is not None and known[1] is not None:
                self.compare(position, stream, kind, named, actor, known[1])

    def compare(self, position: int, stream: str, kind: str, named: int, actor: Actor, earlier: Actor) -> None:
        """The two hands, or the exception that lets the same one stand."""
        expected = f"another hand than that of version {named}"
        if actor.is_machine() or earlier.is_machine():
            self.fault("separation", position, f"hands of {kind}", "two persons",
                       f"{actor.namespace} and {earlier.namespace}")
        elif actor.is_same_hand(earlier):
            if not self.policy_known:
                self.findings.remark(f"event {position}: {kind} by the hand of version {named}; the policy that may "
                                     "let it stand is not at hand")
            elif self.recording:
                self.pending.append((position, stream, kind, named, actor.namespace))
            else:
                self.fault("separation", position, f"hand of {kind}", expected, actor.namespace)

    def govern(self, kind: str, body: dict[str, Any]) -> None:
        """What the rules need of the governance stream."""
        if kind == ADOPTED:
            policy = body.get("policy")
            self.recording = isinstance(policy, dict) and policy.get("separation") == "record"
        elif kind == EXCEPTED:
            self.excepted.append((body.get("stream"), body.get("event"), body.get("earlier")))

    def settle(self) -> None:
        """At a command's end: the same hand needs an exception on record by that command."""
        if not self.pending and not self.excepted:
            return
        for position, stream, kind, named, hand in self.pending:
            if (stream, kind, named) in self.excepted:
                self.excepted.remove((stream, kind, named))
                self.exceptions += 1
            else:
                self.fault("separation", position, f"hand of {kind}",
                           f"another hand than that of version {named}, or {EXCEPTED} by the same command", hand)
        self.pending, self.excepted = [], []
