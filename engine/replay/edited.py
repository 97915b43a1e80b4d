"""Frameworks whose file is no longer the text that was used: found by their hashes, with what was edited and where."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
    from chamdiem.engine.reading.documents import Data
    from chamdiem.rules.records.faults import Fault, Path, Place

MAX_EDITS = 20
"""So many edits of one file are named."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One value that differs: its path in the file, what was used, what the file says now (None: not there)."""

    path: Path
    kept: str | None
    now: str | None
    place: Place

    @property
    def name(self) -> str:
        """The path as people follow it, positions counted from 1."""
        return " › ".join(str(step + 1) if isinstance(step, int) else step for step in self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A framework that was used under `kept` and whose file now has the hash `now`; None: the file is faulty now."""

    id: str
    kept: str
    now: str | None
    file: str
    edits: tuple[Edit, ...] = ()
    faults: tuple[Fault, ...] = ()


def edited_frameworks(used: Iterable[LoadedFramework], catalog: Catalog) -> list[Edited]:
    """Return the used frameworks that the catalog has under the same id with another content, by id."""
    known = [loaded for loaded in used if loaded.id in catalog.ids]
    found = (_edited(loaded, catalog) for loaded in sorted(known, key=lambda loaded: (loaded.id, loaded.hash)))
    return [item for item in found if item is not None]


def _edited(kept: LoadedFramework, catalog: Catalog) -> Edited | None:
    try:
        now = catalog.get(kept.id)
    except FaultyInput as error:
        file = next((fault.place.file for fault in error.faults if fault.place), kept.id)
        return Edited(id=kept.id, kept=kept.hash, now=None, file=file, faults=error.faults)
    if now.hash == kept.hash:
        return None
    edits = (
        Edit(path, old, new, now.document.place(path))
        for path, old, new in _differences((), kept.document.data, now.document.data)
    )
    return Edited(id=kept.id, kept=kept.hash, now=now.hash, file=now.file, edits=tuple(islice(edits, MAX_EDITS)))


def _differences(path: Path, old: Data, new: Data) -> Iterator[tuple[Path, str | None, str | None]]:
    """Yield the deepest places in which two documents differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _differences((*path, key), old.get(key), new.get(key))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        for number in range(max(len(old), len(new))):
            pair = (items[number] if number < len(items) else None for items in (old, new))
            yield from _differences((*path, number), *pair)
    elif old != new:
        yield path, _text(old), _text(new)


def _text(data: Data) -> str | None:
    """Return a value for people: of a list or a mapping, only that there is one."""
    return "…" if isinstance(data, dict | tuple) else data
