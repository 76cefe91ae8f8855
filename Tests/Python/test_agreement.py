"""Two verifiers that share no line of code agree: verify-ledger and engagectl, on every file of ledger-vectors.

ENGAGED_BINARIES names the folder of the built programs; Tools/test sets it.
"""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from support import VerifierCase, vectors_of, verdict_here

BINARIES = os.environ.get("ENGAGED_BINARIES")
ONLY_ENGAGECTL = {"illegal", "view"}   # kinds of fault that take the whole domain

# Where one verifier names more than the other, or another place. Everything else must be the same: each kind of fault
# with each position. file: (only verify-ledger, only engagectl, why)
DIFFERENCES = {
    "event-position-max.db": (
        {("lifecycle", None), ("tile", None)}, set(),
        "verify-ledger reads on at the far event, and misses the tiles that it would fill; engagectl names it only"),
}


@unittest.skipUnless(BINARIES, "ENGAGED_BINARIES is not set: nothing to agree with")
class AgreementTests(VerifierCase):
    """The files that the project's own code writes, good and damaged."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.binaries = pathlib.Path(BINARIES or "")
        cls.files = pathlib.Path(tempfile.mkdtemp(prefix="verify-ledger-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.files, True)
        subprocess.run([cls.binaries / "ledger-vectors", cls.files], check=True)
        cls.cases = vectors_of(cls.files / "cases.tsv")

    def words(self, file: str, key: str, against: str, texts: str) -> list[str]:
        """The file and what the verifier is given with it."""
        words = [str(self.files / file)]
        if key:
            words += ["--key", key]
        if against:
            words += ["--against", str(self.files / against)]
        if texts:
            words += ["--texts", str(self.files / texts)]
        return words

    def test_every_file_is_judged_as_its_maker_says(self):
        self.assertGreater(len(self.cases), 60)
        for file, key, against, texts, kinds, position in self.cases:
            with self.subTest(file):
                verdict = verdict_here(*self.words(file, key, against, texts))
                found = {each["kind"] for each in verdict.report["faults"]}
                self.assertEqual(verdict.code, 4 if kinds else 0, verdict.faults)
                self.assertLessEqual(set(kinds.split(",")) - {""}, found, verdict.faults)
                if position:
                    self.assertIn(int(position), [each["position"] for each in verdict.report["faults"]])

    def test_engagectl_says_the_same_kinds_at_the_same_positions(self):
        unseen = set(DIFFERENCES)
        for file, key, against, texts, *_ in self.cases:
            with self.subTest(file):
                words = self.words(file, key, against, texts)
                ours = verdict_here(*words)
                done = subprocess.run([self.binaries / "engagectl", "audit", "verify", "-o", "json", "--ledger",
                                       *words],
                                      capture_output=True, text=True, check=False)
                theirs = json.loads(done.stdout)
                self.assertEqual(ours.code, done.returncode, (ours.faults, done.stderr))
                mine, other = places(ours.report), places(theirs) - {each for each in places(theirs)
                                                                     if each[0] in ONLY_ENGAGECTL}
                lacking, more, _ = DIFFERENCES.get(file, (set(), set(), ""))
                self.assertEqual((mine - other, other - mine), (lacking, more), file)
                unseen.discard(file)
                if theirs["isComplete"]:
                    self.assertEqual(ours.report["covered"], theirs.get("covered"), file)
                    if ours.report["events"] == theirs["size"]:   # a far event is an end for verify-ledger only
                        self.assertEqual(len(ours.report["remarks"]), len(theirs.get("remarks", ())),
                                         (ours.report["remarks"], theirs.get("remarks")))
                    self.assertEqual(ours.report.get("texts"), theirs.get("texts"), file)
        self.assertEqual(unseen, set(), "differences of no file")

    def test_the_wrong_file_ends_both_with_the_same_code(self):
        text, good = self.folder / "text", self.files / "good.db"
        text.write_text("nothing\n" * 100)
        key, empty, pipe, beginning = (self.folder / each for each in ("key", "empty", "pipe", "beginning"))
        empty.touch()
        os.mkfifo(pipe)
        beginning.write_bytes(good.read_bytes()[:50])
        kept = (self.files / "kept-0.checkpoint").read_text(encoding="utf-8")
        notes = [self.folder / f"note{at}" for at in range(4)]
        for path, size in zip(notes, ("-1", "9223372036854775808", "007", "8.0")):
            path.write_text(kept.replace("\n" + kept.split("\n")[1] + "\n", f"\n{size}\n"), encoding="utf-8")
        for words in ((text,), (self.folder,), (self.folder / "missing",), (good, "--against", text),
                      (good, "--against", self.folder / "missing"), (good, "--key", text), (good, "--key", key),
                      (good, "--key", "nonsense"), (empty,), (pipe,), (beginning,), ("/dev/null",), ("/dev/zero",),
                      (good, "--texts", empty), (good, "--texts", pipe), (good, "--texts", "/dev/zero"),
                      (good, "--against", empty), *((good, "--against", note) for note in notes)):
            ours = verdict_here(*words)
            done = subprocess.run([self.binaries / "engagectl", "audit", "verify", "--ledger", *map(str, words)],
                                  capture_output=True, text=True, check=False, timeout=30)
            self.assertEqual(ours.code, done.returncode, (words, ours.errors, done.stderr))
            self.assertIn(ours.code, (64, 65), words)

    def test_a_damaged_header_is_a_fault_of_both(self):
        damaged = self.folder / "damaged.db"
        data = bytearray((self.files / "good.db").read_bytes())
        data[16:18] = b"\0\3"
        damaged.write_bytes(data)
        done = subprocess.run([self.binaries / "engagectl", "audit", "verify", "--ledger", damaged],
                              capture_output=True, text=True, check=False, timeout=30)
        self.assertEqual((verdict_here(damaged).code, done.returncode), (4, 4), done.stdout)


def places(report: dict) -> set:
    """The faults of a report by kind and position."""
    return {(each["kind"], each.get("position")) for each in report.get("faults", ())}


if __name__ == "__main__":
    unittest.main()
