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

    def words(self, file: str, key: str, against: str) -> list[str]:
        """The file and what the verifier is given with it."""
        words = [str(self.files / file)]
        if key:
            words += ["--key", key]
        if against:
            words += ["--against", str(self.files / against)]
        return words

    def test_every_file_is_judged_as_its_maker_says(self):
        self.assertGreater(len(self.cases), 60)
        for file, key, against, kinds, position in self.cases:
            with self.subTest(file):
                verdict = verdict_here(*self.words(file, key, against))
                found = {each["kind"] for each in verdict.report["faults"]}
                self.assertEqual(verdict.code, 4 if kinds else 0, verdict.faults)
                self.assertLessEqual(set(kinds.split(",")) - {""}, found, verdict.faults)
                if position:
                    self.assertIn(int(position), [each["position"] for each in verdict.report["faults"]])

    def test_engagectl_says_the_same(self):
        for file, key, against, *_ in self.cases:
            with self.subTest(file):
                words = self.words(file, key, against)
                ours = verdict_here(*words)
                done = subprocess.run([self.binaries / "engagectl", "audit", "verify", "-o", "json", "--ledger",
                                       *words],
                                      capture_output=True, text=True, check=False)
                theirs = [each for each in json.loads(done.stdout).get("faults",
                                                                       ()) if each["kind"] not in ONLY_ENGAGECTL]
                self.assertEqual(bool(ours.report["faults"]), bool(theirs), (ours.faults, theirs))


if __name__ == "__main__":
    unittest.main()
