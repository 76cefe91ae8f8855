"""Proof files: C2SP tlog-proof, version 1."""
from __future__ import annotations

import dataclasses

from verifier.faults import Malformed
from verifier.notes import BYTES_MAX, Checkpoint, base64_bytes, decimal, hash_of
from verifier.tree import is_included

HEADER = "c2sp.org/tlog-proof@v1"
HASHES_MAX = 63


@dataclasses.dataclass(frozen=True)
class Proof:
    """That a record stands at an index of the log of a checkpoint."""
    extra: bytes | None
    index: int
    hashes: tuple[bytes, ...]
    checkpoint: Checkpoint

    @classmethod
    def parsed(cls, data: bytes) -> Proof:
        """Reads a proof file; its first empty line is followed by the checkpoint."""
        if len(data) > BYTES_MAX:
            raise Malformed(f"a proof of more than {BYTES_MAX} bytes")
        above, found, below = data.partition(b"\n\n")
        if not found:
            raise Malformed("a proof without an empty line before its checkpoint")
        try:
            lines = above.decode("utf-8").split("\n")
        except UnicodeDecodeError:
            raise Malformed("a proof that is not UTF-8") from None
        if lines.pop(0) != HEADER:
            raise Malformed(f"a proof whose first line is not {HEADER}")
        extra = base64_bytes(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
        if not lines or not lines[0].startswith("index "):
            raise Malformed("a proof without its index")
        index = decimal(lines.pop(0)[6:])
        if len(lines) > HASHES_MAX:
            raise Malformed(f"a proof of more than {HASHES_MAX} hashes")
        return cls(extra, index, tuple(map(hash_of, lines)), Checkpoint.parsed(below))

    def shows(self, leaf: bytes) -> bool:
        """Whether the leaf stands at the index of the checkpoint's tree."""
        return is_included(leaf, self.index, self.checkpoint.size, self.hashes, self.checkpoint.root)
