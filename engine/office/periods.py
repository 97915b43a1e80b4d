"""The acts on several months: what a cell gets for a quarter, half-year or year, its sheet, the list of all cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chamdiem.engine.history.activity import activity_of
from chamdiem.engine.history.building import Gathered, gather_evaluations, gather_kept, with_predecessor
from chamdiem.engine.history.kept import KeptMonths, RecordsTold, RememberedEntries
from chamdiem.engine.history.periods import PeriodScorer
from chamdiem.engine.lists.files import PERIOD_FORMS, list_file
from chamdiem.engine.lists.periods import period_list, period_sheet
from chamdiem.engine.office.checking import evaluate_right, rating_of, read_cells
from chamdiem.engine.office.requests import WrongRequest, form_of
from chamdiem.engine.reading.items import unheard
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.identity import CellIndex, cell_key, key_of
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import day_text, month_text
from chamdiem.rules.records.scalars import ScalarError, listed, shown
from chamdiem.rules.records.written import read_word

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.history.periods import PeriodResult
    from chamdiem.engine.ledger.acting import DecidedBy
    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.ledger.contents import MeetingRef, PeriodDecision
    from chamdiem.engine.log.entry_view import EntryView
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.rules.language.framework import Period
    from chamdiem.rules.records.spans import MonthSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodSource:
    """From what several months are rated: a ledger, or files and folders of records; for which months, by what.

    `framework` is an id or a file; None: the one in force on the last day, for the organisation of the settings, or
    that of the records where all state the same one; named here, it scores the records that name none, too. `register`
    tells which cells there are, and since when; None: that of the settings. `active` says in which months a cell was
    active, where the register does not: all, or 2026-03..2026-12.

    Whoever knows the cells gives them as `cells`: then no register is read, and of others nothing is. `rule`: the
    framework itself, where whoever asks has it.
    """

    span: MonthSpan
    ledger: str | None = None
    inputs: tuple[File, ...] = ()
    framework: str | None = None
    register: File | None = None
    active: str | None = None
    cells: tuple[RegisteredCell, ...] = ()
    rule: LoadedFramework | None = None

    @property
    def files(self) -> tuple[File | str | None, ...]:
        """All that is read."""
        return (*self.inputs, self.ledger, self.framework, self.register)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRequest(PeriodSource):
    """Of which cell, by its id, the rating over several months is wanted."""

    cell: str


def rate_period(office: Office, asked: PeriodRequest, hear: Hear = unheard) -> PeriodResult:
    """Rate a cell over several months.

    Raises:
        FaultyInput: no framework has a rule for such months, or nothing is known of the cell.
    """
    return _Rating(office, asked, hear).of_cell(asked.cell)


def advise_on_period(
    office: Office, asked: PeriodRequest, target: str | None = None, hear: Hear = unheard
) -> tuple[PeriodResult, str | None]:
    """Rate a cell over several months, to tell what the open ones must bring for a rating, or for each.

    `target` is its id or title; what is returned beside the result is its id.

    Raises:
        WrongRequest: there is no such rating; it names those that there are.
    """
    found = rate_period(office, asked, hear)
    return found, rating_of(target, found.ratings, found.framework.id)


def write_period(
    office: Office, asked: PeriodRequest, output: File, consent: Consent, hear: Hear = unheard
) -> PeriodResult:
    """Rate a cell over several months, and write its sheet in the form of the file's suffix."""
    consent = office.consent(consent, asked.files, output)
    form = form_of(output, PERIOD_FORMS)
    found = rate_period(office, asked, hear)
    office.write(output, list_file(period_sheet(found, office.settings.paper), form), consent)
    return found


def write_year(
    office: Office, asked: PeriodSource, output: File, consent: Consent, hear: Hear = unheard
) -> tuple[PeriodResult, ...]:
    """Rate every cell over several months, and write the list of them in the form of the file's suffix."""
    consent = office.consent(consent, asked.files, output)
    form = form_of(output, PERIOD_FORMS)
    found = rate_cells(office, asked, hear)
    office.write(output, list_file(period_list(found, office.settings.paper), form), consent)
    return found


def rate_cells(office: Office, asked: PeriodSource, hear: Hear = unheard) -> tuple[PeriodResult, ...]:
    """Rate every cell of the register, or where there is none, every cell of which something is known.

    Raises:
        FaultyInput: there is no cell at all.
    """
    found = tuple(_Rating(office, asked, hear).of_all())
    if not found:
        raise FaultyInput([Fault("periods.nothing", details={"span": str(asked.span)})])
    return found


