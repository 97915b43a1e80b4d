"""The months of a cell as a ledger knows them: what of its meetings is in force, now or at an earlier moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from chamdiem.engine.history.timeline import CellMonth, Known
from chamdiem.engine.ledger.bodies import record_of
from chamdiem.engine.ledger.contents import KeptResult
from chamdiem.engine.ledger.states import state_of
from chamdiem.rules.language.faults import FaultyInput
from chamdiem.rules.language.meeting import MEETING_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.ledger.contents import KeptLayer
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.ledger.store import Ledger


MAX_REMEMBERED = 4096
"""Of so many meetings the entries are remembered: years of some hundred cells."""


class RememberedEntries:
    """The entries of a ledger to which nobody adds meanwhile, or of which what is added does not matter."""

    def __init__(self, ledger: Ledger) -> None:
        ledger.remember_cells()
        self.spelled_otherwise = ledger.spelled_otherwise
        self.about = lru_cache(MAX_REMEMBERED)(lambda meeting: tuple(map(_brief, ledger.about(meeting))))


def _brief(entry: Entry) -> Entry:
    """Return an entry without the bytes that were read, and without derivations, which are most of an evaluation."""
    content = entry.content
    if isinstance(content, KeptResult):
        layers = {name: _brief_layer(own) for name, own in content.layers.items()}
        return replace(entry, body={}, canonical=b"", read=replace(content, layers=layers))
    return replace(entry, canonical=b"", read=content)


def _brief_layer(layer: KeptLayer) -> KeptLayer:
    return layer if layer.result is None else replace(layer, result=replace(layer.result, derivation=None))


class KeptMonths:
    """The months of cells in a ledger.

    `size`: only what was known by its first so many entries; `left_out` is a meeting (see `entries.meeting_key`) that
    does not count, since a correction is about to take it back.
    """

    def __init__(
        self, ledger: Ledger | RememberedEntries, size: int | None = None, left_out: str | None = None
    ) -> None:
        self._ledger = ledger
        self._size = size
        self._left_out = left_out
        self._numbers: dict[str, int] = {}

    def number(self, source: str) -> int:
        """Return the number of an entry from which something that was told here follows, by its hash."""
        return self._numbers[source]

    def month(self, cell: str, period: str, layer: str = "self") -> CellMonth:
        """Return one month of a cell, by the id or the name that the ledger has it under, in any spelling."""
        states = list(self._states(cell, period))
        records = tuple(known for state in states if (known := _known(state, layer)) is not None)
        self._numbers |= {state.record.hash: state.record.sequence for state in states if state.record is not None}
        return CellMonth(period=period, state="held" if records else "unknown", records=records)

    def _states(self, cell: str, period: str) -> Iterator[MeetingState]:
        for kind in MEETING_KINDS:
            meeting = f"{kind}/{period}/{cell}"
            for each in sorted({meeting, *self._ledger.spelled_otherwise(meeting)}):
                entries = tuple(self._known(self._ledger.about(each))) if each != self._left_out else ()
                if entries:
                    yield state_of(entries)

    def _known(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        return (entry for entry in entries if self._size is None or entry.sequence <= self._size)


def _known(state: MeetingState, layer: str) -> Known | None:
    """Return a meeting that is in force; one whose record today's version cannot read is not known."""
    if state.record is None or state.evaluation is None or not isinstance(state.evaluation.content, KeptResult):
        return None
    result = state.evaluation.content
    day = dt.date.fromisoformat(state.evaluation.time[:10]) + dt.timedelta(days=1)
    try:
        record = record_of(state.record, day)
    except FaultyInput:
        return None
    scored = result.layers.get(layer)
    own = scored.result if scored is not None else None
    return Known(
        period=result.meeting.period,
        day=result.meeting.date,
        kind=result.meeting.kind,
        framework=result.framework,
        facts={key.subject: value for key, value in record.facts().items()},
        rating=own.rating if own else None,
        possible=own.possible if own else (),
        total=(own.least, own.most) if own else None,
        layer=layer,
        source=state.record.hash,
    )
