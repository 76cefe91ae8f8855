"""The check of an auditor's bundle, Schemas/bundle.md: all of the chosen, and nothing but what was hashed."""
from __future__ import annotations

import hashlib
import os
import pathlib
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from verifier.bundle_lines import Manifest, count, digits, members, parsed_line, report_name, row_of, text, \
    text_digest
from verifier.checkpoints import Log, adoptions, required_signers, vouch
from verifier.events import CREATED, GOVERNANCE, KEY_ADOPTED
from verifier.faults import Findings, Malformed, NotALedger
from verifier.lifecycle import LifecycleCheck, Rules
from verifier.notes import Checkpoint, VerifierKey
from verifier.records import Actor, Row, body_of, explain, moment
from verifier.texts import Carried
from verifier.tiles import TreeCheck
from verifier.tree import EMPTY

LINE_BYTES_MAX = 64 << 20
DIGEST = re.compile(r'"([0-9a-f]{64})"')
BATCH = 512   # events between two words of progress


def verify(path: pathlib.Path, schemas: pathlib.Path, given: Sequence[VerifierKey],
           kept: Sequence[tuple[str, Checkpoint]], findings: Findings,
           progress: Callable[[int], None] = lambda count: None) -> dict[str, Any]:
    """Checks a bundle to its end; returns what was seen."""
    rules = Rules(schemas / "lifecycle.json")
    try:
        file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK))
    except OSError as reason:
        raise NotALedger(f"{path}: {reason.strerror}") from None
    with file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NotALedger(f"{path} is no ordinary file")
        lines = Lines(file)
        try:
            manifest = Manifest.parsed(parsed_line(next(lines, b"")))
        except Malformed as reason:
            raise NotALedger(f"{path}: line 1: {reason}") from None
        return BundleCheck(findings, manifest, lines, rules, given, kept, progress).run()


