"""Signed notes and checkpoints: C2SP signed-note and tlog-checkpoint, with Ed25519 keys."""
from __future__ import annotations

import base64
import binascii
import dataclasses
import hashlib
import re
from collections.abc import Iterable

from verifier.ed25519 import PublicKey
from verifier.faults import Malformed
from verifier.tree import SIZE_MAX

ED25519 = 1
BYTES_MAX = 1 << 20
SIGNATURES_MAX = 100
NAME_BYTES_MAX = 200
DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
KEY_ID = re.compile(r"[0-9a-f]{8}")


def base64_bytes(text: str) -> bytes:
    """Standard base64 with padding, in its one canonical form."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as reason:
        raise Malformed(f"no base64: {reason}") from None
    if base64.b64encode(data).decode() != text:
        raise Malformed("base64 that is not canonical")
    return data


def hash_of(text: str) -> bytes:
    """A base64 line that must be one SHA-256."""
    data = base64_bytes(text)
    if len(data) != 32:
        raise Malformed(f"{len(data)} bytes where a hash has 32")
    return data


def decimal(text: str) -> int:
    """A number without leading zeros that fits a position."""
    if not DECIMAL.fullmatch(text) or int(text) > SIZE_MAX:
        raise Malformed("no decimal number without leading zeros")
    return int(text)


def is_key_name(name: str) -> bool:
    """From 1 to 200 bytes, without blanks, control characters or a plus."""
    return 0 < len(name.encode("utf-8", "surrogatepass")) <= NAME_BYTES_MAX and "+" not in name and \
        not any(each.isspace() or each < " " or each == "\x7f" for each in name)


@dataclasses.dataclass(frozen=True)
class VerifierKey:
    """A public key under its name: `name+id+base64(algorithm ‖ key)`."""
    text: str
    name: str
    number: bytes        # the key's id, four bytes
    public: PublicKey = dataclasses.field(compare=False, repr=False)

    @classmethod
    def parsed(cls, text: str) -> VerifierKey:
        """Reads a verifier key; its id must be the hash that the specification says."""
        parts = text.split("+", 2)
        if len(parts) != 3 or not is_key_name(parts[0]) or not KEY_ID.fullmatch(parts[1]):
            raise Malformed("no verifier key of the form name+id+key")
        data = base64_bytes(parts[2])
        if len(data) != 33 or data[0] != ED25519:
            raise Malformed("the verifier key is none of Ed25519")
        number = key_number(parts[0], data)
        if number.hex() != parts[1]:
            raise Malformed(f"the verifier key's id should be {number.hex()}")
        return cls(text, parts[0], number, PublicKey(data[1:]))


def key_number(name: str, data: bytes) -> bytes:
    """The id of a key: the first four bytes of SHA-256(name ‖ newline ‖ algorithm ‖ key)."""
    return hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]


@dataclasses.dataclass(frozen=True)
class Signature:
    """One line below a note."""
    name: str
    number: bytes
    data: bytes


@dataclasses.dataclass(frozen=True)
class Note:
    """A text and the signatures that stand below it, not yet verified."""
    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parsed(cls, data: bytes) -> Note:
        """Reads a signed note; the last empty line parts text and signatures."""
        if len(data) > BYTES_MAX:
            raise Malformed(f"a note of more than {BYTES_MAX} bytes")
        try:
            whole = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed("a note that is not UTF-8") from None
        if any(each < " " and each != "\n" for each in whole):
            raise Malformed("a note with control characters")
        at = whole.rfind("\n\n")
        if at < 0:
            raise Malformed("a note without an empty line before its signatures")
        text, below = whole[:at + 1], whole[at + 2:]
        if not below.endswith("\n"):
            raise Malformed("a note without a signature line that ends in a newline")
        lines = below[:-1].split("\n")
        if len(lines) > SIGNATURES_MAX:
            raise Malformed(f"a note with more than {SIGNATURES_MAX} signatures")
        return cls(text, tuple(signature_line(line) for line in lines))

    def signers(self, keys: Iterable[VerifierKey]) -> list[VerifierKey]:
        """Those of the keys that signed; one that is named but whose signature fails rejects the whole note."""
        found = []
        for signature in self.signatures:
            for key in keys:
                if (key.name, key.number) != (signature.name, signature.number):
                    continue
                if not key.public.verifies(signature.data, self.text.encode()):
                    raise Malformed(f"the signature of {key.name}+{key.number.hex()} does not hold")
                if key not in found:
                    found.append(key)
        return found


def signature_line(line: str) -> Signature:
    """Reads `— name base64`."""
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "\u2014" or not is_key_name(parts[1]):
        raise Malformed("a signature line that is not of its form")
    data = base64_bytes(parts[2])
    if len(data) < 5:
        raise Malformed("a signature line without a signature")
    return Signature(parts[1], data[:4], data[4:])


@dataclasses.dataclass(frozen=True)
class Checkpoint:
    """A tree head: whose log, how many leaves, which root."""
    origin: str
    size: int
    root: bytes
    note: Note

    @classmethod
    def parsed(cls, data: bytes) -> Checkpoint:
        """Reads a signed note whose text is a checkpoint; extension lines are let pass."""
        note = Note.parsed(data)
        lines = note.text[:-1].split("\n")
        if len(lines) < 3 or "" in lines:
            raise Malformed("a checkpoint of fewer than three lines, or with an empty one")
        return cls(lines[0], decimal(lines[1]), hash_of(lines[2]), note)
