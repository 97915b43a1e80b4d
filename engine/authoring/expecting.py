"""What a case expects against what came out: differences, and names that a framework does not have."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from chamdiem.engine.words import formats
from chamdiem.rules.records.faults import Fault, Path
from chamdiem.rules.records.scalars import among, listed, points_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.engine.reading.documents import Document

Named = tuple[Path, str, "Sequence[str]"]
"""A name in a file of cases: where it stands, what it is, and those that may stand there."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that came out otherwise: `name` is the key of what was expected, `of` the criterion or measure.

    None is nothing: not scored, not rated.
    """

    name: str
    of: str
    expected: str | None
    found: str | None


def unknown_names(document: Document, named: Iterable[Named]) -> Iterator[Fault]:
    """Yield a fault for every name that is none of those that may stand there; of a name that is a key, at the key."""
    for path, name, allowed in named:
        if name not in allowed:
            details, is_key = {"name": shown(name)} | among(name, allowed), path[-1] == name
            yield Fault("case.unknown_name", path, details, place=document.place(path, of_key=is_key))


def found_text(value: object) -> str | None:
    """Return a value as it stands in a case file."""
    if isinstance(value, int):
        return points_text(value)
    if isinstance(value, Decimal):
        return formats.number(value, "en")
    return f"[{listed(value)}]" if isinstance(value, tuple) else None if value is None else str(value)


def quoted(text: str) -> str:
    """Return a text as YAML quotes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
