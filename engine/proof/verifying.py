"""Check a checkpoint, a proof or a sheet with nothing but files: the ledger is not needed, nor is the network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.files.contents import bounded_content_of
from chamdiem.engine.ledger.contents import Seal
from chamdiem.engine.ledger.entries import Entry, NotCanonical, read_entry, sha256
from chamdiem.engine.proof.checkpoints import Checkpoint, believing, note_text, open_checkpoint
from chamdiem.engine.proof.proofs import Consistency, Inclusion, is_proof, read_proof
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from chamdiem.engine.proof.keys import PublicKey

MAX_SHEET = 256 * 1024 * 1024
SUFFIX = ".tlog-proof"
"""The file of a proof is named like the sheet's, with this behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found true: a checkpoint's signature; that an entry lies under it; that the entry seals the sheet.

    `older` is the checkpoint that was given, where the proof shows that it grew into `checkpoint`.
    """

    checkpoint: Checkpoint
    entry: Entry | None = None
    sheet: str | None = None
    older: Checkpoint | None = None


def verify(file: File, key: PublicKey, kept: Checkpoint | None, proof: File | None) -> Verified:
    """Check a file: a checkpoint, a proof, or a sheet whose proof lies beside it or is given.

    `kept` is a checkpoint that the reader trusts, having kept it: the proof must lead to it.

    Raises:
        FaultyInput: a file cannot be read, or something is not true; the fault says what.
    """
    content = bounded_content_of(file, MAX_SHEET)
    text = note_text(content)
    with believing(file, key):
        if proof is None and is_proof(text):
            return _proved(read_proof(text, key), kept, file)
        if proof is None and text.startswith(f"{key.name}\n"):
            return Verified(checkpoint=_same(open_checkpoint(text, key), kept, file))
    return _sheet(file, content, key, kept, proof or File(f"{file}{SUFFIX}"))


def _sheet(file: File, content: bytes, key: PublicKey, kept: Checkpoint | None, proof: File) -> Verified:
    with believing(proof, key):
        given = read_proof(note_text(bounded_content_of(proof, MAX_SHEET)), key)
    found = _proved(given, kept, proof)
    if found.entry is None or not isinstance(found.entry.content, Seal):
        raise refusal("proof.no_seal", proof)
    if found.entry.content.sheet != sha256(content):
        raise refusal("proof.other_sheet", file, number=str(found.entry.sequence))
    return Verified(checkpoint=found.checkpoint, entry=found.entry, sheet=str(file))


def _proved(proof: Inclusion | Consistency, kept: Checkpoint | None, file: File) -> Verified:
    if isinstance(proof, Consistency):
        if kept is None:
            raise refusal("proof.needs_older", file, size=str(proof.old))
        if not proof.holds(kept):
            raise refusal("proof.not_grown", file, old=str(kept.size), size=str(proof.checkpoint.size))
        return Verified(checkpoint=proof.checkpoint, older=kept)
    checkpoint = _same(proof.checkpoint, kept, file)
    if not proof.holds:
        raise refusal("proof.broken", file)
    try:
        entry = read_entry(proof.entry)
    except NotCanonical as error:
        raise refusal("proof.no_entry", file) from error
    if entry.sequence != proof.index + 1:
        raise refusal("proof.no_entry", file)
    return Verified(checkpoint=checkpoint, entry=entry)


def _same(checkpoint: Checkpoint, kept: Checkpoint | None, file: File) -> Checkpoint:
    """Return a checkpoint, provided that it says the same as the one that was kept."""
    # A valid signature is not enough for who kept a checkpoint: the key's owner could have signed two histories.
    if kept is not None and (checkpoint.size, checkpoint.root) != (kept.size, kept.root):
        code = "proof.forked" if checkpoint.size == kept.size else "proof.other_checkpoint"
        raise refusal(code, file, size=str(checkpoint.size), kept=str(kept.size))
    return checkpoint