def decide_period(
    office: Office, asked: PeriodRequest, rating: str, by: Act | DecidedBy, hear: Hear = unheard
) -> EntryView:
    """Record the rating that is decided for a cell over several months, with what was computed and from what."""
    from chamdiem.engine.ledger import acting  # noqa: PLC0415 - most ratings are only looked at
    from chamdiem.engine.log.entry_view import Viewer  # noqa: PLC0415 - as above

    if asked.ledger is None:
        raise WrongRequest("usage.missing_argument", "ledger")
    found = rate_period(office, asked, hear)
    decision = decision_on(found, rating)
    with office.ledger(asked.ledger) as opened:
        return Viewer(opened).view(acting.decide_period(opened, found.framework, decision, by, office.clock.stamp()))


def decision_on(found: PeriodResult, rating: str) -> PeriodDecision:
    """Return that a rating, by its id or title, is decided on a result.

    Raises:
        FaultyInput: nobody says in which months the cell was active, or there is no such rating.
    """
    if found.activity.months is None:
        raise FaultyInput([Fault("periods.not_decided")])
    titles = {each.id: (each.title,) for each in found.ratings}
    try:
        return found.decision(read_word(rating, titles))
    except ScalarError as error:
        raise FaultyInput([Fault(error.code, details=error.details)]) from error


def note_not_held(office: Office, ledger: str, meeting: MeetingRef, act: Act) -> EntryView:
    """Record that a meeting was not held, see `acting.record_not_held`; of a month to come nobody knows it."""
    from chamdiem.engine.ledger import acting  # noqa: PLC0415 - as above
    from chamdiem.engine.log.entry_view import Viewer  # noqa: PLC0415 - as above

    today = office.clock.today()
    if meeting.period > f"{today.year:04}-{today.month:02}":
        details = {"month": month_text(meeting.period), "today": day_text(today)}
        raise FaultyInput([Fault("record.future_period", details=details)])
    with office.ledger(ledger) as opened:
        return Viewer(opened).view(acting.record_not_held(opened, meeting, act, office.clock.stamp()))


@dataclass(frozen=True, slots=True)
class CellRater:
    """Rates cells by one period of one framework. `active`: see `PeriodSource`; `gathered`: the cells by their keys."""

    scorer: PeriodScorer
    active: str | None
    gathered: Mapping[str, Gathered]

    def rated(self, gathered: Gathered, cell: RegisteredCell | None) -> PeriodResult:
        """Return what a cell gets; `cell` is what the register has of it.

        Raises:
            FaultyInput: what is said of the months in which it was active says nothing of this span.
        """
        span = self.scorer.span
        try:
            activity = activity_of(span, cell, gathered, self.active)
        except ScalarError as error:
            raise FaultyInput([Fault(error.code, details=error.details)]) from error
        inherited: tuple[tuple[str, str], ...] = ()
        if self.scorer.period.part_year.then == "predecessor" and len(activity.predecessors) == 1:
            before = self.gathered.get(key_of(activity.predecessors[0]))
            gathered = gathered if before is None else with_predecessor(gathered, before)
            activity = replace(activity, months=months_to(span, activity.months or ()))
        else:
            known = (self.gathered.get(key_of(name)) for name in activity.predecessors)
            inherited = tuple(cap for each in known if each is not None for cap in self.scorer.caps_of(each))
        timeline = gathered.timeline(span.months, activity)
        result = self.scorer.score(cell.id if cell else gathered.name, timeline, activity, inherited)
        called, above = (cell.name, cell.upper_org) if cell else (gathered.called, gathered.upper_org)
        return replace(result, called=called, upper_org=above)


