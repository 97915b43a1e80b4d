"""Operations by which others check the ledger without it: what it holds now, and that an entry is in it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from threading import local
from typing import TYPE_CHECKING, Annotated

from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.proof.merkle import Tree, leaf_hash
from chamdiem.web.api.callers import ApiRequest
from chamdiem.web.api.door import Path, Query, operation
from chamdiem.web.api.organisations import find_entry
from chamdiem.web.api.problems import Problem
from chamdiem.web.api.shapes import CheckpointShape, ProofShape

if TYPE_CHECKING:
    from chamdiem.engine.ledger.store import Ledger

_CHECKING = (Deed.VERIFY, Deed.SEE)
Count = Annotated[int | None, Query(None, ge=1, le=2**53 - 1)]


@dataclass(slots=True)
class _Grown:
    """The tree over the entries of a ledger, as far as it was read, and the hash of the last of them."""

    tree: Tree = field(default_factory=Tree)
    last: str | None = None


_threads = local()


def tree_of(ledger: Ledger) -> tuple[Tree, str | None]:
    """Return the tree over a ledger's entries and the hash of the last one; only what is new is read.

    Raises:
        Damaged: the first entry that is not what it should be.
    """
    grown: _Grown | None = getattr(_threads, "grown", None)
    size = len(grown.tree) if grown else 0
    # a backup may have been put back meanwhile
    if grown is None or size > ledger.size() or (size and ledger.get(size).hash != grown.last):
        grown, size = _Grown(), 0
    for entry in ledger.entries(size + 1):
        grown.tree.append(leaf_hash(entry.canonical))
        grown.last = entry.hash
    _threads.grown = grown
    return grown.tree, grown.last


@operation("GET", "/checkpoint", {200: CheckpointShape}, deeds=_CHECKING)
def checkpoint(request: ApiRequest) -> CheckpointShape:
    """Return what the ledger holds now."""
    caller = request.auth
    if not any(caller.nodes(*_CHECKING)):
        raise Problem(404, "not_found")
    tree, last = tree_of(caller.house.ledger)
    return CheckpointShape(size=len(tree), root=_text(tree.root(len(tree))), head=last)


@operation("GET", "/proofs/{number}", {200: ProofShape}, deeds=_CHECKING, statuses=(422,))
def proof(request: ApiRequest, number: Annotated[int, Path(ge=1, le=2**53 - 1)], size: Count = None) -> ProofShape:
    """Return the proof that an entry is among the first entries of the ledger, by its place in the Merkle tree."""
    caller = request.auth
    found = find_entry(caller, number, *_CHECKING)
    tree, _ = tree_of(caller.house.ledger)
    wanted = len(tree) if size is None else size
    if not number <= wanted <= len(tree):
        raise Problem(422, "no_such_size", size=len(tree))
    return ProofShape(
        number=number,
        hash=found.hash,
        leaf=_text(leaf_hash(found.canonical)),
        index=number - 1,
        size=wanted,
        path=[_text(each) for each in tree.inclusion(number - 1, wanted)],
        root=_text(tree.root(wanted)),
    )


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
