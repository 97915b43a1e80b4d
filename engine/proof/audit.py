"""A ledger against a checkpoint that was signed earlier and kept elsewhere: is its beginning still the same?

The root alone tells that something differs. Which entry it is tells a list of what the leaves were, kept beside the
checkpoint: its own root must be the signed one, so it needs no signature.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from chamdiem.engine.files.contents import bounded_content_of
from chamdiem.engine.proof.merkle import Tree, leaf_hash
from chamdiem.rules.records.faults import Fault, Place, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path as File

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.proof.checkpoints import Checkpoint

MAX_LEAVES = 1 << 30
"""Bytes of a list of leaves: some fifteen million entries."""


def tree_of(ledger: Ledger) -> Tree:
    """Return the Merkle tree over a ledger's entries as they lie there."""
    return Tree(leaf_hash(row.content) for row in ledger.rows())


def leaves_text(tree: Tree) -> str:
    """Return a list of leaves: the hash of each entry's leaf, in hexadecimal, a line each."""
    return "".join(f"{leaf.hex()}\n" for leaf in tree.leaves)


def read_leaves(file: File, checkpoint: Checkpoint) -> Sequence[bytes]:
    """Read a list of leaves that belongs to a checkpoint: its root must be the signed one."""
    try:
        lines = bounded_content_of(file, MAX_LEAVES).decode("ascii").split()
        leaves = [bytes.fromhex(line) for line in lines[: checkpoint.size]]
    except ValueError as error:
        raise refusal("audit.no_leaves", file) from error
    if len(leaves) != checkpoint.size or Tree(leaves).root(checkpoint.size) != checkpoint.root:
        raise refusal("audit.other_leaves", file)
    return leaves


def check_against(tree: Tree, name: str, checkpoint: Checkpoint, leaves: Sequence[bytes] | None = None) -> list[Fault]:
    """Return what in the ledger of a name is no longer as a checkpoint says; nothing, if all of it is.

    With the checkpoint's list of leaves, the fault names the first entry that differs. What was added after the
    checkpoint does not matter.
    """
    details = {"size": str(checkpoint.size), "now": str(len(tree)), "next": str(len(tree) + 1)}
    if leaves is None:
        cut = len(tree) < checkpoint.size
        if not cut and tree.root(checkpoint.size) == checkpoint.root:
            return []
        return [Fault("audit.cut" if cut else "audit.changed", details=details, place=Place(name))]
    # A ledger that was cut is shorter than its list: the first missing entry is then the first that differs.
    pairs = zip_longest(leaves, tree.leaves[: checkpoint.size])
    first = next((number for number, (kept, now) in enumerate(pairs, 1) if kept != now), None)
    if first is None:
        return []
    code = "audit.cut_at" if first > len(tree) else "audit.changed_at"
    return [Fault(code, details=details | {"number": str(first)}, place=Place(name))]