class Lines(Iterator[bytes]):
    """The file's lines without their ends, and the digest of all before the one at hand."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.number, self.hash, self.held = file, 0, hashlib.sha256(), b""

    def __next__(self) -> bytes:
        self.hash.update(self.held)
        self.held = self.file.readline(LINE_BYTES_MAX)
        if not self.held:
            raise StopIteration
        self.number += 1
        if not self.held.endswith(b"\n"):
            raise Malformed("a line that is cut off, or too long")
        return self.held[:-1]


class BundleCheck:
    """Walks the lines in their order."""

    def __init__(self, findings: Findings, manifest: Manifest, lines: Lines, rules: Rules,
                 given: Sequence[VerifierKey], kept: Sequence[tuple[str, Checkpoint]],
                 progress: Callable[[int], None]) -> None:
        self.findings, self.manifest, self.lines, self.given, self.kept = findings, manifest, lines, given, kept
        self.progress = progress
        self.checkpoint = None if manifest.checkpoint is None else self.read_checkpoint("checkpoint",
                                                                                        manifest.checkpoint)
        notes = [self.read_checkpoint(f"voucher {at}", note) for at, note in enumerate(manifest.vouchers)]
        self.vouchers = [each for each in notes if each is not None]
        asked = [each.size for each in (*(each for _, each in kept), self.checkpoint, *self.vouchers) if each]
        self.tree = TreeCheck(findings, None, [each for each in asked if each > 0])
        self.lifecycle = LifecycleCheck(findings, rules)
        self.carried = Carried(rules.types)
        self.lifecycle.policy_known = manifest.selection.is_whole(GOVERNANCE)
        self.kinds = {each["stream"] for each in rules.types.values()}
        self.versions: dict[str, int] = {}
        self.recorded = 0
        self.counts = {"events": 0, "bodies": 0, "texts": 0, "reports": 0}
        self.digests: set[str] = set()
        self.named: set[object] = set()
        self.adopted: list[tuple[int, Any]] = []
        self.ended = False

    def read_checkpoint(self, name: str, note: str) -> Checkpoint | None:
        """A checkpoint of the manifest's."""
        try:
            return Checkpoint.parsed(note.encode("utf-8", "surrogatepass"))
        except Malformed as reason:
            self.findings.add("checkpoint", f"line 1: {name}", "a signed checkpoint", reason)
            return None

    def fault(self, check: str, what: str, expected: object, found: object, position: int | None = None) -> None:
        """A fault with its line."""
        self.findings.add(check, f"line {self.lines.number}: {what}", expected, found, position)

    def run(self) -> dict[str, Any]:
        """Every line, then what only the whole shows."""
        while True:
            try:
                line = next(self.lines, None)
                if line is None:
                    break
                self.one(parsed_line(line))
            except Malformed as reason:
                self.fault("form", "its form", "a line as specified", reason)
        self.progress(self.counts["events"])
        if not self.ended:
            self.fault("end", "last line", "the end, with counts and digest", None)
        self.lifecycle.settle()
        root = self.tree.finish()
        if self.counts["events"] != self.manifest.size:
            self.fault("gap", "lines of events", self.manifest.size, self.counts["events"])
        if root != self.manifest.root:
            self.fault("root", f"root of the tree over {self.tree.size} events", self.manifest.root, root)
        self.check_heads()
        self.remark_unsigned()
        return {"ledger": self.manifest.ledger, "origin": self.manifest.origin, "events": self.manifest.size,
                "root": self.manifest.root.hex(), **{key: self.counts[key] for key in ("bodies", "texts", "reports")},
                "covered": self.checkpoint.size if self.checkpoint else 0, "selection": self.selection(),
                "made": self.manifest.made, "by": self.manifest.by}

    def selection(self) -> str:
        """What was asked for, in words."""
        chosen = self.manifest.selection
        words = ["all streams" if chosen.streams is None else " ".join(sorted(chosen.streams)) or "no stream"]
        for name, bound in (("since", chosen.since), ("until", chosen.until)):
            if bound is not None:
                words.append(f"{name} {bound.recorded or bound.position}")
        return ", ".join(words) + f"; whole: {' '.join(sorted(chosen.whole)) or 'none'}"

    def one(self, value: dict[str, Any]) -> None:
        """A line by its kind; each kind has its place."""
        if self.ended:
            raise Malformed("something behind the end")
        if "record" in value:
            if self.counts["texts"] or self.counts["reports"]:
                self.fault("form", "order of lines", "events before texts and reports", "an event")
            self.event(value)
        elif "text" in value:
            if self.counts["reports"]:
                self.fault("form", "order of lines", "texts before reports", "a text")
            self.counts["texts"] += 1
            self.text(value)
        elif "report" in value:
            self.counts["reports"] += 1
            self.once(f"report {report_name(value, self.manifest.size)}")
        else:
            self.end(value)

    def once(self, name: object) -> None:
        """A name that must not come twice."""
        if name in self.named:
            self.fault("form", "name", "each once", name)
        self.named.add(name)

    def event(self, value: dict[str, Any]) -> None:
        """An event's line: header, neighbours, and the body that must or must not be there."""
        expected = self.counts["events"]
        self.counts["events"] += 1
        self.counts["bodies"] += "body" in value
        if self.counts["events"] % BATCH == 0:
            self.progress(self.counts["events"])
        try:
            record = text(members(value, {"record"}, {"body"}), "record")
            self.tree.add(hashlib.sha256(b"\0" + record.encode()).digest())
            row = row_of(record)
        except Malformed as reason:
            self.fault("header", "record", "eleven lines as specified", reason, expected)
            return
        faults = self.findings.count
        explain(self.findings, row)
        if row[0] != expected:
            self.fault("gap", "position", expected, row[0], expected)
        self.neighbours(row)
        body = self.body(value, row, record)
        if self.findings.count == faults or body is not None:
            self.fold(row, body)

    def neighbours(self, row: Row) -> None:
        """Version and time against what came before."""
        position, stream, version, recorded = row[0], row[1], row[2], row[5]
        before = self.versions.get(stream, 0)
        if version != before + 1:
            self.fault("version", f"version in {stream}", before + 1, version, position)
        self.versions[stream] = version
        if recorded < self.recorded:
            self.fault("recorded", "time", f"not before {moment(self.recorded)}", moment(recorded), position)
        self.recorded = recorded

    def body(self, value: dict[str, Any], row: Row, record: str) -> dict[str, Any] | None:
        """The body: there if and only if the event is chosen, with the record's hash, and a JSON object."""
        position, stream = row[0], row[1]
        chosen = self.manifest.selection.chooses(position, stream, moment(row[5]))
        if chosen != ("body" in value):
            words = ("no body", "a body")
            self.fault("selection", f"event {position} of {stream}", words[chosen], words["body" in value], position)
        if "body" not in value:
            return None
        content = text(value, "body")
        found = hashlib.sha256(content.encode()).digest()
        if found != row[9]:
            self.fault("bodyHash", f"event {position}, SHA-256 of its body", row[9], found, position)
        self.digests.update(DIGEST.findall(content))
        try:
            return body_of(content)
        except (ValueError, RecursionError) as reason:
            self.fault("body", f"event {position}, body", "a JSON object", reason, position)
            return None

    def fold(self, row: Row, body: dict[str, Any] | None) -> None:
        """What the rules say of a stream whose bodies are all there."""
        position, stream, version, kind, schema = row[:5]
        if position == 0:
            self.first(kind, body or {})
        if kind == KEY_ADOPTED and stream == GOVERNANCE and body is not None:
            self.adopted.append((position, body))
        try:
            actor = Actor.parsed(row[7])
        except Malformed:
            actor = None
        self.carried.event(position, kind, actor, row[8], body)
        if not self.manifest.selection.is_whole(stream):
            return
        if stream.partition("/")[0] not in self.kinds:
            self.findings.remark(f"stream {stream} is of no kind that lifecycle.json lists: not held against it")
            return
        self.lifecycle.event(position, stream, version, kind, schema, actor, row[8], body)

    def first(self, kind: str, body: dict[str, Any]) -> None:
        """Event 0 names the ledger and its origin."""
        for key, expected in (("ledger", self.manifest.ledger), ("origin", self.manifest.origin)):
            if kind != CREATED or body.get(key) != expected:
                self.fault("header", f"event 0, {key} in the body of {CREATED}", expected, body.get(key), 0)

    def text(self, value: dict[str, Any]) -> None:
        """A text whose digest stands in a body."""
        digest = text_digest(value).hex()
        self.once(digest)
        if digest not in self.digests:
            self.fault("text", f"digest {digest}", "one that stands in a body", "in none")

    def end(self, value: dict[str, Any]) -> None:
        """The last line: counts, and the digest of every byte before."""
        self.ended = True
        end = members(members(value, {"end"})["end"], {"events", "bodies", "texts", "reports", "sha256"})
        for key, found in self.counts.items():
            if count(end, key) != found:
                self.fault("end", f"{key} in the end", end[key], found)
        if digits(end, "sha256") != self.lines.hash.digest():
            self.fault("end", "SHA-256 of all before the end", end["sha256"], self.lines.hash.digest())

    def check_heads(self) -> None:
        """The manifest's checkpoint, the given keys, and checkpoints kept elsewhere."""
        roots = {0: EMPTY, **self.tree.roots}
        keys = self.manifest_keys()
        log = Log(self.manifest.origin, self.manifest.size, {}, {},
                  adoptions(self.findings, self.adopted, self.manifest.origin))
        if self.checkpoint is None:
            self.findings.remark("the bundle has no checkpoint: its root is signed by nobody")
            if self.given:
                self.findings.add("key", "line 1: checkpoint", "one signed by a given key", None)
        else:
            self.check_signed(self.checkpoint, keys, roots, log)
        for name, checkpoint in self.kept:
            self.check_kept(name, checkpoint, [*self.given, *keys], roots, log)
        if not self.given:
            self.findings.remark("no key was given: the key in the bundle proves nothing by itself")

    def remark_unsigned(self) -> None:
        """What the bundle says beside the log, and what of texts it does not say."""
        if self.counts["reports"]:
            self.findings.remark("reports are under no signature: whoever had the bundle can have written them anew")
        lacking = [each for each in self.carried.places
                   if each not in self.carried.erased and each.hex() not in self.named]
        if lacking and self.counts["texts"]:
            self.findings.remark(f"{len(lacking)} digests of texts in chosen bodies have neither a text nor an erasure "
                                 "in the bundle")
        elif lacking:
            self.findings.remark(f"the bundle brings no texts: its chosen bodies have {len(lacking)} digests of texts")

    def manifest_keys(self) -> list[VerifierKey]:
        """The keys that the bundle brings along."""
        found = []
        for words in dict.fromkeys(self.manifest.keys):
            try:
                found.append(VerifierKey.parsed(words))
            except Malformed as reason:
                self.findings.add("key", "line 1: keys", "verifier keys", f"{reason}: {words}")
        return found

    def check_signed(self, checkpoint: Checkpoint, keys: list[VerifierKey], roots: dict[int, bytes], log: Log) -> None:
        """The checkpoint: its origin, its root, its signatures."""
        self.compare_head("checkpoint", "line 1: checkpoint", checkpoint, roots)
        try:
            signers = checkpoint.note.signers(keys)
            if not signers:
                self.findings.add("signature", "line 1: checkpoint", "a signature by one of the bundle's keys", None)
            trusted = self.trusted(checkpoint, roots, log)
            if self.given and not any(each.text in trusted for each in checkpoint.note.signers([*self.given, *keys])):
                self.findings.add("key", "line 1: checkpoint", "a signature by a given key, or one that it vouches for",
                                  ", ".join(each.text for each in signers) or None)
        except Malformed as reason:
            self.findings.add("signature", "line 1: checkpoint", "valid signatures", reason)
            return
        if self.is_adoption_known(checkpoint, log):
            required_signers(self.findings, "signature", "line 1: checkpoint", checkpoint, log)
        if checkpoint.size < self.manifest.size:
            self.findings.remark(f"events {checkpoint.size} to {self.manifest.size - 1} are under no signature")

    def trusted(self, checkpoint: Checkpoint, roots: dict[int, bytes], log: Log) -> set[str]:
        """The given keys, and those that the log adopted after one of them as far as checkpoints vouch for them."""
        found = {each.text for each in self.given}
        if not self.is_adoption_known(checkpoint, log):
            if self.vouchers:
                self.findings.add("key", "line 1: vouchers", f"the stream {GOVERNANCE} in whole", self.selection())
            return found
        vouching = []
        for at, voucher in enumerate(self.vouchers):
            place = f"line 1: voucher {at}"
            before = self.findings.count
            self.compare_head("checkpoint", place, voucher, roots)
            holding = required_signers(self.findings, "signature", place, voucher, log)
            if self.findings.count == before:
                vouching += [(voucher.size, key) for key in holding]
        vouching += [(checkpoint.size, key) for key in checkpoint.note.signers([each.key for each in log.adoptions])]
        for key in self.given:
            places = [each.position for each in log.adoptions if each.key == key]
            for adoption in log.adoptions if places else ():
                if places[0] < adoption.position < checkpoint.size and adoption.key.text not in found:
                    vouch(self.findings, adoption, found, vouching)
        return found

    def is_adoption_known(self, checkpoint: Checkpoint, log: Log) -> bool:
        """Whether the governance stream is all there and names the key in force at the checkpoint's size."""
        return self.manifest.selection.is_whole(GOVERNANCE) and \
            any(each.position < checkpoint.size for each in log.adoptions)

    def check_kept(self, name: str, checkpoint: Checkpoint, keys: list[VerifierKey], roots: dict[int, bytes],
                   log: Log) -> None:
        """A checkpoint kept elsewhere must be one of the first leaves here too."""
        place = f"checkpoint of size {checkpoint.size} in {name}"
        self.compare_head("against", place, checkpoint, roots)
        if self.is_adoption_known(checkpoint, log):
            required_signers(self.findings, "against", place, checkpoint, log)
            return
        try:
            if not checkpoint.note.signers(keys):
                self.findings.add("against", f"{place}: signature", "one by a given key, or one of the bundle's", None)
        except Malformed as reason:
            self.findings.add("against", f"{place}: signature", "a valid one", reason)

    def compare_head(self, check: str, place: str, checkpoint: Checkpoint, roots: dict[int, bytes]) -> None:
        """Origin, size and root of a tree head against the bundle's leaves."""
        if checkpoint.origin != self.manifest.origin:
            self.findings.add(check, f"{place}: origin", self.manifest.origin, checkpoint.origin)
        if checkpoint.size > self.manifest.size:
            self.findings.add(check, f"{place}: size", f"at most {self.manifest.size}", checkpoint.size)
        elif roots.get(checkpoint.size) != checkpoint.root:
            self.findings.add(check, f"{place}: root at size {checkpoint.size}", checkpoint.root,
                              roots.get(checkpoint.size))
