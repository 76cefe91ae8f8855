"""Published vectors: those that must hold do, those that must fail do."""
import base64
import hashlib
import re
import unittest

import support
from support import vectors
from verifier.ed25519 import PublicKey
from verifier.faults import Malformed
from verifier.notes import Checkpoint, Note, VerifierKey, is_key_name
from verifier.tree import EMPTY, Edge, is_consistent, is_included, leaf_hash
from writer import Key, root_of

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
BY_PETER = ("\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6Ryy"
            "BwJnAM=\n")
BY_ENOCH = ("\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc"
            "+QQ=\n")


def verifies(key: str, message: str, signature: str) -> bool:
    """Whether a signature in hexadecimal holds; a key that is refused verifies nothing."""
    try:
        return PublicKey(bytes.fromhex(key)).verifies(bytes.fromhex(signature), bytes.fromhex(message))
    except Malformed:
        return False


class Ed25519Tests(unittest.TestCase):
    """RFC 8032 § 7.1, Project Wycheproof, and the edge cases of C2SP CCTV."""

    def test_the_vectors_of_rfc_8032_are_made_and_hold(self):
        for seed, public, message, signature in vectors("ed25519/rfc8032.tsv") + vectors("ed25519/rfc8032-long.tsv"):
            key = Key(bytes.fromhex(seed))
            self.assertEqual(key.public.hex(), public)
            self.assertEqual(key.sign(bytes.fromhex(message)).hex(), signature)
            self.assertTrue(verifies(public, message, signature))
            self.assertFalse(verifies(public, message + "00", signature))
            self.assertFalse(verifies(public, message, signature[:-2] + "ff"))

    def test_the_vectors_of_wycheproof_are_judged_as_published(self):
        rows = vectors("ed25519/wycheproof.tsv")
        self.assertGreater(len(rows), 100)
        for verdict, public, message, signature, name in rows:
            self.assertEqual(verifies(public, message, signature), verdict == "valid", name)

    def test_edge_cases_are_read_strictly(self):
        rows = vectors("ed25519/edge-cases.tsv")
        self.assertGreater(len(rows), 50)
        for public, signature, message, words in rows:
            flags = set(words.split(","))
            strict = not flags & {"low_order_A", "non_canonical_A", "non_canonical_R", "low_order_residue",
                                  "reencoded_k"}
            self.assertEqual(verifies(public, message.encode().hex(), signature), strict, words)

    def test_public_keys_are_judged_by_the_rule_of_the_specification(self):
        rows = vectors("ed25519/keys.tsv")
        self.assertGreater(len(rows), 25)
        for verdict, public, name in rows:
            try:
                PublicKey(bytes.fromhex(public))
                good = True
            except Malformed:
                good = False
            self.assertEqual(good, verdict == "good", name)


class TreeTests(unittest.TestCase):
    """The reference leaves and proofs of Certificate Transparency."""

    def test_roots(self):
        leaves, edge = [], Edge()
        for data, root in vectors("rfc6962/roots.tsv"):
            leaves.append(leaf_hash(bytes.fromhex(data)))
            edge.append(leaves[-1])
            self.assertEqual((edge.root().hex(), root_of(leaves).hex()), (root, root))
        self.assertEqual(Edge().root(), EMPTY)

    def test_inclusion_proofs(self):
        for verdict, index, size, root, leaf, proof, name in vectors("rfc6962/inclusion.tsv"):
            number = int(index) if index.lstrip("-").isdigit() else -1
            found = is_included(bytes.fromhex(leaf), number, int(size), hashes(proof), bytes.fromhex(root))
            self.assertEqual(found, verdict == "good", name)

    def test_consistency_proofs(self):
        for verdict, old, new, old_root, new_root, proof, name in vectors("rfc6962/consistency.tsv"):
            found = is_consistent(int(old), as_hash(old_root), int(new), as_hash(new_root), hashes(proof))
            self.assertEqual(found, verdict == "good", name)


def as_hash(text: str) -> bytes:
    """Thirty-two bytes; some rows give words instead, of which only it counts whether they are equal."""
    data = bytes.fromhex(text) if re.fullmatch("(?:[0-9a-f]{2})*", text) else text.encode()
    return data if len(data) == 32 else hashlib.sha256(b"word" + data).digest()


def hashes(text: str) -> list[bytes]:
    """The hashes of a proof."""
    return [as_hash(each) for each in text.split(",")] if text else []


