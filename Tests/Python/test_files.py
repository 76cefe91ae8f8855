"""Files of every kind as an auditor meets them: read-only, left behind by a killed daemon, cut off, hostile."""
import base64
import contextlib
import json
import os
import pathlib
import pty
import random
import shutil
import sqlite3
import subprocess
import sys

from support import PROGRAM, ROOT, Verdict, verdict_here
from test_tampering import TamperingCase
from writer import FOREIGN, NEW, OLD, ORIGIN, TEXTS, inclusion, note, record_of, root_of, sealed, sha256

BUNDLE = ROOT / "Schemas" / "bundle-example.jsonl"
EXAMPLE = ROOT / "Schemas" / "ledger" / "example.jsonl"


def assert_progress(case: TamperingCase, events: int, code: int, *words: str) -> None:
    """On a terminal progress is seen, and gone when the result stands there; in a pipe nothing is."""
    program = ("import sys; sys.path.insert(0, sys.argv[1]); from verifier import command; "
               "command.Progress.PAUSE = -1; sys.exit(command.main(sys.argv[2:]))")
    line = [sys.executable, "-B", "-c", program, str(ROOT / "Tools" / "lib"), *words]
    leader, follower = pty.openpty()
    done = subprocess.run(line, stdout=follower, stderr=follower, timeout=60, check=False)
    os.close(follower)
    shown = b""
    with contextlib.suppress(OSError):   # the terminal's other end is closed
        while part := os.read(leader, 1 << 16):
            shown += part
    os.close(leader)
    progress, result = shown.decode().rsplit("\r\x1b[K", 1)
    case.assertEqual(done.returncode, code, result)
    case.assertIn(f"\r{events} events, ", progress)
    case.assertNotIn("\n", progress)
    case.assertIn("good" if code == 0 else "NOT GOOD", result.splitlines()[-1])
    piped = subprocess.run(line, capture_output=True, timeout=60, check=False)
    case.assertEqual((piped.returncode, piped.stderr), (code, b""))
    case.assertNotIn(b"\r", piped.stdout)


