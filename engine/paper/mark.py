"""QR codes as inline SVG: of a signed checkpoint on paper, of an address on a slip. The only importer of `segno`."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from collections.abc import Iterator


QUIET, _SCALE = 4, 6
"""White modules around a QR code, as ISO 18004 wants them; dots of a picture to one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A QR code: `qr_path` is the path of an inline SVG whose view box has sides of `qr_side`."""

    qr_path: str
    qr_side: int


def qr_mark(text: str) -> Mark:
    """Return the code of a text; of a whole signed note: with it, paper and the public key suffice to check it."""
    code = segno.make_qr(text, error="m", boost_error=False)
    rows = tuple(tuple(row) for row in code.matrix_iter(border=QUIET))
    return Mark(qr_path="".join(_strokes(rows)), qr_side=len(rows))


def qr_picture(text: str) -> bytes:
    """Return the same code as a PNG file, for what cannot draw a path."""
    content = io.BytesIO()
    segno.make_qr(text, error="m", boost_error=False).save(content, kind="png", border=QUIET, scale=_SCALE)
    return content.getvalue()


def _strokes(rows: tuple[tuple[int, ...], ...]) -> Iterator[str]:
    """Yield the dark modules as rectangles, one for those that touch in a row."""
    for y, row in enumerate(rows):
        x = 0
        for dark, modules in groupby(row):
            width = len(tuple(modules))
            if dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
