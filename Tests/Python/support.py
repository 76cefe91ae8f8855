"""What the tests of verify-ledger share: its library on the path, the specification, and its verdict on a file."""
from __future__ import annotations

import contextlib
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "Tools" / "lib"))

VECTORS = ROOT / "Tests" / "Vectors"
PROGRAM = ROOT / "Tools" / "verify-ledger"


def vectors(path: str) -> list[list[str]]:
    """The rows of one of the shared files of vectors."""
    return vectors_of(VECTORS / path)


def vectors_of(path: pathlib.Path) -> list[list[str]]:
    """The rows of a file of vectors; "-" is nothing."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [["" if each == "-" else each for each in line.split("\t")] for line in lines if not line.startswith("#")]


class Verdict:
    """What verify-ledger said, and how it ended."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code, self.errors = done.returncode, done.stderr
        self.report: dict[str, Any] = json.loads(done.stdout) if done.stdout.startswith("{") else {}
        self.faults = [f"{each['kind']}: {each['what']}" for each in self.report.get("faults", [])]

    def names(self, check: str, place: str, position: int | None = None) -> bool:
        """Whether a fault of that kind names the place, and the position if one is given."""
        return any(each["kind"] == check and place in each["what"] and position in (None, each["position"])
                   for each in self.report.get("faults", []))


class VerifierCase(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="verify-ledger-test-"))
        self.addCleanup(shutil.rmtree, self.folder, True)

    def run_verifier(self, *words: object) -> Verdict:
        """Runs the program as an auditor would."""
        done = subprocess.run([sys.executable, str(PROGRAM), "-o", "json", *map(str, words)], capture_output=True,
                              text=True, timeout=120, check=False)
        self.assertNotIn("Traceback", done.stderr)
        return Verdict(done)

    def assert_good(self, verdict: Verdict) -> None:
        """No fault at all."""
        self.assertEqual((verdict.code, verdict.faults), (0, []), verdict.errors)


def verdict_here(*words: object) -> Verdict:
    """What verify-ledger says, run within this process."""
    from verifier.command import main
    said, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(errors):
        code = main(["-o", "json", *map(str, words)])
    return Verdict(subprocess.CompletedProcess(words, code, said.getvalue(), errors.getvalue()))
