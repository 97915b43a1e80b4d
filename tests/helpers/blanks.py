"""Workbooks to be filled in, each made once for each process that tests: the same input gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.workbooks.workbook import blank_workbook

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.engine.texts import Lang

_made: dict[tuple[int, tuple[RegisteredCell, ...], Lang], tuple[LoadedFramework, bytes]] = {}


def blank(loaded: LoadedFramework, cells: tuple[RegisteredCell, ...] = (), lang: Lang = "vi") -> bytes:
    """Return a blank workbook of a framework, for some cells."""
    asked = (id(loaded), cells, lang)
    if asked not in _made:
        # the framework is kept beside what was made of it, so that no other one can get its id
        _made[asked] = (loaded, blank_workbook(loaded, cells, lang))
    return _made[asked][1]
