"""Rate a cell over a period: what its months are, what they may still come to, and what follows for every rating."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeGuard

from chamdiem.engine.ledger.contents import PeriodDecision
from chamdiem.rules.analysis.joint import PeriodRules
from chamdiem.rules.language.period_framework import with_caps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.history.building import Gathered
    from chamdiem.engine.history.timeline import CellMonth, Known, Timeline
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.analysis.prospects import Prospect
    from chamdiem.rules.analysis.record_options import Options, PossibleRecord
    from chamdiem.rules.language.framework import Period, Rating
    from chamdiem.rules.records.spans import MonthSpan

PeriodStatus = Literal["rated", "open", "unresolved", "not_rated", "asked", "unrated"]
NOTHING: Options = frozenset({None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """In which months of a period a cell was active, and who says so: register, said, or reports of all its months.

    `months` is None where nobody says it: then it is asked. `predecessors`: the cells of which it was made.
    """

    months: tuple[str, ...] | None
    by: Literal["register", "said", "reports", ""] = ""
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """One record that is expected of a month, or one more of it; `record` is None where none is known."""

    month: CellMonth
    record: Known | None
    options: Options

    @property
    def is_open(self) -> bool:
        """Whether it may still come to several things."""
        return len(self.options) > 1


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows from it is worked out once
class PeriodResult:
    """What a cell gets for a period.

    rated: the `rating` is certain. open: it is not. unresolved, not_rated: the cell was active in a part of the period
    only, and the framework says what that means. asked: nobody says in which months it was active. unrated: no rating
    applies. `foreign`: records of frameworks whose ratings do not count; `doubled`: months with several
    records. `cell` is its id, `called` its name. `inherited`: the caps that follow it from a cell of
    which it was made, each with that cell.
    """

    cell: str
    called: str = ""
    upper_org: str | None = None
    framework: LoadedFramework
    period: Period
    span: MonthSpan
    timeline: Timeline
    activity: Activity
    rules: PeriodRules
    slots: tuple[Slot, ...]
    inherited: tuple[tuple[str, str], ...] = ()

    @cached_property
    def prospect(self) -> Prospect:
        """All that the months may still come to."""
        return self.rules.prospect([slot.options for slot in self.slots])

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """The ratings of the period, best first."""
        return self.rules.framework.ratings

    @property
    def is_part(self) -> bool:
        """Whether the cell was active in a part of the period only."""
        months = self.activity.months
        return months is not None and len(months) < len(self.span.months)

    @property
    def status(self) -> PeriodStatus:
        """How far the result has come."""
        if self.activity.months is None:
            return "asked"
        then = self.period.part_year.then
        if self.is_part and then in {"unresolved", "not_rated"}:
            return "not_rated" if then == "not_rated" else "unresolved"
        if self.is_part and then == "predecessor" and len(self.activity.predecessors) != 1:
            return "unresolved"
        place = self.prospect.rating
        if place is None:
            return "open"
        return "rated" if place < len(self.ratings) else "unrated"

    @property
    def rating(self) -> Rating | None:
        """The rating, where it is certain."""
        place = self.prospect.rating
        return self.ratings[place] if self.status == "rated" and place is not None else None

    @property
    def possible(self) -> tuple[Rating, ...]:
        """The ratings that may still be given, best first."""
        return tuple(self.ratings[place] for place in self.prospect.ratings if place < len(self.ratings))

    @property
    def open(self) -> tuple[Slot, ...]:
        """The records whose rating is not known yet."""
        return tuple(slot for slot in self.slots if slot.is_open)

    @property
    def foreign(self) -> tuple[Known, ...]:
        """Records of frameworks whose ratings do not count here."""
        return tuple(slot.record for slot in self.slots if slot.record and not counts(self, slot.record))

    @property
    def doubled(self) -> tuple[CellMonth, ...]:
        """Months that have several records, each of which counts."""
        own = [month for month in self.timeline.months if len(_of_kinds(self.period, month)) > 1]
        return tuple(month for month in own if month.state == "held")

    def decision(self, rating: str) -> PeriodDecision:
        """Return that a rating, by its id, is decided on this: what was computed, and from what, is told with it."""
        assert self.activity.months is not None  # noqa: S101 - nobody decides before it is known
        return PeriodDecision(
            cell=self.cell,
            span=str(self.span),
            framework=self.framework.hash,
            period=self.period.id,
            active=self.activity.months,
            predecessors=self.activity.predecessors,
            sources=self.sources,
            possible=tuple(each.id for each in self.possible),
            computed=self.rating.id if self.rating else None,
            rating=rating,
            after=None,
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """The entries or files from which the result was made."""
        told = [record.source for slot in self.slots if (record := slot.record)]
        return tuple(dict.fromkeys([*told, *(month.source for month in self.timeline.months if month.source)]))


def counts(result: PeriodResult, record: Known) -> bool:
    """Tell whether the rating of a record counts in a period."""
    return record.framework in (result.period.records.frameworks or (result.framework.id,))


@dataclass(frozen=True)  # without slots, so that its rules are made once
class PeriodScorer:
    """A period of a framework, ready to rate cells for a span of months."""

    framework: LoadedFramework
    period: Period
    span: MonthSpan

    @cached_property
    def whole(self) -> PeriodRules:
        """The rules of a cell that was active all the time."""
        return PeriodRules(self.framework.framework, self.period)

    @cached_property
    def _shares(self) -> dict[int, PeriodRules]:
        return {}

    def rules(self, activity: Activity, barred: frozenset[str] = frozenset()) -> PeriodRules:
        """Return the rules of a cell; where thresholds follow the months, those of its months.

        `barred` are the caps that hold for it whatever its own months are.
        """
        months = activity.months
        if barred:
            period = with_caps(self.period, barred)
            return PeriodRules(self.framework.framework, period, len(months) if self._is_part(months) else None)
        if self.period.part_year.then != "pro_rata" or months is None or len(months) == len(self.span.months):
            return self.whole
        if len(months) not in self._shares:
            self._shares[len(months)] = PeriodRules(self.framework.framework, self.period, len(months))
        return self._shares[len(months)]

    def _is_part(self, months: tuple[str, ...] | None) -> TypeGuard[tuple[str, ...]]:
        return months is not None and len(months) < len(self.span.months)

    def caps_of(self, before: Gathered) -> tuple[tuple[str, str], ...]:
        """Return the caps that hold for a cell of which another was made, as far as its records prove it."""
        unsaid = Activity(months=None)
        found = self.score(before.name, before.timeline(self.span.months, unsaid), unsaid)
        return tuple((cap.id, before.called or before.name) for cap in self.period.caps if found.prospect.cap(cap.id))

    def score(
        self, cell: str, timeline: Timeline, activity: Activity, inherited: tuple[tuple[str, str], ...] = ()
    ) -> PeriodResult:
        """Return what a cell gets; the timeline has just the months of the period."""
        rules = self.rules(activity, frozenset(cap for cap, _ in inherited))
        allowed = self.period.records.frameworks or (self.framework.id,)
        slots = tuple(slot for month in timeline.months for slot in _slots(rules, month, allowed))
        return PeriodResult(
            cell=cell,
            framework=self.framework,
            period=self.period,
            span=self.span,
            timeline=timeline,
            activity=activity,
            rules=rules,
            slots=slots,
            inherited=inherited,
        )


def _of_kinds(period: Period, month: CellMonth) -> list[Known]:
    return [record for record in month.records if record.kind in period.records.kinds]


def _slots(rules: PeriodRules, month: CellMonth, allowed: Sequence[str]) -> Iterator[Slot]:
    records = _of_kinds(rules.period, month)
    if month.state == "outside":
        return
    if records:
        yield from (Slot(month, record, rules.options(possible_of(rules, record, allowed))) for record in records)
    elif month.state == "not_held":
        yield Slot(month, None, _not_held(rules))
    else:
        yield Slot(month, None, unknown(rules))


def unknown(rules: PeriodRules) -> Options:
    """Return what a month may give of which nothing is known: any rating; if that is not counted, no meeting at all."""
    absent = rules.period.expected.not_held == "not_counted"
    return rules.options(rules.unknown) | (NOTHING if absent else frozenset())


def _not_held(rules: PeriodRules) -> Options:
    """Return what a month gives in which nobody met, as the framework says; where it says nothing, anything at all."""
    told = rules.period.expected.not_held
    if told == "not_counted":
        return NOTHING
    if told == "unresolved":
        return rules.options(rules.unknown) | NOTHING
    return rules.options(rules.unknown._replace(ratings=(told,)))


def possible_of(rules: PeriodRules, record: Known, allowed: Sequence[str]) -> PossibleRecord:
    """Return what a record may be; of another framework its rating and its points do not count, and are unknown."""
    found = rules.unknown._replace(facts=record.facts)
    if record.framework not in allowed:
        return found
    ratings = (record.rating,) if record.rating is not None else record.possible
    known = tuple(each for each in rules.ratings if each in ratings)
    found = found._replace(ratings=known) if known and set(ratings) <= set(rules.ratings) else found
    return found if record.total is None else found._replace(total=record.total)
