"""The months of a cell as a ledger keeps them: the facts of its records in force, and who says that nobody met."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.bodies import framework_of, record_of
from chamdiem.engine.ledger.contents import KeptRecord, KeptResult, KeptText
from chamdiem.engine.ledger.states import state_of
from chamdiem.engine.scoring.earlier import EarlierEntry
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.identity import key_of
from chamdiem.rules.records.meeting import MEETING_KINDS, REGULAR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from chamdiem.engine.ledger.contents import KeptLayer
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.records.shape import RecordShape

MAX_REMEMBERED = 4096
"""Of so many meetings the entries are remembered: years of some hundred cells."""
MAX_MONTHS = 1024
"""So many months are kept of a ledger that is followed: a year of some 80 cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFacts:
    """One record in force: its kind, its day, and its facts by the names of fields; `entry` is where it is kept."""

    kind: str
    day: dt.date | None
    facts: Mapping[str, int]
    entry: EarlierEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMonth:
    """One month of a cell: its records, and by kind the entry that says that no such meeting was held."""

    period: str
    records: tuple[KeptFacts, ...] = ()
    not_held: Mapping[str, EarlierEntry] = field(default_factory=dict)

    def none_held(self, kinds: Collection[str], own: str | None = None) -> tuple[EarlierEntry, ...] | None:
        """Return the entries by which for certain no meeting of some kinds was held; None: there may have been one.

        `own` is the kind of the record that is scored, where it is of this month.
        """
        told: list[EarlierEntry] = []
        if not set(REGULAR).isdisjoint(kinds):
            said = [self.not_held[kind] for kind in REGULAR if kind in self.not_held]
            other = [each.entry for each in self.records if each.kind in REGULAR]
            if not said and not other and own not in REGULAR:
                return None
            told += said or other
        if not set(REGULAR).issuperset(kinds):
            if "thematic" not in self.not_held:
                return None
            told.append(self.not_held["thematic"])
        return tuple(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsTold:
    """Which organisations some records state (None: some state none), and by which frameworks they were scored."""

    organisations: frozenset[str | None]
    frameworks: frozenset[str]


class RememberedEntries:
    """The entries of a ledger to which nobody adds meanwhile, or of which what is added does not matter."""

    def __init__(self, ledger: Ledger) -> None:
        ledger.remember_cells()
        self.framework = cache(ledger.framework)
        self.shapes: dict[str, RecordShape] = {}
        self.meetings = ledger.meetings
        self.spellings = ledger.spellings
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
        self._shapes = ledger.shapes if isinstance(ledger, RememberedEntries) else {}

    def cells(self, kinds: Collection[str], months: Iterable[str]) -> dict[str, str]:
        """Return the cells that have entries of some kinds in some months: how each is written, by its key."""
        keys = (key for month in months for kind in kinds for key in self._ledger.meetings(kind, month))
        found: dict[str, str] = {}
        for written in (key.split("/", 2)[2] for key in keys):
            found.setdefault(key_of(written), written)
        return found

    def meetings(self, cell: str, period: str, kinds: Collection[str]) -> Iterator[tuple[str, MeetingState]]:
        """Yield the meetings of a cell in a month with their kinds, by its id or name in any spelling."""
        for kind in kinds:
            for each in self._ledger.spellings(f"{kind}/{period}/{cell}"):
                entries = tuple(self._known(self._ledger.about(each))) if each != self._left_out else ()
                if entries:
                    yield kind, state_of(entries)

    def month(self, cell: str, period: str, kinds: Collection[str] = tuple(MEETING_KINDS)) -> KeptMonth:
        """Return one month of a cell, by the id or the name that the ledger has it under, in any spelling."""
        records: list[KeptFacts] = []
        not_held: dict[str, EarlierEntry] = {}
        for kind, state in self.meetings(cell, period, kinds):
            if state.not_held is not None:
                not_held[kind] = _named(state.not_held)
            elif state.record is not None and (record := self.record(state)) is not None:
                facts, entry = record.facts_by_name(), _named(state.record)
                records.append(KeptFacts(kind=kind, day=record.date, facts=facts, entry=entry))
        return KeptMonth(period=period, records=tuple(records), not_held=not_held)

    def told(self, cells: Iterable[str], months: Collection[str]) -> RecordsTold:
        """Return what the records in force of some cells state, and by which frameworks they were scored."""
        states = [state for cell in cells for each in months for _, state in self.meetings(cell, each, MEETING_KINDS)]
        kept = [state.record.content for state in states if state.record is not None]
        results = [state.evaluation.content for state in states if state.evaluation is not None]
        return RecordsTold(
            organisations=frozenset(each.data.get("organisation") for each in kept if isinstance(each, KeptRecord)),
            frameworks=frozenset(self.framework_id(each.framework) for each in results if isinstance(each, KeptResult)),
        )

    def record(self, state: MeetingState) -> Record | None:
        """Return the record of a meeting in force; None: there is none, or today's version cannot read it."""
        if state.record is None or state.evaluation is None or not isinstance(state.evaluation.content, KeptResult):
            return None
        day = dt.date.fromisoformat(state.evaluation.time[:10]) + dt.timedelta(days=1)
        try:
            return record_of(state.record, day, self._shape(state.evaluation.content.framework))
        except FaultyInput:
            return None

    def framework_id(self, framework: str) -> str:
        """Return the id of a framework by its hash; blank where the ledger has none of it."""
        entry = self._ledger.framework(framework)
        return entry.content.id if entry is not None and isinstance(entry.content, KeptText) else ""

    def _shape(self, framework: str) -> RecordShape:
        """Return the shape of the records of a framework by its hash, with the inputs that it declares."""
        if framework not in self._shapes:
            entry = self._ledger.framework(framework)
            if entry is None:
                raise FaultyInput([Fault("replay.no_framework", details={"hash": framework[:12]})])
            self._shapes[framework] = framework_of(entry).framework.shape
        return self._shapes[framework]

    def _known(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        return (entry for entry in entries if self._size is None or entry.sequence <= self._size)


class FollowedMonths(KeptMonths):
    """The months of cells in a ledger to which others write: one is read once for as long as its cell has no more."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        ledger.follow_cells()
        self._mark = ledger.cell_mark
        self._kept = lru_cache(MAX_MONTHS)(self._month)

    def month(self, cell: str, period: str, kinds: Collection[str] = tuple(MEETING_KINDS)) -> KeptMonth:
        """Return one month of a cell, as of any ledger."""
        return self._kept(cell, period, tuple(kinds), self._mark(cell))

    def _month(self, cell: str, period: str, kinds: tuple[str, ...], _mark: tuple[int, int]) -> KeptMonth:
        return super().month(cell, period, kinds)


def _named(entry: Entry) -> EarlierEntry:
    return EarlierEntry(number=entry.sequence, hash=entry.hash)
