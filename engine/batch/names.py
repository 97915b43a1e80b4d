"""Names of output files: plain ASCII that every system takes, sorted by month and cell, no two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MAX_SLUG = 60
"""So many characters of a cell's name are kept: Windows takes 260 for a whole path."""
_UNKNOWN = "chua-ro"
_STROKED = dict.fromkeys(map(ord, "ĐđÐðƉɖ"), "d")
"""đ, also as other alphabets have it."""


def slug(text: str) -> str:
    """Return text as small letters, digits and hyphens: “Chi bộ Đồi 1” is chi-bo-doi-1."""
    # đ is a letter of its own, not a d with a mark, so it does not come apart with the others: `_STROKED`.
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    latin = bare.translate(_STROKED).lower()
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:MAX_SLUG].rstrip("-")


def base_name(period: str | None, cell_id: str | None, cell_name: str | None, kind: str | None) -> str:
    """Return the name of one meeting's files, without an ending.

    The month comes first, so no name is one that Windows keeps for a device (CON, AUX), and months sort by time.
    """
    cell = [slug(part) for part in (cell_id, cell_name) if part]
    parts = [period or _UNKNOWN, *(part for part in cell if part)]
    if kind not in {None, "regular"}:
        parts.append(slug(kind or ""))
    return "_".join(parts if len(parts) > 1 else [*parts, _UNKNOWN])


def is_list_name(name: str) -> bool:
    """Tell whether a name is like those of the lists of a month: a cell may call itself “0”."""
    return name.partition("_")[2].startswith("0_")


def distinct(
    names: Sequence[str], sources: Sequence[str], taken: Callable[[str], bool] = lambda _name: False
) -> tuple[str, ...]:
    """Return names of which no two are alike: those that were, or are taken, get a mark made of what they stand for.

    The mark depends on the source alone (two cells whose ids differ in accents only), never on the order of the input.
    Sources that are alike, of which nothing tells which is which, are numbered.
    """
    shared = {name for name, count in Counter(names).items() if count > 1}
    marked = [
        f"{name}_{hashlib.sha256(source.encode()).hexdigest()[:8]}" if name in shared or taken(name) else name
        for name, source in zip(names, sources, strict=True)
    ]
    met: Counter[str] = Counter()
    for place, name in enumerate(marked):
        met[name] += 1
        marked[place] = name if met[name] == 1 else f"{name}-{met[name]}"
    return tuple(marked)
