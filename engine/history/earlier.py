"""What a ledger proves of the facts of a record that its framework has from history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.history.kept import KeptMonths, RememberedEntries
from chamdiem.engine.ledger.contents import Correction
from chamdiem.engine.ledger.keys import SUBJECT
from chamdiem.engine.scoring.earlier import EarlierFact, EarlierFacts, EarlierMonth
from chamdiem.rules.analysis.history_facts import HistoryFacts
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.periods import period_kind
from chamdiem.rules.records.spans import months_between, span_around

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chamdiem.engine.history.kept import KeptFacts, KeptMonth
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.analysis.history_facts import Followed
    from chamdiem.rules.language.history import Window


def window(over: Window, period: str) -> tuple[str, ...]:
    """Return the months that are looked at for a record of a month: those of its span up to its own."""
    first = span_around(period, "year" if over == "year_to_date" else over).months[0]
    return months_between(first, period)


class History:
    """Tells of any record what a ledger knows of the months before it, and what follows from that."""

    def __init__(self, months: KeptMonths) -> None:
        self._months = months
        self._frameworks: dict[str, HistoryFacts] = {}

    def __call__(self, record: Record, loaded: LoadedFramework) -> EarlierFacts | None:
        """Return what earlier records say of a record's facts; None: its framework takes none from history.

        A record that does not say of which cell and month it is has no earlier records; nor has one of a longer period,
        or of a day.
        """
        if not loaded.framework.history:
            return None
        period, cell = month_of(record), record.cell_as_written
        if period is None or not cell:
            return EarlierFacts(facts={}, entries=())
        if loaded.hash not in self._frameworks:
            self._frameworks[loaded.hash] = HistoryFacts(loaded.framework)
        history, kinds = self._frameworks[loaded.hash], kinds_of(record)
        return earlier_facts(record, period, history, lambda month: self._months.month(cell, month, kinds))


def month_of(record: Record) -> str | None:
    """Return the month of a record; None: it does not say it, or is of another period."""
    return record.of_period if record.of_period is not None and period_kind(record.of_period) == "month" else None


def kinds_of(record: Record) -> tuple[str, ...]:
    """Return the kinds under which records of the same subject are kept."""
    return tuple(MEETING_KINDS) if record.shape.kind else (f"{SUBJECT}{record.shape.subject}",)


def earlier_facts(
    record: Record, period: str, history: HistoryFacts, month: Callable[[str], KeptMonth]
) -> EarlierFacts:
    """Return what the months up to that of a record say of its facts; `month` tells what is known of one."""
    windows = {name: window(fact.over, period) for name, fact in history.framework.history.items()}
    looked_at = sorted({each for months in windows.values() for each in months})
    own = _OwnRecord(record, period, kinds_of(record), history)
    return own.earlier(windows, {each: month(each) for each in looked_at})


class EarlierThen:
    """Tells what was known of earlier records when an evaluation was recorded: by the entries before its own."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._entries = RememberedEntries(ledger)

    def __call__(self, entry: Entry, record: Record, loaded: LoadedFramework) -> EarlierFacts | None:
        """Return what was known; what the correction took back with which it came was left out then, and is now."""
        left_out = _taken_back(self._ledger, entry)
        return History(KeptMonths(self._entries, entry.sequence - 1, left_out))(record, loaded)


def _taken_back(ledger: Ledger, entry: Entry) -> str | None:
    following = list(ledger.entries(entry.sequence + 1, entry.sequence + 1))
    taken_back = (
        each.content.meeting.key
        for each in following
        if isinstance(each.content, Correction) and each.content.by == entry.hash
    )
    return next(taken_back, None)


@dataclass(frozen=True, slots=True)
class _OwnRecord:
    """The record whose facts are asked for, among the months of its cell; `kinds` are all that its like are of."""

    record: Record
    period: str
    kinds: tuple[str, ...]
    history: HistoryFacts

    @property
    def kind(self) -> str | None:
        return self.record.kind if self.record.shape.kind else self.kinds[0]

    def earlier(self, windows: Mapping[str, tuple[str, ...]], months: Mapping[str, KeptMonth]) -> EarlierFacts:
        """Return what the months prove of each fact."""
        found = [self._fact(name, [months[period] for period in window]) for name, window in windows.items()]
        facts = {fact.name: fact for fact in found if fact is not None}
        entries = {entry.number: entry for fact in facts.values() for entry in fact.entries}
        return EarlierFacts(facts=facts, entries=tuple(entries[number] for number in sorted(entries)))

    def _fact(self, name: str, months: list[KeptMonth]) -> EarlierFact | None:
        kinds = self.history.framework.history[name].kinds or self.kinds
        places: list[Followed | None] = []
        seen, own = list[EarlierMonth](), None
        for month in months:
            records = self._records(month, kinds)
            own = len(places) + records.index(None) if None in records else own
            none_held = None if records else month.none_held(kinds, self.kind if self._is_of(month) else None)
            places += [self._followed(each) for each in records] or ([None] if none_held is None else [])
            entries = [each.entry for each in records if each is not None] or none_held or ()
            known, is_own = bool(records) or none_held is not None, None in records
            seen.append(EarlierMonth(period=month.period, known=known, entries=tuple(entries), own=is_own))
        ends = self.history.ends(name, places, len(places) if own is None else own)
        return None if ends is None else EarlierFact(name=name, least=ends.least, most=ends.most, months=tuple(seen))

    def _is_of(self, month: KeptMonth) -> bool:
        return month.period == self.period

    def _records(self, month: KeptMonth, kinds: tuple[str, ...]) -> list[KeptFacts | None]:
        """Return the records of a month that are looked at, by their days; None stands for the record itself."""
        dated: list[tuple[str, KeptFacts | None]] = [
            (kept.day.isoformat() if kept.day else "", kept)
            for kept in month.records
            # what the ledger has of the same meeting is what this record takes the place of
            if kept.kind in kinds and not (self._is_of(month) and kept.kind == self.kind)
        ]
        if self._is_of(month) and self.kind in kinds:
            dated.append((self.record.date.isoformat() if self.record.date else "", None))
        return [kept for _, kept in sorted(dated, key=lambda pair: pair[0])]

    def _followed(self, kept: KeptFacts | None) -> Followed:
        return self.history.followed(self.record.facts_by_name() if kept is None else kept.facts)