class ReadingTests(TamperingCase):
    """How a ledger's file is read."""

    def test_nothing_is_written_beside_the_ledger(self):
        path = self.copy()
        os.chmod(path, 0o444)
        os.chmod(self.folder, 0o555)
        before = sorted(os.listdir(self.folder))
        self.assert_good(self.run_verifier(path))
        self.assertEqual(sorted(os.listdir(self.folder)), before)
        os.chmod(self.folder, 0o755)

    def test_a_left_over_wal_is_read_too(self):
        path = self.copy()
        with sqlite3.connect(path) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA wal_autocheckpoint = 0")
            database.execute("PRAGMA application_id = 77")
        killed = self.folder / "killed"
        killed.mkdir()
        reader = sqlite3.connect(path)
        reader.execute("SELECT count(*) FROM event").fetchone()
        writer = sqlite3.connect(path, isolation_level=None)
        for text in ("PRAGMA wal_autocheckpoint = 0", "DROP TRIGGER event_unchanging", "UPDATE event SET schema = 2 "
                     "WHERE position = 5", "PRAGMA application_id = 1162757959"):
            writer.execute(text)
        for name in ("ledger.db", "ledger.db-wal"):
            shutil.copy(self.folder / name, killed / name)
        self.assertGreater((killed / "ledger.db-wal").stat().st_size, 0)
        verdict = self.verdict(killed / "ledger.db")
        self.assertTrue(verdict.names("lifecycle", "event 5: schema", 5), verdict.faults)
        self.assertFalse(verdict.names("notALedger", ""))
        self.assertEqual(sorted(os.listdir(killed)), ["ledger.db", "ledger.db-wal"])
        self.assertTrue(any("write-ahead log" in each for each in verdict.report["remarks"]))
        link = self.folder / "link.db"
        link.symlink_to(killed / "ledger.db")
        self.assertEqual(self.verdict(link).report["remarks"], verdict.report["remarks"])
        self.assertEqual(self.verdict(link).faults, verdict.faults)
        reader.close()
        writer.close()

    def test_progress_is_shown_on_a_terminal_and_gone_from_it_at_the_end(self):
        assert_progress(self, 280, 0, str(self.good))

    def test_a_name_that_is_no_utf8_is_a_name(self):
        path = os.path.join(os.fsencode(self.folder), b"bad\xff\xfename.db")
        shutil.copy(self.good, path)
        self.assert_good(self.run_verifier(os.fsdecode(path)))

    def test_a_pipe_is_waited_for_while_somebody_writes_to_it(self):
        kept = self.keep(self.kept[1])
        script = (f'python3 -B {PROGRAM} -o json {self.good} --against <(sleep 1; cat {kept}) '
                  f'--key <(sleep 1; echo "{OLD.text}")')
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False)
        self.assert_good(Verdict(done))
        self.assertFalse(any("was given" in each for each in Verdict(done).report["remarks"][:-1]))

    def test_what_is_no_ledger_ends_with_65(self):
        other = self.folder / "other.db"
        with sqlite3.connect(other) as database:
            database.execute("CREATE TABLE x (y)")
        text = self.folder / "text"
        text.write_text("nothing\n" * 100)
        fifo = self.folder / "fifo"
        os.mkfifo(fifo)
        verdict = self.run_verifier(other)
        self.assertEqual(verdict.code, 4)
        self.assertTrue(verdict.names("notALedger", "application_id"), verdict.faults)
        for path in (text, fifo, self.folder, self.folder / "missing", pathlib.Path("/dev/null")):
            self.assertEqual(self.run_verifier(path).code, 65, path)

    def test_wrong_words_end_with_64(self):
        for words in ((), (self.good, "--proof", "x"), ("--proof", "x"), ("--note", "x"), ("--nonsense",),
                      (self.good, "--key", "x"), (self.good, "-o", "xml"), ("--bundle", "x", "--texts", "y")):
            self.assertEqual(self.run_verifier(*words).code, 64, words)

    def test_the_wrong_file_for_an_option_ends_with_65_and_a_wrong_key_with_64(self):
        text, missing = self.folder / "text", self.folder / "missing"
        text.write_text("nothing")
        kept = self.keep(self.kept[0])
        for wrong in (text, missing, self.folder):
            for words in ((self.good, "--against", wrong), ("--proof", missing, "--key", OLD.text),
                          (self.good, "--consistency", kept, wrong), ("--bundle", wrong)):
                self.assertEqual(self.run_verifier(*words).code, 65, words)
            verdict = self.run_verifier(self.good, "--key", wrong)
            self.assertEqual(verdict.code, 64, wrong)
            self.assertIn("--key takes a verifier key, or a file", verdict.errors)

    def test_a_key_is_given_as_text_or_as_a_file_and_more_than_once(self):
        file = self.folder / "their.key"
        file.write_text(OLD.text + "\n")
        self.assert_good(self.verdict(self.good, "--key", file, "--key", OLD.text, "--key", NEW.text))
        note = self.keep(self.kept[0])
        verdict = verdict_here("--note", note, "--key", file, "--key", OLD.text)
        self.assert_good(verdict)
        self.assertEqual(verdict.report["signers"], [OLD.text])
        file.write_text(FOREIGN.text)
        self.assertTrue(self.verdict(self.good, "--key", file).names("key", "the given key"))

    def test_bytes_behind_the_end_are_a_fault(self):
        path = self.copy()
        for count in (1, 4096):
            path.write_bytes(self.good.read_bytes() + bytes(count))
            verdict = self.verdict(path)
            self.assertEqual((verdict.code, verdict.faults), (4, ["damaged: length of the file"]), count)

    def test_an_older_checkpoint_must_begin_a_newer_one(self):
        notes = []
        for number, text in enumerate(self.kept):
            notes.append(self.folder / f"kept-{number}")
            notes[-1].write_text(text, encoding="utf-8")
        for old, new in ((0, 1), (0, 3), (2, 2)):
            verdict = self.verdict(self.good, "--consistency", notes[old], notes[new], "--key", OLD.text)
            self.assert_good(verdict)
            self.assertFalse([each for each in verdict.report["remarks"] if "kept elsewhere" in each])
        turned = self.verdict(self.good, "--consistency", notes[3], notes[0])
        self.assertTrue(turned.names("against", "the older of two checkpoints"), turned.faults)
        other = self.keep(note(100, bytes(32), OLD))
        for pair in ((other, notes[3]), (notes[0], other)):
            verdict = self.verdict(self.good, "--consistency", *pair)
            self.assertTrue(verdict.names("against", "root of the events below 100"), verdict.faults)
        self.assertEqual(self.run_verifier("--bundle", BUNDLE, "--consistency", notes[0], notes[1]).code, 64)

    def test_a_file_that_is_cut_off_is_a_fault(self):
        path = self.copy()
        data = path.read_bytes()
        for length in (len(data) - 4096, len(data) - 100, 8192, 4096, 100):
            path.write_bytes(data[:length])
            verdict = self.verdict(path)
            self.assertEqual(verdict.code, 4, length)
            self.assertTrue(verdict.names("truncated", "length of the file"), length)

    def test_no_damage_ends_in_a_traceback_and_none_of_the_records_passes(self):
        data, seed = self.good.read_bytes(), random.randrange(2**32)
        generator, path = random.Random(seed), self.folder / "damaged.db"
        for _ in range(60):
            spoilt = bytearray(data)
            for _ in range(generator.choice((1, 3, 40))):
                spoilt[generator.randrange(100, len(spoilt))] = generator.randrange(256)
            path.write_bytes(spoilt)
            verdict = verdict_here(path)
            self.assertIn(verdict.code, (0, 4, 65), f"seed {seed}")
            if verdict.code == 0:
                self.assertEqual(contents(path), contents(self.good), f"seed {seed}")

    def test_a_page_of_zeros_is_found(self):
        data, path = self.good.read_bytes(), self.folder / "damaged.db"
        for page in range(1, len(data) // 4096):
            path.write_bytes(data[:page * 4096] + bytes(4096) + data[(page + 1) * 4096:])
            self.assertEqual(self.verdict(path).code, 4, page)

    def test_a_pipe_that_closes_early_is_no_traceback(self):
        done = subprocess.run(f"{sys.executable} {PROGRAM} {self.good} | true", shell=True, capture_output=True,
                              text=True,
                              check=False)
        self.assertNotIn("Traceback", done.stderr)


def contents(path: pathlib.Path) -> list[object]:
    """All that the ledger says, without free pages and headers."""
    with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as database:
        return [database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
                for table in ("event", "command", "tile", "checkpoint")]


class TextsTests(TamperingCase):
    """The erasable file."""

    def texts(self, *rows: tuple[object, ...]) -> pathlib.Path:
        """A file of texts."""
        path = self.folder / "texts.db"
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as database:
            database.executescript((ROOT / "Schemas" / "ledger" / "texts.sql").read_text())
            database.executemany("INSERT INTO text VALUES (?, ?, ?, ?)", rows)
        return path

    def test_texts_are_those_of_their_digests(self):
        with sqlite3.connect(self.good) as database:
            places = [at for at, in database.execute("SELECT position FROM event WHERE type = 'note.added'")]
        good = [(*text, place) for text, place in zip(TEXTS, places, strict=True)]
        verdict = self.verdict(self.good, "--texts", self.texts(*good))
        self.assert_good(verdict)
        self.assertEqual(verdict.report["texts"], 2)
        self.assertEqual([each for each in verdict.report["remarks"] if "text" in each], [])
        digest, salt = TEXTS[0][:2]
        for row in ((digest, salt, "another", places[0]), (digest, None, None, places[0]), None):
            rows = self.texts(good[1], *[row] if row else [])
            self.assertTrue(self.verdict(self.good, "--texts", rows).names("text", digest.hex(), places[0]), row)
        for place, words in ((280, "never came to be"), (5, "carried by no event")):
            orphan = self.verdict(self.good, "--texts", self.texts(*good, (*sealed("an orphan"), place)))
            self.assert_good(orphan)
            self.assertTrue(any(words in each for each in orphan.report["remarks"]))

    def test_texts_beside_the_ledger_are_looked_at_unasked(self):
        alone = self.copy()
        self.assertTrue(any("no file of texts" in each for each in self.verdict(alone).report["remarks"]))
        self.texts()
        verdict = self.verdict(alone)
        self.assertEqual((verdict.report["texts"], verdict.code), (0, 4))
        self.assertTrue(verdict.names("text", TEXTS[1][0].hex()))


class ProofTests(TamperingCase):
    """Proof files and notes that stand alone."""

    def proof(self, index: int, text: str, *, extra: str = "") -> pathlib.Path:
        """A proof file for an event of the sample."""
        hashes = "".join(base64.b64encode(each).decode() + "\n" for each in inclusion(self.leaves, index))
        path = self.folder / "proof.tlog-proof"
        path.write_text(f"c2sp.org/tlog-proof@v1\n{extra}index {index}\n{hashes}\n{text}", encoding="utf-8")
        return path

    def record(self, index: int) -> pathlib.Path:
        """The record of an event as a file."""
        with sqlite3.connect(self.good) as database:
            row = database.execute("SELECT * FROM event WHERE position = ?", (index,)).fetchone()
        path = self.folder / "record"
        path.write_bytes(record_of(row).encode())
        return path

    def test_the_proof_of_every_event_holds_and_that_of_another_does_not(self):
        text = self.kept[3]
        for index in (0, 1, 127, 128, 255, 256, 278, 279):
            path = self.proof(index, text, extra="extra eHl6\n" if index % 2 else "")
            self.assert_good(verdict_here("--proof", path, "--key", NEW.text, "--record", self.record(index)))
            other = verdict_here("--proof", path, "--key", NEW.text, "--record", self.record((index + 1) % 280))
            self.assertTrue(other.names("proof", f"leaf {index} of 280", index), other.faults)

    def test_proofs_that_are_none(self):
        good = self.proof(7, self.kept[3]).read_text()
        record, path = self.record(7), self.folder / "bad"
        for old, new in (("@v1", "@v2"), ("index 7", "index 07"), ("index 7", "index 8"), ("index 7", "index -7"),
                         ("index 7\n", ""), ("\n\n", "\nAAAA\n\n"), ("\n\n", "\n"), (ORIGIN + "\n280",
                                                                                     ORIGIN + "\n281"),
                         ("=\n", "\n"), ("index", "extra !\nindex")):
            path.write_text(good.replace(old, new, 1))
            verdict = verdict_here("--proof", path, "--key", NEW.text, "--record", record)
            self.assertEqual(verdict.code, 4, (old, new))
        self.assertTrue(verdict_here("--proof", self.proof(7, self.kept[3]), "--key", OLD.text).names("signature",
                                                                                                      "proof"))

    def test_notes(self):
        path = self.keep(self.kept[2])
        for key in (OLD, NEW):
            self.assert_good(verdict_here("--note", path, "--key", key.text))
        self.assertTrue(verdict_here("--note", path, "--key", FOREIGN.text).names("signature", "kept.txt"))
        told = subprocess.run([PROGRAM, "--note", path, "--key", FOREIGN.text], capture_output=True, text=True,
                              check=False)
        self.assertIn("\nsigners: none\n", told.stdout)
        path.write_text(self.kept[2].replace(ORIGIN + "\n", ORIGIN + "x\n", 1))
        verdict = verdict_here("--note", path, "--key", OLD.text)
        self.assertTrue(verdict.names("signature", "kept.txt"))
        self.assertEqual(verdict.report["signers"], [])


class BundleTests(TamperingCase):
    """The auditor's bundle: the example of Schemas/bundle.md, and bundles of the sample."""

    def judge(self, data: bytes, *words: object):
        """What the verifier says of a bundle."""
        path = self.folder / "bundle.jsonl"
        path.write_bytes(data)
        return verdict_here("--bundle", path, *words)

    def bundle(self, selection: dict, *keys, text: str | None = None, leave_out: int | None = None,
               vouchers: tuple[str, ...] = (), behind: tuple[dict, ...] = ()) -> bytes:
        """A bundle of the sample ledger."""
        with sqlite3.connect(self.good) as database:
            rows = database.execute("SELECT * FROM event ORDER BY position").fetchall()
        manifest = {"bundle": "engaged.bundle.v1", "ledger": "01936f0e-0000-7000-8000-0000000000ff", "origin": ORIGIN,
                    "size": 280, "root": root_of(self.leaves).hex(), "selection": selection,
                    "made": "2026-11-21T10:00:00.000000Z", "by": "the test"}
        if keys:
            manifest |= {"checkpoint": text or self.kept[3], "keys": [key.text for key in keys]}
        if vouchers:
            manifest["vouchers"] = list(vouchers)
        lines = [manifest]
        for row in rows:
            chosen = row[0] == 0 or row[1] in selection["whole"] or row[1] in selection.get("streams", [row[1]])
            lines.append({"record": record_of(row)} | ({"body": row[10]} if chosen and row[0] != leave_out else {}))
        return closed(lines + list(behind))

    def test_the_example_is_good(self):
        self.assert_good(self.judge(BUNDLE.read_bytes()))
        self.assertIn(sha256(BUNDLE.read_bytes()).hex(), (ROOT / "Schemas" / "bundle.md").read_text())

    def test_progress_is_shown_on_a_terminal_and_gone_before_the_result_stands_there(self):
        path = self.folder / "bundle.jsonl"
        path.write_bytes(self.bundle({"whole": ["governance"]}, NEW))
        assert_progress(self, 280, 0, "--bundle", str(path))
        path.write_bytes(self.bundle({"whole": ["governance"]}, NEW, leave_out=1))
        assert_progress(self, 280, 4, "--bundle", str(path))

    def test_bundles_of_the_sample_are_good(self):
        for selection in ({"whole": ["governance"]}, {"whole": [], "streams": ["provider/PRV-ALPHA"]},
                          {"whole": ["governance"], "streams": ["engagement/ENG-2026-0001"]}):
            self.assert_good(self.judge(self.bundle(selection, NEW), "--key", NEW.text))
        kept = self.keep(self.kept[1])
        for whole in (["governance"], []):
            self.assert_good(self.judge(self.bundle({"whole": whole}, OLD, NEW), "--against", kept, "--key", NEW.text))

    def test_what_is_under_no_signature_and_which_texts_are_not_there_is_said(self):
        texts = [{"text": content, "salt": salt.hex(), "digest": digest.hex()} for digest, salt, content in TEXTS]
        content = "a\r\n"
        digest = sha256(content.encode()).hex()
        head = {"name": "x", "mediaType": "text/csv", "position": 2, "rows": 0, "sha256": digest}
        unsigned, lacking = "reports are under no signature", "neither a text nor an erasure"
        for behind, said in (((), ["brings no texts", "2 digests"]), (tuple(texts), []),
                             ((texts[0],), [f"1 digests of texts in chosen bodies have {lacking}"]),
                             ((*texts, {"report": head, "content": content}), [unsigned])):
            verdict = self.judge(self.bundle({"whole": []}, NEW, behind=behind), "--key", NEW.text)
            self.assert_good(verdict)
            found = " | ".join(each for each in verdict.report["remarks"] if "text" in each or "reports" in each)
            self.assertTrue(all(each in found for each in said) and bool(said) == bool(found), found)
        none = self.judge(self.bundle({"whole": ["governance"], "streams": []}, NEW), "--key", NEW.text)
        self.assertFalse([each for each in none.report["remarks"] if "texts" in each])

    def test_what_is_left_out_or_put_in_is_found(self):
        chosen = {"whole": ["governance"], "streams": ["engagement/ENG-2026-0001"]}
        self.assertTrue(self.judge(self.bundle(chosen, NEW, leave_out=100)).names("selection", "event 100", 100))
        lines = self.bundle(chosen, NEW).split(b"\n")
        self.assertTrue(self.judge(b"\n".join(lines[:101] + lines[102:])).names("gap", "position", 100))
        self.assertTrue(self.judge(b"\n".join(lines[:-2]) + b"\n").names("end", "last line"))
        self.assertTrue(self.judge(b"\n".join(lines) + b"{}\n").names("form", "its form"))
        self.assertTrue(self.judge(b"\n".join(lines)[:-5]).names("form", "its form"))

    def test_a_replaced_key_is_enough_where_it_vouches_for_the_next(self):
        whole = {"whole": ["governance"], "streams": []}
        self.assert_good(self.judge(self.bundle(whole, OLD, NEW, vouchers=(self.kept[2],)), "--key", OLD.text))
        self.assert_good(self.judge(self.bundle(whole, OLD, NEW, vouchers=(self.kept[2],)), "--key", NEW.text))
        forged = note(254, root_of(self.leaves[:254]), NEW) + OLD.line("something else")
        for vouchers, kind in (
                ((), "key"), ((self.kept[1],), "key"), ((note(254, root_of(self.leaves[:254]), NEW),), "key"),
                ((note(254, bytes(32), NEW, OLD),), "checkpoint"), ((forged,), "signature"), (("x",), "checkpoint"),
                ((note(254, root_of(self.leaves[:254]), OLD),), "signature"),
                ((note(254, root_of(self.leaves[:254]), NEW, FOREIGN),), "key"),
                ((note(900, root_of(self.leaves), NEW, OLD),), "checkpoint")):
            verdict = self.judge(self.bundle(whole, OLD, NEW, vouchers=vouchers), "--key", OLD.text)
            self.assertEqual(verdict.code, 4)
            self.assertTrue(verdict.names(kind, ""), verdict.faults)
            self.assertTrue(verdict.names("key", "line 1: checkpoint"), verdict.faults)
        self.assertTrue(self.judge(self.bundle(whole, OLD, NEW, vouchers=(self.kept[2],)), "--key",
                                   FOREIGN.text).names("key", "line 1: checkpoint"))
        some = {"whole": [], "streams": []}
        self.assertTrue(self.judge(self.bundle(some, OLD, NEW, vouchers=(self.kept[2],))).names("key", "vouchers"))

    def test_a_heap_of_keys_is_refused_and_not_computed_with(self):
        lines = EXAMPLE.read_bytes().split(b"\n")
        manifest = json.loads(lines[0])
        changed = json.dumps(manifest | {"keys": [f"{at}{manifest['keys'][0]}" for at in range(20_000)]}).encode()
        self.assertEqual(self.judge(b"\n".join([changed, *lines[1:]])).code, 65)

    def test_changes_of_the_example_are_found(self):
        lines = [json.loads(line) for line in BUNDLE.read_text(encoding="utf-8").splitlines()]
        left_out = json.loads(EXAMPLE.read_text(encoding="utf-8").splitlines()[2])["body"]
        for name, change, check in (
                ("a record", lambda all_lines: rerecord(all_lines, 2, "governance", "governances"), "root"),
                ("a body", lambda all_lines: all_lines[3].update(body='{"title":"x"}'), "bodyHash"),
                ("a body too many", lambda all_lines: all_lines[2].update(body=left_out), "selection"),
                ("a body too few", lambda all_lines: all_lines[3].pop("body"), "selection"),
                ("the root", lambda all_lines: all_lines[0].update(root="0" * 64), "root"),
                ("the origin", lambda all_lines: all_lines[0].update(origin="x"), "header"),
                ("the ledger", lambda all_lines: all_lines[0].update(ledger="x"), "header"),
                ("a report", lambda all_lines: all_lines[4].update(content="key\r\n"), "form"),
                ("an unknown key", lambda all_lines: all_lines[3].update(more=1), "header"),
                ("a text of no body", lambda all_lines: all_lines.insert(4, {
                    "text": "x", "salt": "0" * 32, "digest": sha256(bytes(16), b"x").hex()}), "text"),
                ("a wrong text", lambda all_lines: all_lines.insert(4, {
                    "text": "y", "salt": "0" * 32, "digest": sha256(bytes(16), b"x").hex()}), "form"),
                ("a report twice", lambda all_lines: all_lines.insert(4, all_lines[4]), "form"),
                ("the size", lambda all_lines: all_lines[0].update(size=4), "gap")):
            changed = json.loads(json.dumps(lines))
            change(changed)
            verdict = self.judge(closed(changed[:-1]))
            self.assertEqual(verdict.code, 4, name)
            self.assertTrue(verdict.names(check, ""), f"{name}: {verdict.faults}")

    def test_the_signature_counts_only_by_a_key_that_one_has(self):
        every = {"whole": ["governance"]}
        self.assertTrue(self.judge(self.bundle(every, OLD)).names("signature", "checkpoint"))
        self.assertTrue(self.judge(self.bundle(every, NEW), "--key", FOREIGN.text).names("key", "checkpoint"))
        forged = self.bundle(every, FOREIGN, text=note(280, root_of(self.leaves), FOREIGN))
        self.assertTrue(self.judge(forged).names("signature", "key in force"))
        wrong = self.bundle(every, NEW, text=note(280, bytes(32), NEW))
        self.assertTrue(self.judge(wrong).names("checkpoint", "root at size 280"))
        kept = self.keep(note(100, root_of(self.leaves[:100]), FOREIGN))
        self.assertTrue(self.judge(self.bundle(every, NEW), "--against", kept).names("against", "key in force"))
        kept = self.keep(note(100, bytes(32), NEW))
        self.assertTrue(self.judge(self.bundle(every, NEW), "--against", kept).names("against", "root at size 100"))

    def test_no_damage_ends_in_a_traceback(self):
        data, seed = BUNDLE.read_bytes(), random.randrange(2**32)
        generator = random.Random(seed)
        for _ in range(300):
            spoilt = bytearray(data)
            spoilt[generator.randrange(len(spoilt))] = generator.randrange(256)
            if bytes(spoilt) != data:
                self.assertIn(self.judge(bytes(spoilt)).code, (4, 65), f"seed {seed}")


def rerecord(lines: list[dict], index: int, old: str, new: str) -> None:
    """Changes a record, and the selection with it."""
    lines[index + 1]["record"] = lines[index + 1]["record"].replace(old, new)
    lines[0]["selection"]["streams"] = [each.replace(old, new) for each in lines[0]["selection"]["streams"]]


def closed(lines: list[dict]) -> bytes:
    """The lines of a bundle with a right end."""
    data = b"".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for each in lines)
    counts = {"events": sum("record" in each for each in lines), "bodies": sum("body" in each for each in lines),
              "texts": sum("text" in each for each in lines), "reports": sum("report" in each for each in lines)}
    return data + json.dumps({"end": counts | {"sha256": sha256(data).hex()}}).encode() + b"\n"