class _Rating:
    """Rates cells by one period of one framework, from one source."""

    def __init__(self, office: Office, asked: PeriodSource, hear: Hear) -> None:
        self._office, self._asked = office, asked
        self._register = asked.cells or tuple(read_cells(office, asked.register, hear) or ())
        self._index: CellIndex[RegisteredCell] = CellIndex((cell.key, cell) for cell in self._register)
        self._read = () if asked.ledger else evaluate_right(office.preferring(asked.framework), asked.inputs, hear=hear)
        framework, period = period_for(office, asked, self._told)
        self.scorer = PeriodScorer(framework, period, asked.span)
        self._names: tuple[str, ...] = ()
        self._gathered = dict(self._gather())

    def of_cell(self, name: str) -> PeriodResult:
        found = self._index.find(cell_key(name, name, None)) or self._index.find(cell_key(name, None, None))
        registered = found[0] if len(found) == 1 else None
        gathered = self._gathered.get(key_of(registered.id if registered else name))
        if gathered is None and registered is None:
            cells = self._names or tuple(each.name for each in self._gathered.values())
            details = {"cell": shown(name), "cells": listed(cells), "span": str(self._asked.span)}
            raise FaultyInput([Fault("periods.no_cell" if cells else "periods.nothing", details=details)])
        return self._rated(gathered or nothing_of(registered, name), registered)

    def of_all(self) -> Iterator[PeriodResult]:
        for cell in self._register:
            yield self._rated(self._gathered.get(key_of(cell.id)) or nothing_of(cell, cell.id), cell)
        # whoever reported and stands in no register is not left out: the list asks when they were active
        known = {key_of(cell.id) for cell in self._register}
        others = sorted(key for key in self._gathered if key not in known)
        yield from (self._rated(self._gathered[key], None) for key in others)

    def _rated(self, gathered: Gathered, cell: RegisteredCell | None) -> PeriodResult:
        return CellRater(self.scorer, self._asked.active, self._gathered).rated(gathered, cell)

    def _told(self) -> RecordsTold:
        """Return what the records say of the organisation, and by which frameworks they were scored."""
        asked = self._asked
        if asked.ledger is None:
            return RecordsTold(
                organisations=frozenset(evaluation.record.organisation for evaluation in self._read),
                frameworks=frozenset(evaluation.framework.id for evaluation in self._read),
            )
        with self._office.ledger(asked.ledger) as opened:
            kept = KeptMonths(RememberedEntries(opened))
            cells = kept.cells(MEETING_KINDS, asked.span.months)
            return kept.told((cells[key] for key in self._wanted(cells)), asked.span.months)

    def _gather(self) -> Iterator[tuple[str, Gathered]]:
        asked, period = self._asked, self.scorer.period
        if asked.ledger is not None:
            with self._office.ledger(asked.ledger) as opened:
                kept = KeptMonths(RememberedEntries(opened))
                cells = kept.cells(period.records.kinds, asked.span.months)
                self._names = tuple(cells.values())
                for key in self._wanted(cells):
                    yield key, gather_kept(kept, period, cells[key], asked.span.months)
            return
        yield from gather_evaluations(self._read, period.records.layer).items()

    def _wanted(self, cells: Mapping[str, str]) -> Sequence[str]:
        """Return the cells that are to be read: of some, just these and those of which they were made."""
        if isinstance(self._asked, PeriodRequest):
            found = self._index.find(cell_key(self._asked.cell, self._asked.cell, None))
            names = {self._asked.cell}
        elif self._asked.cells:
            found, names = list(self._asked.cells), set()
        else:
            return tuple(cells)
        names |= {name for cell in found for name in (cell.id, *cell.predecessors)}
        wanted = {key_of(name) for name in names}
        return tuple(key for key in cells if key in wanted)


def months_to(span: MonthSpan, active: Sequence[str]) -> tuple[str, ...]:
    """Return the months of a span up to the last one in which a cell was active."""
    return tuple(month for month in span.months if active and month <= active[-1])


def nothing_of(cell: RegisteredCell | None, name: str) -> Gathered:
    """Return that no month is known of a cell; `name` is its id, where the register has none of it."""
    return Gathered(cell=cell.key if cell else cell_key(name, None, None), name=name)


def period_for(office: Office, asked: PeriodSource, told: Callable[[], RecordsTold]) -> tuple[LoadedFramework, Period]:
    """Return the framework that is named, or the one in force on the last day, and its rule for such a span.

    Where nobody names one or an organisation, the records are asked what is `told`: the organisation of all of them, or
    where they state none, the framework by which all were scored.

    Raises:
        FaultyInput: none is in force, or it has no such rule; or none is named, and there is no record to go by.
    """
    named = asked.rule or office.named(asked.framework or office.settings.framework)
    framework = named or _followed(office, asked, told)
    for period in framework.framework.periods:
        if period.over == asked.span.kind:
            return framework, period
    if named is None and not told().frameworks:  # why a framework rates no such span is nothing that anybody asked
        raise FaultyInput([Fault("periods.nothing", details={"span": str(asked.span)})])
    details = {"id": framework.id, "span": str(asked.span)}
    if reason := framework.framework.no_periods:
        raise FaultyInput([Fault("periods.no_rule_said", details=details | {"reason": reason.rstrip(".")})])
    raise FaultyInput([Fault("periods.no_rule", details=details)])


def _followed(office: Office, asked: PeriodSource, told: Callable[[], RecordsTold]) -> LoadedFramework:
    organisation, scored_by = office.settings.organisation, None
    if organisation is None:
        records = told()
        organisation = _only(records.organisations)
        scored_by = None if organisation else _only(records.frameworks)
    return office.named(scored_by) or office.catalog.in_force(asked.span.last_day, organisation, "regular")


def _only(found: Collection[str | None]) -> str | None:
    """Return the one of which all are; None where they differ."""
    return next(iter(found)) if len(found) == 1 else None
