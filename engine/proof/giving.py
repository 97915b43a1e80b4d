"""What a ledger gives out: signed checkpoints, proofs for those who keep one, seals of printed sheets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import Seal
from chamdiem.engine.ledger.entries import Entry, EntryKind, sha256
from chamdiem.engine.ledger.fsck import Checker
from chamdiem.engine.proof.audit import check_against, tree_of
from chamdiem.engine.proof.checkpoints import Checkpoint, make_checkpoint
from chamdiem.engine.proof.merkle import Tree, leaf_hash
from chamdiem.engine.proof.proofs import Consistency, Inclusion
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.proof.keys import PrivateKey


def sound_tree(ledger: Ledger, older: Checkpoint | None = None) -> Tree:
    """Return the tree over a ledger's entries, each checked as fsck does: nothing broken is ever signed, nor nothing.

    Raises:
        FaultyInput: the first entry that is not what it should be, what is wrong with the store, or that there is no
            entry; or the ledger is not what an older checkpoint says, for a key must not sign two histories.
    """
    # A signature is what outsiders believe instead of looking for themselves: all of fsck comes first, each time.
    checker, tree = Checker(), Tree()
    for row in ledger.rows():
        fault = checker.check(row)
        if fault is not None:
            raise FaultyInput([replace(fault, place=Place(ledger.name))])
        tree.append(leaf_hash(row.content))
    faults = [replace(setback.fault, place=Place(ledger.name)) for setback in checker.setbacks]
    faults += [*ledger.damages(), *(check_against(tree, ledger.name, older) if older else ())]
    if not checker.size:
        faults.append(Fault("proof.empty", place=Place(ledger.name)))
    if faults:
        raise FaultyInput(faults)
    return tree


def sign_state(tree: Tree, key: PrivateKey) -> Checkpoint:
    """Sign what a ledger holds now."""
    return make_checkpoint(len(tree), tree.root(len(tree)), key)


def prove_entry(ledger: Ledger, entry: Entry, checkpoint: Checkpoint) -> Inclusion:
    """Prove that an entry is among those of a checkpoint; refused where the ledger no longer is what that says."""
    if entry.sequence > checkpoint.size:
        raise refusal("proof.later", ledger.name, number=str(entry.sequence), size=str(checkpoint.size))
    path = _true_tree(ledger, checkpoint).inclusion(entry.sequence - 1, checkpoint.size)
    return Inclusion(entry=entry.canonical, index=entry.sequence - 1, path=path, checkpoint=checkpoint)


def prove_growth(ledger: Ledger, older: Checkpoint, newer: Checkpoint) -> Consistency:
    """Prove that the entries of an older checkpoint are the first ones of a newer one.

    Raises:
        FaultyInput: the older one is the larger or has no entries, or the ledger no longer is what one of them says.
    """
    if not 0 < older.size <= newer.size:
        raise refusal("proof.not_older", ledger.name, old=str(older.size), size=str(newer.size))
    path = _true_tree(ledger, older, newer).consistency(older.size, newer.size)
    return Consistency(old=older.size, path=path, checkpoint=newer)


def _true_tree(ledger: Ledger, *checkpoints: Checkpoint) -> Tree:
    tree = tree_of(ledger)
    faults = [fault for checkpoint in checkpoints for fault in check_against(tree, ledger.name, checkpoint)]
    if faults:
        raise FaultyInput(faults)
    return tree


def seal_sheet(ledger: Ledger, number: int, content: bytes, stamp: EntryStamp) -> Entry:
    """Record that a file is the sheet of an evaluation, known by its SHA-256: one byte changed, it is another one.

    Any form will do: HTML, PDF, Word, JSON, the scan of a signed sheet of paper.
    """
    evaluation = ledger.get(number)
    if evaluation.kind is not EntryKind.EVALUATION:
        raise refusal("ledger.not_evaluation", ledger.name, number=str(number))
    body = {"meeting": evaluation.body["meeting"], "evaluation": evaluation.hash, "sheet": sha256(content)}
    return ledger.append(EntryKind.SEAL, body, stamp)


def sealed(ledger: Ledger, content: bytes, name: str) -> Entry:
    """Return the seal of a file of exactly these bytes; refused by the file's name where there is none."""
    wanted = sha256(content)
    for row in ledger.rows():
        if wanted.encode() in row.content:  # reading every entry as JSON would take a hundred times as long
            entry = ledger.get(row.sequence)
            if isinstance(entry.content, Seal) and entry.content.sheet == wanted:
                return entry
    raise refusal("proof.not_sealed", name, hash=wanted[:12])
