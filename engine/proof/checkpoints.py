"""Signed checkpoints: what a ledger held when it had so many entries, as C2SP tlog-checkpoint writes it.

Whoever keeps one elsewhere can tell later whether the first entries are still the same: a chain of hashes alone does
not show that its end was cut off, or that all of it was written anew.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.files.contents import bounded_content_of
from chamdiem.engine.proof.notes import MAX_SIZE, NoteError, from_base64, note_text, open_note, sign
from chamdiem.rules.language.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from pathlib import Path as File

    from chamdiem.engine.proof.keys import PrivateKey, PublicKey

_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The root over the first `size` entries of the ledger named `origin`, and the signed note that says so."""

    origin: str
    size: int
    root: bytes
    note: str


def make_checkpoint(size: int, root: bytes, key: PrivateKey) -> Checkpoint:
    """Sign a root. The origin is the key's name."""
    text = f"{key.name}\n{size}\n{base64.b64encode(root).decode()}\n"
    return Checkpoint(key.name, size, root, sign(text, key))


def read_checkpoint(file: File, key: PublicKey) -> Checkpoint:
    """Read a checkpoint's file and check its signature.

    Raises:
        FaultyInput: it cannot be read, is no checkpoint, or was not signed so by the key.
    """
    try:
        return open_checkpoint(note_text(bounded_content_of(file, MAX_SIZE)), key)
    except NoteError as error:
        details = {"origin": key.name, "id": key.id.hex()}
        raise FaultyInput([Fault(error.code, details=details, place=Place(str(file)))]) from error


def open_checkpoint(note: str, key: PublicKey) -> Checkpoint:
    """Return what a note says that a key has signed.

    Raises:
        NoteError: it is not to be believed, or is not a checkpoint of the key's ledger.
    """
    lines = open_note(note, key).removesuffix("\n").split("\n")
    if len(lines) < 3 or "" in lines or lines[0] != key.name or not _SIZE.fullmatch(lines[1]):  # noqa: PLR2004 - origin, size, root
        raise NoteError("note.no_checkpoint")
    root = from_base64(lines[2])
    if root is None or len(root) != 32:  # noqa: PLR2004 - bytes of a SHA-256
        raise NoteError("note.no_checkpoint")
    return Checkpoint(lines[0], int(lines[1]), root, note)