class NoteTests(unittest.TestCase):
    """Signed notes of golang.org/x/mod/sumdb/note (BSD-3-Clause) and of the shared files."""

    def opened(self, data: str, *keys: str) -> list[str]:
        """The names of those that signed."""
        return [each.name for each in Note.parsed(data.encode()).signers([VerifierKey.parsed(key) for key in keys])]

    def test_a_known_key_is_verified_and_an_unknown_one_let_pass(self):
        self.assertEqual(self.opened(TEXT + "\n" + BY_PETER + BY_ENOCH, PETER), ["PeterNeumann"])
        self.assertEqual(self.opened(TEXT + "\n" + BY_ENOCH, PETER), [])

    def test_a_known_key_that_fails_rejects_the_note(self):
        for bad in (TEXT.replace("you", "YOU", 1) + "\n" + BY_PETER, TEXT + "\n" + BY_PETER.replace("ZJku", "ZJkv"),
                    TEXT + "\n" + BY_PETER[:60] + "ABCD" + BY_PETER[60:]):
            with self.assertRaises(Malformed):
                self.opened(bad, PETER)

    def test_notes_that_are_none(self):
        bad = [TEXT, TEXT + "\n", TEXT + "\n" + BY_PETER[:-1], "\1" + TEXT + "\n" + BY_PETER,
               TEXT + "\n" + "\u2014 Bad Name x08go/ZJ=\n", TEXT + "\n" + BY_PETER + "Unexpected line.\n",
               TEXT + "\n" + BY_PETER * 101, TEXT + "\n\u2014 a+b x08go/ZJ\n", TEXT + "\n\u2013 a x08go/ZJ\n", ""]
        for data in bad:
            with self.assertRaises(Malformed, msg=data):
                Note.parsed(data.encode())
        with self.assertRaises(Malformed):
            Note.parsed(b"\xff" + (TEXT + "\n" + BY_PETER).encode())

    def test_a_hundred_signatures_are_read_and_names_are_bounded(self):
        self.assertEqual(len(Note.parsed((TEXT + "\n" + BY_PETER * 100).encode()).signatures), 100)
        for name, good in (("n" * 200, True), ("n" * 201, False), ("\u00e9" * 101, False), ("a\x7f", False),
                           ("a\x85b", False)):
            self.assertEqual(is_key_name(name), good, name)

    def test_verifier_keys_that_are_none(self):
        for start in range(len(PETER)):
            for end in range(start, len(PETER) + 1):
                if end - start < len(PETER):
                    self.refused(PETER[start:end])
        for at, each in enumerate(PETER):
            self.refused(PETER[:at] + chr(ord(each) + 1) + PETER[at + 1:])
        self.refused("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==")
        self.refused("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")

    def refused(self, text: str) -> None:
        """Whether it is no verifier key."""
        with self.assertRaises(Malformed, msg=text):
            VerifierKey.parsed(text)

    def test_the_shared_vectors_are_judged_as_published(self):
        for verdict, key, data, name in vectors("signed-note/notes.tsv"):
            try:
                holds = bool(self.opened(data.replace("\\n", "\n").replace("\\t", "\t"), key))
            except Malformed:
                holds = False
            self.assertEqual(holds, verdict == "good", name)
        for verdict, key in vectors("signed-note/keys.tsv"):
            if verdict == "good":
                VerifierKey.parsed(key)
            else:
                self.refused(key)

    def test_checkpoints_are_read_strictly(self):
        root = base64.b64encode(bytes(32)).decode()
        good = f"log\n7\n{root}\n"
        self.assertEqual(Checkpoint.parsed((good + "\n" + BY_PETER).encode()).size, 7)
        for bad in (f"log\n07\n{root}\n", f"log\n-7\n{root}\n", f"log\n+7\n{root}\n",
                    f"log\n9223372036854775808\n{root}\n",
                    f"log\n7\n{root[:-1]}\n", "log\n7\nYmFuYW5hcw==\n", f"\n7\n{root}\n", "log\n7\n",
                    f"log\n\n{root}\n",
                    f"log\n\u0667\n{root}\n", f"log\n7\n{root[:-2]}B=\n", f"log\n7\n{root}\n\nx\n"):
            with self.assertRaises(Malformed, msg=bad):
                Checkpoint.parsed((bad + "\n" + BY_PETER).encode())


if __name__ == "__main__":
    unittest.main()
