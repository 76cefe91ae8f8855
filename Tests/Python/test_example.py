"""The worked example of Schemas/ledger/record.md, made anew: every figure of it stands in the text."""
import base64
import re
import subprocess
import unittest

from support import ROOT, VerifierCase
from verifier.checkpoints import seal as checkpoint_seal_of
from verifier.commands import seal as command_seal_of
from verifier.notes import VerifierKey
from verifier.records import rendered
from verifier.tree import leaf_hash, node_hash, root_of
from writer import Key, inclusion, note, sha256

TEXT = (ROOT / "Schemas" / "ledger" / "record.md").read_text(encoding="utf-8")
SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
FIRST, SECOND = "01936f0e-0000-7000-8000-000000000001", "01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1"
BODIES = ('{"ledger":"01936f0e-0000-7000-8000-0000000000ff","format":1,"origin":"example.org/engaged"}',
          '{"separationOfDuties":"enforce"}', '{"title":"Collections, first line"}')
ACTOR = "uid=1000 person=p-7f3a roles=approver,manager"


def rows() -> list[tuple[object, ...]]:
    """The columns of the three rows."""
    heads = ((0, "ledger/installation", 1, "ledger.created", 1, 1795251600000000, "2026-11-21", "installation", FIRST),
             (1, "policy/default", 1, "policy.set", 1, 1795251600000000, "2026-11-21", "installation", FIRST),
             (2, "engagement/ENG-2026-0042", 1, "engagement.opened", 1, 1795252502123456, "2026-11-20", ACTOR, SECOND))
    return [(*head, sha256(body.encode()), body) for head, body in zip(heads, BODIES)]


class ExampleTests(VerifierCase):
    """Records, leaves, tree, seals, checkpoint and proof."""

    def setUp(self) -> None:
        super().setUp()
        self.records = [rendered(row) for row in rows()]
        self.leaves = [leaf_hash(record.encode()) for record in self.records]
        self.root = root_of(self.leaves)
        self.key = Key(bytes.fromhex(SEED))
        self.note = note(3, self.root, self.key)

    def test_the_record_and_its_length(self):
        self.assertIn("```\n" + self.records[2] + "\n```", TEXT)
        self.assertIn(f"these {len(self.records[2])} bytes", TEXT)
        self.assertIn(rows()[2][9].hex(), TEXT)

    def test_the_hashes_of_the_tree(self):
        for each in (*self.leaves, node_hash(*self.leaves[:2]), self.root):
            self.assertIn(f"| `{each.hex()}` |", TEXT)

    def test_the_seals(self):
        self.assertIn(command_seal_of(2, 1, "p-7f3a", SECOND, sha256()).hex(), TEXT)
        self.assertIn(checkpoint_seal_of(0, 3, 1795252560000000, self.note.encode()).hex(), TEXT)
        self.assertIn(sha256(self.note.encode()).hex(), TEXT)

    def test_the_checkpoint_and_its_key(self):
        self.assertIn("```\n" + self.note + "```", TEXT)
        self.assertIn("```\n" + self.key.text + "\n```", TEXT)
        self.assertEqual(VerifierKey.parsed(self.key.text).number, self.key.number)
        path = self.folder / "checkpoint"
        path.write_text(self.note, encoding="utf-8")
        self.assert_good(self.run_verifier("--note", path, "--key", self.key.text))

    def test_the_proof(self):
        proof = "c2sp.org/tlog-proof@v1\nindex 2\n" + "".join(
            base64.b64encode(each).decode() + "\n" for each in inclusion(self.leaves, 2)) + "\n" + self.note
        self.assertIn("```\n" + "\n".join(proof.split("\n")[:6]) + "\n", TEXT)
        path, record = self.folder / "proof", self.folder / "record"
        path.write_text(proof, encoding="utf-8")
        record.write_text(self.records[2], encoding="utf-8")
        self.assert_good(self.run_verifier("--proof", path, "--key", self.key.text, "--record", record))
        record.write_text(self.records[1], encoding="utf-8")
        self.assertTrue(self.run_verifier("--proof", path, "--key", self.key.text, "--record", record).names(
            "proof", "leaf 2 of 3", 2))

    def test_the_example_for_auditors_runs_as_it_is_printed(self):
        guide = (ROOT / "AUDITORS.md").read_text(encoding="utf-8")
        commands, printed = (re.search(rf"```{kind}\n(.*?)```", guide, re.DOTALL)[1] for kind in ("sh", "text"))
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", commands], capture_output=True, text=True, check=False)
        self.assertEqual((done.stdout, done.stderr), (printed, ""))
        self.assertIn(self.root.hex(), printed)
        self.assertIn("```\n" + self.note + "```", guide)
        self.assertIn(self.key.text, guide)


if __name__ == "__main__":
    unittest.main()
