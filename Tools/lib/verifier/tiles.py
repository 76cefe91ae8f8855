"""The tree over the records, held against the tiles, and its root at every size that is asked for."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from verifier.database import rows
from verifier.faults import Findings
from verifier.tree import Edge, full_root

WIDTH = 256
HASH = 32
LEVELS = 7


def place_of(level: int, number: int) -> int:
    """The place of a tile in the order of writing; of those that one event fills, the lower comes first."""
    end = (number + 1) << 8 * (level + 1)
    below = sum(end >> 8 * (each + 1) for each in range(level))
    above = sum((end - 1) >> 8 * (each + 1) for each in range(level + 1, LEVELS))
    return below + number + above


class TreeCheck:
    """Grows the tree leaf by leaf. A missing leaf is taken from its tile, or else nothing behind it has a root."""

    def __init__(self, findings: Findings, connection: sqlite3.Connection | None, asked: Iterable[int]) -> None:
        """Without a connection there are no tiles to compare with, only roots."""
        self.findings, self.connection = findings, connection
        self.asked = sorted(set(asked), reverse=True)
        self.roots: dict[int, bytes] = {}
        self.number = 0                        # of the tile that is being filled
        self.leaves: list[bytes | None] = []   # of that tile
        self.edge: Edge | None = Edge()        # None behind a leaf that nobody knows
        self.upper: list[list[bytes | None]] = [[] for _ in range(LEVELS)]
        self.seen: set[tuple[int, int]] = set()

    @property
    def size(self) -> int:
        """The number of leaves so far."""
        return self.number * WIDTH + len(self.leaves)

    def add_at(self, position: object, leaf: bytes) -> None:
        """The leaf of a position, unless it comes out of turn."""
        if position == self.number * WIDTH + len(self.leaves):
            self.add(leaf)

    def add(self, leaf: bytes) -> None:
        """The next leaf."""
        self.leaves.append(leaf)
        if len(self.leaves) == WIDTH:
            self.close()

    def skip(self, end: int) -> None:
        """The leaves up to `end` are missing: what a tile knows of them is taken from it."""
        while self.size < end:
            hashes = self.stored_hashes(0, self.number)
            upto = min(WIDTH, end - self.number * WIDTH)
            if hashes:
                self.leaves += hashes[len(self.leaves):upto]
            elif upto < WIDTH:
                self.leaves += [None] * (upto - len(self.leaves))
            else:
                self.jump(end)
                return
            if len(self.leaves) == WIDTH:
                self.close()

    def jump(self, end: int) -> None:
        """Goes on behind leaves of which nothing is known."""
        known = [leaf for leaf in self.leaves if leaf is not None]
        if len(known) == len(self.leaves):
            self.answer(known)
        self.edge = None
        self.number, self.leaves = end // WIDTH, [None] * (end % WIDTH)
        self.upper = [[None] * (self.number >> 8 * level & 255) for level in range(LEVELS)]

    def stored(self, level: int, number: int) -> tuple[Any, Any] | None:
        """Hashes and root of a tile as the file has them."""
        if self.connection is None:
            return None
        self.seen.add((level, number))
        try:
            query = "SELECT hashes, root FROM tile WHERE level = ? AND number = ?"
            return self.connection.execute(query, (level, number)).fetchone()
        except (sqlite3.Error, OverflowError) as reason:
            self.findings.add("damaged", f"tile ({level}, {number})", "a row that can be read", reason)
            return None

    def stored_hashes(self, level: int, number: int) -> list[bytes] | None:
        """The hashes of a tile, where it has them."""
        row = self.stored(level, number)
        if row is None or not isinstance(row[0], bytes) or len(row[0]) != WIDTH * HASH:
            return None
        return [row[0][at:at + HASH] for at in range(0, WIDTH * HASH, HASH)]

    def close(self) -> None:
        """A tile of leaves is full: compares it, and goes on with its root."""
        leaves, known = self.leaves, [leaf for leaf in self.leaves if leaf is not None]
        root = full_root(known) if len(known) == WIDTH else None
        if self.connection is not None:
            self.compare(0, self.number, leaves, root)
        if root is None or self.edge is None:
            self.edge = None
        else:
            self.answer(known)
            self.edge.append(root, 8)
            self.answer_whole()
        self.number, self.leaves = self.number + 1, []
        self.climb(0, root)

    def climb(self, level: int, root: bytes | None) -> None:
        """Adds a full tile's root to the tile above it."""
        if level + 1 >= LEVELS:
            return
        above = self.upper[level]
        above.append(root)
        if len(above) < WIDTH:
            return
        known = [node for node in above if node is not None]
        node = full_root(known) if len(known) == WIDTH else None
        if self.connection is not None:
            self.compare(level + 1, (self.number >> 8 * (level + 1)) - 1, above, node)
        self.upper[level] = []
        self.climb(level + 1, node)

    def compare(self, level: int, number: int, nodes: list[bytes | None], root: bytes | None) -> None:
        """Holds a full tile against the file's."""
        place, row = f"tile ({level}, {number})", self.stored(level, number)
        first = number << 8 * (level + 1)   # the position of the first event below it
        if row is None:
            self.findings.add("tile", place, "a row", None, first)
            return
        hashes, stored_root = row
        if not isinstance(hashes, bytes) or len(hashes) != WIDTH * HASH:
            self.findings.add("tile", f"{place}, column hashes", f"{WIDTH * HASH} bytes", "something else", first)
        elif None in nodes or b"".join(nodes) != hashes:  # type: ignore[arg-type]
            self.compare_hashes(level, number, nodes, hashes)
        if root is not None and stored_root != root:
            self.findings.add("tile", f"{place}, column root", root, stored_root, first)

    def compare_hashes(self, level: int, number: int, nodes: list[bytes | None], hashes: bytes) -> None:
        """Names each hash that differs; one of level 0 with its event."""
        for index, node in enumerate(nodes):
            stored = hashes[index * HASH:(index + 1) * HASH]
            if node is not None and node != stored:
                at = number * WIDTH + index
                what = f"leaf of event {at}" if level == 0 else f"root of tile ({level - 1}, {at})"
                self.findings.add("tile", f"tile ({level}, {number}), hash {index}: {what}", node, stored,
                                  at if level == 0 else None)

    def answer(self, leaves: list[bytes]) -> None:
        """Roots that were asked for at sizes within the tile that is at hand."""
        start = self.number * WIDTH
        if self.edge is None or not self.asked or self.asked[-1] >= start + WIDTH:
            return
        edge = self.edge.copy()
        while self.asked and self.asked[-1] <= start + len(leaves) and self.asked[-1] < start + WIDTH:
            wanted = self.asked.pop()
            while edge.size < wanted:
                edge.append(leaves[edge.size - start])
            if edge.size == wanted:
                self.roots[wanted] = edge.root()

    def answer_whole(self) -> None:
        """The root that was asked for at the size just reached."""
        if self.edge is not None and self.asked and self.asked[-1] == self.edge.size:
            self.roots[self.asked.pop()] = self.edge.root()

    def finish(self) -> bytes | None:
        """Answers what is left and returns the root of the whole; None when a leaf is unknown."""
        if self.edge is None or None in self.leaves:
            return None
        known = [leaf for leaf in self.leaves if leaf is not None]
        self.answer(known)
        edge = self.edge.copy()
        for leaf in known:
            edge.append(leaf)
        self.answer_whole()
        return edge.root()

    def check_places(self, size: int) -> None:
        """Every row of the table: where it stands, and that it is one of the full tiles."""
        if self.connection is None:
            return
        expected = 0
        for batch in rows(self.connection, self.findings, "tile", "place", "place, level, number"):
            for place, level, number in batch:
                if place != expected:
                    self.findings.add("tile", f"place {place}", f"place {expected}", place)
                expected = place + 1 if isinstance(place, int) else expected + 1
                self.check_place(place, level, number, size)

    def check_place(self, place: object, level: object, number: object, size: int) -> None:
        """One row of the table."""
        if not isinstance(level, int) or not isinstance(number, int) or not 0 <= level < LEVELS or number < 0 \
                or (number + 1) << 8 * (level + 1) > size:
            self.findings.add("tile", f"place {place}: tile ({level}, {number})", "no such row", "a row")
        elif place != place_of(level, number):
            self.findings.add("tile", f"tile ({level}, {number}), column place", place_of(level, number), place)
