"""Proof files: what a ledger gives out so that others can check it without the ledger.

An inclusion proof is a C2SP tlog-proof: the entry's canonical bytes as its extra data, the place, the hashes, and the
signed checkpoint. A consistency proof is the body of a C2SP tlog-witness request: the old size, the hashes, and the
newer signed checkpoint.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.proof.checkpoints import Checkpoint, NoteError, from_base64, open_checkpoint
from chamdiem.engine.proof.merkle import Proof, proves_consistency, proves_inclusion

if TYPE_CHECKING:
    from chamdiem.engine.proof.keys import PublicKey

HASH = 32
"""Bytes of a SHA-256."""
_HEAD = "c2sp.org/tlog-proof@v1"
_INCLUSION = re.compile(rf"{re.escape(_HEAD)}\nextra (?P<extra>\S+)\nindex (?P<number>0|[1-9]\d{{0,17}})\n", re.ASCII)
_CONSISTENCY = re.compile(r"old (?P<number>0|[1-9]\d{0,17})\n", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """An entry's bytes stand at `index` (from 0) under a checkpoint's root."""

    entry: bytes
    index: int
    path: Proof
    checkpoint: Checkpoint

    @property
    def text(self) -> str:
        """The proof as it is kept in a file."""
        head = f"{_HEAD}\nextra {base64.b64encode(self.entry).decode()}\nindex {self.index}\n"
        return f"{head}{_lines(self.path)}\n{self.checkpoint.note}"

    @property
    def holds(self) -> bool:
        """Whether the hashes lead to the root."""
        return proves_inclusion(self.entry, self.index, self.checkpoint.size, self.path, self.checkpoint.root)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """The first `old` entries under a checkpoint's root are those of an older one."""

    old: int
    path: Proof
    checkpoint: Checkpoint

    @property
    def text(self) -> str:
        """The proof as it is kept in a file."""
        return f"old {self.old}\n{_lines(self.path)}\n{self.checkpoint.note}"

    def holds(self, older: Checkpoint) -> bool:
        """Tell whether the hashes lead from the root of an older checkpoint to the newer one's."""
        newer = self.checkpoint
        same = older.size == self.old
        return same and proves_consistency(self.old, newer.size, self.path, older.root, newer.root)


def is_proof(text: str) -> bool:
    """Tell whether a text begins as a proof."""
    return bool(_INCLUSION.match(text) or _CONSISTENCY.match(text))


def read_proof(text: str, key: PublicKey) -> Inclusion | Consistency:
    """Read a proof and check the signature of its checkpoint; whether the proof holds is still to be asked.

    Raises:
        NoteError: it is no proof, or its checkpoint is not to be believed.
    """
    inclusion, consistency = _INCLUSION.match(text), _CONSISTENCY.match(text)
    head = inclusion or consistency
    if head is None:
        raise NoteError("proof.form")
    # The line break in front makes an empty proof look like any other: a ledger of one entry has no hashes to show.
    hashes, gap, note = f"\n{text[head.end() :]}".partition("\n\n")
    path = tuple(filter(None, map(from_base64, hashes.split("\n")[1:])))
    entry = from_base64(inclusion["extra"]) if inclusion else b""
    if not gap or len(path) != hashes.count("\n") or any(len(h) != HASH for h in path) or entry is None:
        raise NoteError("proof.form")
    number, checkpoint = int(head["number"]), open_checkpoint(note, key)
    if inclusion:
        return Inclusion(entry=entry, index=number, path=path, checkpoint=checkpoint)
    return Consistency(old=number, path=path, checkpoint=checkpoint)


def _lines(path: Proof) -> str:
    return "".join(f"{base64.b64encode(step).decode()}\n" for step in path)
