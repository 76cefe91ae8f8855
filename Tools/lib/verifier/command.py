"""The command line of verify-ledger."""
from __future__ import annotations

import argparse
import json
import os
import pathlib
import sys
import time
from collections.abc import Sequence
from typing import Any, NoReturn

from verifier import bundle, ledger
from verifier.faults import FAULTS_MAX, Findings, Malformed, NotALedger, shown
from verifier.notes import BYTES_MAX, Checkpoint, Note, VerifierKey
from verifier.proofs import Proof
from verifier.tree import leaf_hash

GOOD, FAULTY, USAGE, NO_LEDGER = 0, 4, 64, 65
SCHEMAS = pathlib.Path(__file__).resolve().parents[3] / "Schemas"
DESCRIPTION = """Verifies what the daemon engaged has written, without any of its code: from the specification in
Schemas/ (ledger/record.md, ledger/schema.sql, lifecycle.json, bundle.md) and Python's standard library alone.

A ledger is read where it stands and nothing is written beside it; the daemon should be stopped. Every fault is named
and the check goes on to the end."""
EPILOGUE = """exit codes, as engagectl's: 0 good, 4 faults were found, 64 usage, 65 the wrong file: missing, or
nothing of the kind that was asked for, 130 interrupted

A key counts if you have it from somewhere else than the file; so does a checkpoint: keep the last one you saw."""


class Parser(argparse.ArgumentParser):
    """A parser whose refusals end with the code for usage."""

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the arguments."""
        self.print_usage(sys.stderr)
        print(f"{self.prog}: {shown(message)}", file=sys.stderr)
        raise SystemExit(USAGE)


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """The command line; exactly one thing is verified."""
    parser = Parser(prog="verify-ledger", description=DESCRIPTION, epilog=EPILOGUE,
                    formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", nargs="?", type=pathlib.Path, metavar="LEDGER.db", help="the ledger's file")
    parser.add_argument("--against", action="append", default=[], type=pathlib.Path, metavar="CHECKPOINT",
                        help="a checkpoint kept elsewhere that the ledger must begin with; may be repeated")
    parser.add_argument("--consistency", nargs=2, default=[], type=pathlib.Path, metavar=("OLD", "NEW"),
                        help="two checkpoints: the events of OLD must be the beginning of those of NEW, in this ledger")
    parser.add_argument("--key", action="append", default=[], metavar="KEY",
                        help="a verifier key that is trusted, name+id+base64, or a file that holds it; may be repeated")
    parser.add_argument("--texts", type=pathlib.Path, metavar="TEXTS.db",
                        help="the file of texts (default: texts.db beside the ledger, where it is there)")
    parser.add_argument("--proof", type=pathlib.Path, metavar="FILE", help="verify a tlog-proof; needs --key")
    parser.add_argument("--record", type=pathlib.Path, metavar="FILE",
                        help="the record that the proof is about, exactly its bytes")
    parser.add_argument("--note", type=pathlib.Path, metavar="FILE", help="verify a signed note; needs --key")
    parser.add_argument("--bundle", type=pathlib.Path, metavar="FILE", help="verify an auditor's bundle")
    parser.add_argument("--schemas", type=pathlib.Path, default=SCHEMAS, metavar="FOLDER",
                        help="the specification (default: Schemas beside Tools)")
    parser.add_argument("-o", dest="output", choices=("text", "json"), default="text", help="form of the report")
    options = parser.parse_args(words)
    check_choice(parser, options)
    return options


def check_choice(parser: Parser, options: argparse.Namespace) -> None:
    """Refuses what does not go together."""
    subjects = [each for each in (options.ledger, options.proof, options.note, options.bundle) if each is not None]
    if len(subjects) != 1:
        parser.error("give one ledger, or one of --proof, --note and --bundle")
    if (options.proof or options.note) and not options.key:
        parser.error("a proof or a note needs --key")
    if options.record and not options.proof:
        parser.error("--record goes with --proof")
    if options.consistency and not options.ledger:
        parser.error("--consistency goes with a ledger")
    if (options.against and not (options.ledger or options.bundle)) or (options.texts and not options.ledger):
        parser.error("--against goes with a ledger or a bundle, --texts with a ledger")


def content(path: pathlib.Path) -> bytes:
    """A small file."""
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            os.set_blocking(file.fileno(), True)   # a pipe that nobody writes to is at its end; another is waited for
            data = file.read(BYTES_MAX + 1)
    except OSError as reason:
        raise NotALedger(f"{path}: {reason.strerror}") from None
    if len(data) > BYTES_MAX:
        raise NotALedger(f"{path} has more than {BYTES_MAX} bytes")
    return data


def keys(options: argparse.Namespace) -> list[VerifierKey]:
    """The keys that were given, each once."""
    return list(dict.fromkeys(key(word) for word in options.key))


def key(word: str) -> VerifierKey:
    """A key as it is, or from a file: its first line."""
    try:
        return VerifierKey.parsed(word.strip())
    except Malformed as reason:
        if "+" in word and not pathlib.Path(word).exists():
            raise Malformed(f"--key: {reason}") from None
    try:
        lines = content(pathlib.Path(word)).decode("utf-8", "replace").strip().splitlines()
        return VerifierKey.parsed(lines[0].strip() if lines else "")
    except (NotALedger, Malformed) as reason:
        raise Malformed(f"--key takes a verifier key, or a file that holds one: {reason}") from None


def kept(paths: Sequence[pathlib.Path]) -> list[tuple[str, Checkpoint]]:
    """Checkpoints kept elsewhere; a file that is none is the wrong file."""
    found = []
    for path in paths:
        try:
            found.append((path.name, Checkpoint.parsed(content(path))))
        except Malformed as reason:
            raise NotALedger(f"{path} is no checkpoint: {reason}") from None
    return found


def verify_ledger(options: argparse.Namespace, findings: Findings) -> dict[str, Any]:
    """A whole ledger."""
    request = ledger.Request(options.ledger, options.schemas, keys(options), kept(options.against),
                             kept(options.consistency), options.texts)
    with Progress() as line:
        request.progress = line.show
        return ledger.verify(request, findings)


def verify_note(options: argparse.Namespace, findings: Findings) -> dict[str, Any]:
    """A signed note: at least one given key must have signed it, and none of them wrongly."""
    given = keys(options)
    try:
        note = Note.parsed(content(options.note))
        signers = note.signers(given)
    except Malformed as reason:
        findings.add("signature", options.note.name, "a signed note", reason)
        return {"signers": []}
    if not signers:
        findings.add("signature", options.note.name, "a signature by a given key",
                     ", ".join(f"{each.name}+{each.number.hex()}" for each in note.signatures))
    return {"text": note.text, "signers": [each.text for each in signers]}


def verify_proof(options: argparse.Namespace, findings: Findings) -> dict[str, Any]:
    """A proof: its checkpoint is signed by a given key, and the record stands where it says."""
    given, record = keys(options), content(options.record) if options.record else None
    try:
        proof = Proof.parsed(content(options.proof))
        signers = proof.checkpoint.note.signers(given)
    except Malformed as reason:
        findings.add("proof", options.proof.name, "a proof under a valid checkpoint", reason)
        return {"signers": []}
    if not signers:
        findings.add("signature", options.proof.name, "a signature by a given key", None)
    if not any(each.name == proof.checkpoint.origin for each in given):
        findings.add("proof", "origin of the checkpoint", given[0].name, proof.checkpoint.origin)
    if record is None:
        findings.remark("no record was given: only the checkpoint's signature was verified, nothing about an event")
    elif not proof.shows(leaf_hash(record)):
        findings.add("proof", f"leaf {proof.index} of {proof.checkpoint.size}", proof.checkpoint.root,
                     "another root from this record", proof.index)
    elif record.split(b"\n")[:2] != [b"engaged.event.v1", f"position {proof.index}".encode()]:
        findings.add("proof", "the record's first lines", f"position {proof.index}", record[:60], proof.index)
    return {"origin": proof.checkpoint.origin, "events": proof.checkpoint.size, "index": proof.index,
            "root": proof.checkpoint.root.hex(), "signers": [each.text for each in signers]}


def verify_bundle(options: argparse.Namespace, findings: Findings) -> dict[str, Any]:
    """An auditor's bundle."""
    with Progress() as line:
        return bundle.verify(options.bundle, options.schemas, keys(options), kept(options.against), findings, line.show)


