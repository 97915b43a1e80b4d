"""A checkpoint as it is printed: size, root, and the whole signed note as a QR code. The only importer of `segno`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

import segno

if TYPE_CHECKING:
    from collections.abc import Iterator


class Note(Protocol):
    """A signed checkpoint, as far as it is printed."""

    @property
    def origin(self) -> str:
        """The name of the ledger."""

    @property
    def size(self) -> int:
        """How many entries it stands for."""

    @property
    def root(self) -> bytes:
        """The root of the tree of those entries."""

    @property
    def note(self) -> str:
        """The whole text that was signed, with its signatures."""


QUIET = 4
"""White modules around a QR code, as ISO 18004 wants them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a sheet shows of a checkpoint. The root is in hexadecimal.

    The QR code holds the signed note, so that a sheet of paper and the public key suffice to check it. It is drawn by
    `qr_path`, the path of an inline SVG whose view box has sides of `qr_side`.
    """

    origin: str
    size: int
    root: str
    qr_path: str
    qr_side: int


def checkpoint_mark(checkpoint: Note) -> Mark:
    """Return what is printed of a checkpoint."""
    code = segno.make_qr(checkpoint.note, error="m", boost_error=False)
    rows = tuple(tuple(row) for row in code.matrix_iter(border=QUIET))
    return Mark(
        origin=checkpoint.origin,
        size=checkpoint.size,
        root=checkpoint.root.hex(),
        qr_path="".join(_strokes(rows)),
        qr_side=len(rows),
    )


def _strokes(rows: tuple[tuple[int, ...], ...]) -> Iterator[str]:
    """Yield the dark modules as rectangles, one for those that touch in a row."""
    for y, row in enumerate(rows):
        x = 0
        for dark, modules in groupby(row):
            width = len(tuple(modules))
            if dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
