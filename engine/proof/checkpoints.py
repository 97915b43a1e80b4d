"""Signed checkpoints: what a ledger held when it had so many entries, as C2SP tlog-checkpoint writes it.

Whoever keeps one elsewhere can tell later whether the first entries are still the same: a chain of hashes alone does
not show that its end was cut off, or that all of it was written anew. A checkpoint is a C2SP signed-note: a text, a
blank line, and a line per signature.
"""

from __future__ import annotations

import base64
import binascii
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.files.contents import bounded_content_of
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File

    from chamdiem.engine.proof.keys import PrivateKey, PublicKey

MAX_SIZE = 64 * 1024
_DASH = "— "
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


class NoteError(ValueError):
    """A note, or a proof with one, that is not to be believed; `code` is the fault that says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@contextmanager
def believing(file: File, key: PublicKey) -> Iterator[None]:
    """Refuse a file whose note is not to be believed."""
    try:
        yield
    except NoteError as error:
        raise refusal(error.code, file, origin=key.name, id=key.id.hex()) from error


def note_text(content: bytes) -> str:
    """Return the text of a note's file: a code that was scanned may come with other line ends, and without the last."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    return text if text.endswith("\n") else f"{text}\n"


def sign(text: str, key: PrivateKey) -> str:
    """Return a note: the text, which ends with a newline, and the key's signature."""
    signature = base64.b64encode(key.public.id + key.sign(text.encode())).decode()
    return f"{text}\n{_DASH}{key.name} {signature}\n"


def open_note(note: str, key: PublicKey) -> str:
    """Return the text of a note that a key has signed. Signatures of other keys count for nothing.

    Raises:
        NoteError: it is no note, the key has not signed it, or its text is not what the key signed.
    """
    text, gap, lines = note.rpartition("\n\n")
    text += "\n"
    if not gap or not lines.endswith("\n") or len(note) > MAX_SIZE or any(c < " " and c != "\n" for c in note):
        raise NoteError("note.form")
    signatures = [_signature(line) for line in lines.removesuffix("\n").split("\n")]
    own = [content for name, number, content in signatures if (name, number) == (key.name, key.id)]
    if not own:
        raise NoteError("note.other_key")
    # All that claim to be by this key, not any: one false line of ours beside a true one is a forger's note.
    if not all(key.accepts(content, text.encode()) for content in own):
        raise NoteError("note.signature")
    return text


def _signature(line: str) -> tuple[str, bytes, bytes]:
    """Return who a line says has signed (name and key id), and the signature itself."""
    name, blank, encoded = line.removeprefix(_DASH).partition(" ")
    content = from_base64(encoded)
    if not line.startswith(_DASH) or not name or not blank or content is None or len(content) <= 4:  # noqa: PLR2004 - a key id takes four bytes
        raise NoteError("note.form")
    return name, content[:4], content[4:]


def from_base64(text: str) -> bytes | None:
    """Return what base64 stands for; None: it is not written in the one way in which these bytes can be."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    # Bits that no byte uses may be anything in base64; two spellings of one signature would be two notes to whoever
    # compares.
    return content if base64.b64encode(content).decode() == text else None


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
    """Read a checkpoint's file; refused unless it is one that the key has signed."""
    with believing(file, key):
        return open_checkpoint(note_text(bounded_content_of(file, MAX_SIZE)), key)


def open_checkpoint(note: str, key: PublicKey) -> Checkpoint:
    """Return what a note says that a key has signed, as `open_note`; it must be a checkpoint of the key's ledger."""
    lines = open_note(note, key).removesuffix("\n").split("\n")
    if len(lines) < 3 or "" in lines or lines[0] != key.name or not _SIZE.fullmatch(lines[1]):  # noqa: PLR2004 - origin, size, root
        raise NoteError("note.no_checkpoint")
    root = from_base64(lines[2])
    if root is None or len(root) != 32:  # noqa: PLR2004 - bytes of a SHA-256
        raise NoteError("note.no_checkpoint")
    return Checkpoint(lines[0], int(lines[1]), root, note)