class Progress:
    """A line on the terminal, a few times a second; nothing where standard error is none."""
    PAUSE = 0.3

    def __init__(self) -> None:
        self.begun = self.said = time.monotonic()
        self.there = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *reason: object) -> None:
        self.end()

    def show(self, count: int) -> None:
        """Says how far it is."""
        now = time.monotonic()
        if now - self.said > self.PAUSE and sys.stderr.isatty():
            self.said, self.there = now, True
            print(f"\r{count} events, {count / (now - self.begun):.0f}/s\x1b[K", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Clears the line."""
        if self.there:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        self.there = False


def report(options: argparse.Namespace, seen: dict[str, Any], findings: Findings, seconds: float) -> None:
    """What was found, as text or as one JSON object."""
    good = findings.count == 0
    if options.output == "json":
        print(json.dumps({"good": good, **seen, "faultCount": findings.count,
                          "faults": [each.as_object() for each in findings.faults], "remarks": findings.remarks,
                          "seconds": round(seconds, 3)}, indent=2))
        return
    for fault in findings.faults:
        print(fault)
    if findings.count > FAULTS_MAX:
        print(f"and {findings.count - FAULTS_MAX} more")
    for name, value in seen.items():
        print(f"{name}: {shown(', '.join(map(str, value)) or 'none' if isinstance(value, list) else value)}")
    for sentence in findings.remarks:
        print(f"note: {sentence}")
    print(f"good ({seconds:.1f} s)" if good else f"NOT GOOD: {findings.count} faults ({seconds:.1f} s)")


def checked(options: argparse.Namespace) -> int:
    """Verifies the one thing that was given, and reports."""
    findings, begun = Findings(), time.monotonic()
    try:
        if options.ledger:
            seen = verify_ledger(options, findings)
        elif options.proof:
            seen = verify_proof(options, findings)
        elif options.note:
            seen = verify_note(options, findings)
        else:
            seen = verify_bundle(options, findings)
    except (NotALedger, Malformed) as reason:
        print(f"verify-ledger: {shown(str(reason))}", file=sys.stderr)
        return NO_LEDGER if isinstance(reason, NotALedger) else USAGE
    except Exception as reason:  # whatever a hostile file brings about is a fault of that file
        findings.add("damaged", f"the check ended early: {type(reason).__name__}", "a file that can be read", reason)
        seen = {}
    report(options, seen, findings, time.monotonic() - begun)
    return FAULTY if findings.count else GOOD


def main(words: Sequence[str] | None = None) -> int:
    """Runs the command; the exit code says what came of it."""
    try:
        code = checked(arguments(words))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULTY
