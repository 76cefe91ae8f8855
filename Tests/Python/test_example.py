"""The worked example of Schemas/ledger/record.md, made anew: every figure of it stands in the text."""
import base64
import json
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
FIRST, SECOND = "01a20332-d172-77f5-8299-231656f28233", "01a20332-d19d-74ce-9cae-786df2f7a667"
WHOLE = ROOT / "Schemas" / "ledger" / "example.jsonl"
BODIES = tuple(json.loads(line)["body"] for line in WHOLE.read_text(encoding="utf-8").splitlines()[1:4])


def rows() -> list[tuple[object, ...]]:
    """The columns of the three rows."""
    heads = ((0, "governance", 1, "ledger.created", 1, 1795349991794119, "2026-11-22", "installation", FIRST),
             (1, "governance", 2, "policy.adopted", 1, 1795349991794119, "2026-11-22", "installation", FIRST),
             (2, "governance", 3, "checkpoint-key.adopted", 1, 1795349991837615, "2026-11-22", "installation", SECOND))
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
        self.assertIn(f"```\n{BODIES[2]}\n```", TEXT)
        self.assertIn(f"the {len(BODIES[2])} bytes", TEXT)
        for row in rows():
            self.assertIn(row[9].hex(), TEXT)
            for value in (row[3], row[5], row[6], row[8]):
                self.assertIn(str(value), TEXT)

    def test_the_whole_example_is_a_good_bundle_of_these_records(self):
        lines = [json.loads(line) for line in WHOLE.read_text(encoding="utf-8").splitlines()]
        self.assertEqual([line["record"] for line in lines[1:4]], self.records)
        self.assertEqual(lines[0]["checkpoint"], self.note)
        kept = self.folder / "kept"
        kept.write_text(self.note, encoding="utf-8")
        self.assert_good(self.run_verifier("--bundle", WHOLE, "--key", self.key.text, "--against", kept))

    def test_the_hashes_of_the_tree(self):
        for each in (*self.leaves, node_hash(*self.leaves[:2]), self.root):
            self.assertIn(f"| `{each.hex()}` |", TEXT)

    def test_the_seals(self):
        self.assertIn(command_seal_of(2, 1, "installation", SECOND, bytes(32)).hex(), TEXT)
        self.assertIn(checkpoint_seal_of(0, 3, 1795349993357126, self.note.encode()).hex(), TEXT)
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
