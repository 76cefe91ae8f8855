"""Every kind of tampering is found, and its place is named: by verify-ledger and, where it is built, by engagectl."""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

import support
from support import VerifierCase
from tampering import ALL, append, tamper
from writer import (ANNA, BEN, ENGAGEMENT, FOREIGN, GOVERNANCE, NEW, OLD, begin, note, root_of, sample)


BINARIES = os.environ.get("ENGAGED_BINARIES")
# verify-ledger names the row of command; engagectl counts the rows that lie outside.
COUNTED = {"a command beyond the last event"}


class TamperingCase(VerifierCase):
    """A test on copies of the sample ledger, which is written once."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="verify-ledger-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.shared, True)
        cls.good = cls.shared / "good.db"
        writer = sample(cls.good)
        cls.leaves = writer.leaves
        cls.kept = [row[0] for row in writer.database.execute("SELECT note FROM checkpoint ORDER BY place")]
        writer.close()

    def verdict(self, path: pathlib.Path, *words: object) -> support.Verdict:
        """What the verifier says of a ledger; without a process of its own, for speed."""
        return support.verdict_here(path, *words)

    def copy(self) -> pathlib.Path:
        """A copy of the good ledger to tamper with."""
        return pathlib.Path(shutil.copy(self.good, self.folder / "ledger.db"))

    def keep(self, text: str) -> pathlib.Path:
        """A checkpoint kept elsewhere."""
        path = self.folder / "kept.txt"
        path.write_text(text, encoding="utf-8")
        return path


class TamperingTests(TamperingCase):
    """The table of tamperings."""

    def test_the_good_ledger_is_good(self):
        self.assert_good(self.verdict(self.good))
        for kept in self.kept:
            self.assert_good(self.verdict(self.good, "--against", self.keep(kept), "--key", OLD.text))
        self.assert_good(self.verdict(self.good, "--key", NEW.text))

    def test_each_kind_is_found_and_its_place_named(self):
        self.assertGreaterEqual(len(ALL), 40)
        for each in ALL:
            with self.subTest(each.name):
                path = self.copy()
                tamper(path, each.forge)
                verdict = self.verdict(path)
                self.assertEqual(verdict.code, 4, verdict.errors)
                self.assertTrue(verdict.names(each.check, each.place, each.position),
                                f"{each.check}: {each.place} is not among {verdict.faults[:12]}")

    @unittest.skipUnless(BINARIES, "ENGAGED_BINARIES is not set: nothing to agree with")
    def test_engagectl_finds_each_kind_too(self):
        for each in ALL:
            with self.subTest(each.name):
                path = self.copy()
                tamper(path, each.forge)
                found = engagectl_faults(path)
                self.assertTrue(found)
                position = None if each.name in COUNTED else each.position
                if position is None:
                    self.assertIn(each.check, {kind for kind, _ in found}, found)
                else:
                    self.assertIn((each.check, position), found)

    def test_each_trigger_is_missed(self):
        with sqlite3.connect(self.good) as database:
            names = [row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
        self.assertGreaterEqual(len(names), 12)
        for name in names:
            path = self.copy()
            with sqlite3.connect(path) as database:
                database.execute(f"DROP TRIGGER {name}")
            self.assertTrue(self.verdict(path).names("schema", f"trigger {name}"), name)

    def test_a_changed_trigger_is_seen(self):
        path = self.copy()
        with sqlite3.connect(path) as database:
            database.executescript("DROP TRIGGER event_unchanging; CREATE TRIGGER event_unchanging BEFORE UPDATE "
                                   "ON event BEGIN SELECT 1; END")
        self.assertTrue(self.verdict(path).names("schema", "trigger event_unchanging"))

    def test_several_faults_are_all_named(self):
        path = self.copy()
        tamper(path, lambda database: [database.execute(f"UPDATE event SET body = '{{}}' WHERE position = {at}")
                                       for at in (10, 100, 200, 279)])
        verdict = self.verdict(path)
        for at in (10, 100, 200, 279):
            self.assertTrue(verdict.names("bodyHash", f"event {at}", at))
        self.assertEqual(len(verdict.faults), 4)

    def test_every_event_of_a_cut_tail_is_missed_by_a_kept_checkpoint_only(self):
        path = self.copy()
        tamper(path, lambda database: [database.execute(text) for text in (
            "DELETE FROM event WHERE position >= 260", "DELETE FROM command WHERE first >= 260",
            "DELETE FROM checkpoint WHERE size > 260")])
        self.assert_good(self.verdict(path))
        verdict = self.verdict(path, "--against", self.keep(self.kept[3]))
        self.assertTrue(verdict.names("against", "checkpoint of size 280", 260), verdict.faults)

    def test_checkpoints_removed_from_the_end_are_missed_by_one_kept_elsewhere_only(self):
        path = self.copy()
        tamper(path, lambda database: database.execute("DELETE FROM checkpoint WHERE place >= 2"))
        self.assert_good(self.verdict(path, "--against", self.keep(self.kept[1])))
        verdict = self.verdict(path, "--against", self.keep(self.kept[2]))
        self.assertEqual(len(verdict.faults), 1)
        self.assertTrue(verdict.names("against", "of size 252 in kept.txt: its row"), verdict.faults)

    def test_the_last_checkpoint_may_be_younger_than_a_copy(self):
        path = self.copy()
        tamper(path, lambda database: database.execute("DELETE FROM checkpoint WHERE place = 3"))
        verdict = self.verdict(path, "--against", self.keep(self.kept[3]))
        self.assert_good(verdict)
        self.assertTrue(any("over all 280 events is not in the ledger" in each for each in verdict.report["remarks"]))

    def test_a_whole_new_history_with_the_signing_key_is_found_by_a_kept_checkpoint_only(self):
        writer = begin(self.folder / "forged.db")
        writer.append(ANNA, (ENGAGEMENT, "engagement.opened", {"title": "Another past"}))
        while len(writer.leaves) < 7:
            writer.append(BEN, (ENGAGEMENT, "note.added", {"note": "0" * 64}))
        writer.checkpoint(OLD)
        writer.close()
        self.assert_good(self.verdict(writer.path, "--key", OLD.text))
        verdict = self.verdict(writer.path, "--key", OLD.text, "--against", self.keep(self.kept[0]))
        self.assertEqual([each.split(":")[0] for each in verdict.faults], ["against"])
        self.assertTrue(verdict.names("against", "root of the events below 7"), verdict.faults)

    def test_a_new_history_with_another_key_is_found_by_the_given_key(self):
        writer = begin(self.folder / "forged.db")
        writer.append("uid=0", (GOVERNANCE, "checkpoint-key.adopted", {"verifierKey": FOREIGN.text}))
        writer.checkpoint(FOREIGN)
        writer.close()
        self.assert_good(self.verdict(writer.path))
        self.assertTrue(self.verdict(writer.path, "--key", OLD.text).names("key", "event 3", 3))
        self.assertTrue(self.verdict(writer.path, "--key", NEW.text).names("key", "the given key"))

    def test_a_kept_checkpoint_of_a_foreign_key_does_not_count(self):
        kept = note(280, root_of(self.leaves), FOREIGN)
        self.assertTrue(self.verdict(self.good, "--against", self.keep(kept)).names("against", "key in force"))

    def test_the_same_hand_stands_where_the_policy_records_it(self):
        for words, expected in ((("gate.approved", 2), 0), (("gate.rejected", 2), 4), (("gate.approved", 1), 4), (None,
                                                                                                                  4)):
            writer = begin(self.folder / f"{words}.db", separation="record")
            writer.append(ANNA, (ENGAGEMENT, "engagement.opened", {}))
            writer.append(ANNA, (ENGAGEMENT, "gate.requested", {"gate": "to_contracting"}))
            events = [(ENGAGEMENT, "gate.approved", {"gate": "to_contracting", "request": 2})]
            if words:
                body = {"stream": ENGAGEMENT, "event": words[0], "earlier": words[1]}
                events.append((GOVERNANCE, "separation.excepted", body))
            writer.append(ANNA, *events)
            writer.close()
            verdict = self.verdict(writer.path)
            self.assertEqual(verdict.code, expected, verdict.faults)
            if expected:
                self.assertTrue(verdict.names("separation", "event 5: hand of gate.approved", 5))

    def test_an_exception_of_another_hand_under_the_same_id_lets_nothing_stand(self):
        shared = "01936f0e-7c1e-4a63-9c7e-1d0d6a3fb5f1"
        writer = begin(self.folder / "excepted.db", separation="record")
        writer.append(ANNA, (ENGAGEMENT, "engagement.opened", {}))
        writer.append(ANNA, (ENGAGEMENT, "gate.requested", {"gate": "to_contracting"}))
        writer.append(ANNA, (ENGAGEMENT, "gate.approved", {"gate": "to_contracting", "request": 2}), command=shared)
        body = {"stream": ENGAGEMENT, "event": "gate.approved", "earlier": 2}
        writer.append(BEN, (GOVERNANCE, "separation.excepted", body), command=shared)
        writer.close()
        self.assertTrue(self.verdict(writer.path).names("separation", "event 5: hand of gate.approved", 5))
        if BINARIES:
            self.assertIn(("separation", 5), engagectl_faults(writer.path))

    def test_an_exception_counts_for_nothing_where_the_policy_enforces(self):
        path = self.copy()

        def forge(database: sqlite3.Connection) -> None:
            append(database, ANNA, ENGAGEMENT, "gate.requested", {"gate": "to_transition"})
            append(database, ANNA, ENGAGEMENT, "gate.approved", {"gate": "to_transition", "request": 276},
                   "01936f0e-7c1e-4a63-9c7e-1d0d6a3fb5f2")
        tamper(path, forge)
        self.assertTrue(self.verdict(path).names("separation", "event 281", 281))


def engagectl_faults(path: pathlib.Path) -> set[tuple[str, int | None]]:
    """Kinds and positions of the faults that engagectl names; its exit code must fit them."""
    done = subprocess.run(
        [pathlib.Path(BINARIES or "") / "engagectl", "audit", "verify", "-o", "json", "--ledger", path],
        capture_output=True, text=True, check=False, timeout=60)
    found = {(fault["kind"], fault.get("position")) for fault in json.loads(done.stdout).get("faults", ())}
    if done.returncode != (4 if found else 0):
        raise AssertionError(f"exit code {done.returncode} with {found}: {done.stderr}")
    return found


if __name__ == "__main__":
    unittest.main()
