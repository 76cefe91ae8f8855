"""The Merkle tree of RFC 9162 § 2.1 (as RFC 6962): hashes, roots, proofs."""
from __future__ import annotations

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()
SIZE_MAX = 2**63 - 1   # what a position column can count


def leaf_hash(record: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\0" + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an interior node."""
    return hashlib.sha256(b"\1" + left + right).digest()


def full_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of nodes."""
    sha256, level = hashlib.sha256, list(hashes)
    while len(level) > 1:
        pairs = iter(level)
        level = [sha256(b"\1" + left + right).digest() for left, right in zip(pairs, pairs)]
    return level[0]


class Edge:
    """The right edge of a growing tree: the roots of its perfect subtrees, largest first."""

    def __init__(self) -> None:
        self.size = 0
        self.nodes: list[bytes] = []

    def copy(self) -> Edge:
        """An edge that can grow apart from this one."""
        other = Edge()
        other.size, other.nodes = self.size, self.nodes.copy()
        return other

    def append(self, node: bytes, level: int = 0) -> None:
        """Adds the root of a perfect subtree of 2^level leaves; the size must be a multiple of that."""
        self.size += 1 << level
        merged = self.size >> level
        while not merged & 1:
            node = node_hash(self.nodes.pop(), node)
            merged >>= 1
        self.nodes.append(node)

    def root(self) -> bytes:
        """The root of the tree so far."""
        if not self.nodes:
            return EMPTY
        node = self.nodes[-1]
        for left in reversed(self.nodes[:-1]):
            node = node_hash(left, node)
        return node


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over any number of leaf hashes."""
    edge = Edge()
    for leaf in leaves:
        edge.append(leaf)
    return edge.root()


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows the leaf at the index of the tree, RFC 9162 § 2.1.3.2."""
    if not 0 <= index < size or len(leaf) != len(EMPTY):
        return False
    at, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(sibling, node)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows the new tree to begin with the old one, which is not empty, § 2.1.4.2."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for node in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(node, first), node_hash(node, second)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, node)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root
