"""The Merkle tree of RFC 6962 over a growing list of leaves: roots, proofs, and how each proof is checked.

A leaf is what was recorded, a root is 32 bytes that stand for all of it. An inclusion proof shows that one leaf lies
under a root, a consistency proof that an older root's leaves are the first ones under a newer root.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Proof = tuple[bytes, ...]

EMPTY_ROOT = sha256().digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf. Its first byte is 0x00 and that of a pair 0x01, so that none passes for the other."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a pair of subtrees."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows by leaf hashes; every complete subtree is hashed once, so any root or proof then costs little.

    Sizes and indices count leaves from 0; a `size` up to that of the tree asks about the tree as it was then.
    """

    def __init__(self, hashes: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in hashes:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._levels[0])

    @property
    def leaves(self) -> Sequence[bytes]:
        """The hashes of the leaves."""
        return self._levels[0]

    def append(self, leaf: bytes) -> None:
        """Add a leaf by its hash."""
        self._levels[0].append(leaf)
        for level, hashes in enumerate(self._levels):
            if len(hashes) % 2:
                return
            if level + 1 == len(self._levels):
                self._levels.append([])
            self._levels[level + 1].append(node_hash(*hashes[-2:]))

    def root(self, size: int) -> bytes:
        """Return the root over the first `size` leaves."""
        self._need(0 <= size <= len(self))
        return self._subtree(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int) -> Proof:
        """Return the proof that leaf `index` lies under the root over `size` leaves (RFC 6962, 2.1.1)."""
        self._need(0 <= index < size <= len(self))
        proof, start, end = [], 0, size
        while end - start > 1:
            split = _split(start, end)
            if index < split:
                proof.append(self._subtree(split, end))
                end = split
            else:
                proof.append(self._subtree(start, split))
                start = split
        return tuple(reversed(proof))

    def consistency(self, old: int, size: int) -> Proof:
        """Return the proof that the first `old` of `size` leaves are those of the older root (RFC 6962, 2.1.2)."""
        self._need(0 < old <= size <= len(self))
        proof, start, end = [], 0, size
        while end != old:
            split = _split(start, end)
            if old <= split:
                proof.append(self._subtree(split, end))
                end = split
            else:
                proof.append(self._subtree(start, split))
                start = split
        if start:
            proof.append(self._subtree(start, end))
        return tuple(reversed(proof))

    def _subtree(self, start: int, end: int) -> bytes:
        """Return the hash over leaves that the tree's own splits set apart; a complete one is at hand."""
        # Complete subtrees never change while the tree grows (which is why RFC 6962 splits at powers of two), so they
        # are kept: a proof in a ledger of a million entries needs some twenty hashes instead of a million.
        level = (end - start).bit_length() - 1
        if end - start == 1 << level:
            return self._levels[level][start >> level]
        split = _split(start, end)
        return node_hash(self._subtree(start, split), self._subtree(split, end))

    @staticmethod
    def _need(truth: bool) -> None:  # noqa: FBT001 - it is what must be true
        if not truth:
            raise IndexError


def _split(start: int, end: int) -> int:
    """Return where the left subtree ends: it has the largest power of two below the number of leaves."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def proves_inclusion(leaf: bytes, index: int, size: int, proof: Proof, root: bytes) -> bool:
    """Tell whether a proof shows that the leaf's data stands at `index` under a root over `size` leaves.

    The steps are those of RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf_hash(leaf)
    for other in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            found = node_hash(other, found)
            place, last = _climbed(place, last)
        else:
            found = node_hash(found, other)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def proves_consistency(old: int, size: int, proof: Proof, old_root: bytes, root: bytes) -> bool:
    """Tell whether a proof shows that the `old` leaves of one root are the first of the `size` leaves of another.

    The steps are those of RFC 9162, 2.1.4.2.
    """
    if old == size:
        return not proof and old_root == root
    if not 0 < old < size or not proof:
        return False
    if old & (old - 1) == 0:  # a complete tree's own root is where the climb begins
        proof = (old_root, *proof)
    place, last = old - 1, size - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    older = newer = proof[0]
    for other in proof[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            older, newer = node_hash(other, older), node_hash(other, newer)
            place, last = _climbed(place, last)
        else:
            newer = node_hash(newer, other)
        place, last = place >> 1, last >> 1
    return last == 0 and older == old_root and newer == root


def _climbed(place: int, last: int) -> tuple[int, int]:
    """Pass the levels on which a last node without a right neighbour stands for itself."""
    while place and not place % 2:
        place, last = place >> 1, last >> 1
    return place, last
