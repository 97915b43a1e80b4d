"""Run the cases of a framework's periods: rate the months that a case gives, and tell every difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.authoring.case_records import held_and_not, kind_of, months_of, outside, record_of_facts
from chamdiem.engine.authoring.expecting import Mismatch, Named, found_text, unknown_names
from chamdiem.engine.history.building import Gathered
from chamdiem.engine.history.period_words import PeriodWords
from chamdiem.engine.history.periods import Activity, PeriodScorer
from chamdiem.engine.history.timeline import Known
from chamdiem.engine.scoring.conclusions import Conclusion
from chamdiem.rules.compile.scope import POINT_SCALE, Scope
from chamdiem.rules.language.periods import MeanOver
from chamdiem.rules.records.faults import Fault, FaultyInput, Path, Place
from chamdiem.rules.records.identity import cell_key
from chamdiem.rules.records.moments import month_text
from chamdiem.rules.records.scalars import points_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.history.periods import PeriodResult
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.documents import Document
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.conclusions import Conclusions
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.analysis.joint import PeriodRules
    from chamdiem.rules.analysis.prospects import Course
    from chamdiem.rules.language.cases import PeriodCase, RatedRecord
    from chamdiem.rules.language.framework import Framework, Period
    from chamdiem.rules.records.spans import MonthSpan

_CELL = "CB"


@dataclass(frozen=True, kw_only=True)  # without slots, so that what was concluded is worked out once
class PeriodCaseResult:
    """A case of several months that was run: what they come to, and every difference from what it expects."""

    case: PeriodCase
    place: Place
    result: PeriodResult
    differences: tuple[Mismatch, ...] = ()

    @property
    def of(self) -> str:
        """The period that it is about."""
        return self.result.period.id

    @cached_property
    def courses(self) -> tuple[Conclusions, ...]:
        """What is concluded in each way in which the open months may go; none where there are too many."""
        prospect = self.result.prospect
        return tuple(conclusions_of(self.result.rules, course) for course in prospect.courses if prospect.is_exact)

    def why(self, difference: Mismatch, lang: Lang) -> str:
        """Return the explanation of what came out."""
        words = PeriodWords(self.result, lang)
        if difference.name == "measures":
            return "; ".join(words.measures())
        if difference.name == "findings":
            return " ".join(words.notes())
        return " ".join([words.rating, *words.sentences()])


def conclusions_of(rules: PeriodRules, course: Course) -> Conclusions:
    """Return what is concluded of a period in one course, each with the rule that did."""
    run = rules.trace(course)
    by = {key: fired[0] for key, fired in run.fired.items()}
    return {key: Conclusion(key, value, by.get(key)) for key, value in run.facts.items()}


def run_period_case(loaded: LoadedFramework, document: Document, number: int, case: PeriodCase) -> PeriodCaseResult:
    """Run one case of a file.

    Raises:
        FaultyInput: everything that is wrong in it.
    """
    path: Path = ("periods", number)
    period = _period(loaded.framework, case.of, path)
    faults = list(_faults(loaded, document, period, case, path))
    records: dict[str, tuple[Known, ...]] = {}
    for place, each in enumerate(case.records):
        try:
            own = record_of_facts(document, (*path, "records", place), loaded.framework)
        except FaultyInput as error:
            faults += error.faults
            continue
        for month in each.months:
            records[month] = (*records.get(month, ()), _known(loaded, period, each, month, own))
    if faults:
        raise FaultyInput(faults)
    not_held = dict.fromkeys(months_of(case.not_held), "")
    gathered = Gathered(cell=cell_key(_CELL, None, None), name=_CELL, records=records, not_held=not_held)
    months = case.of.months if case.active is None else case.active
    activity = Activity(months=tuple(month for month in case.of.months if month in months), by="said")
    timeline = gathered.timeline(case.of.months, activity)
    found = PeriodScorer(loaded, period, case.of).score(_CELL, timeline, activity)
    result = PeriodCaseResult(case=case, place=document.place(path), result=found)
    return replace(result, differences=tuple(_differences(result)))


def _period(framework: Framework, span: MonthSpan, path: Path) -> Period:
    found = next((period for period in framework.periods if period.over == span.kind), None)
    if found is None:
        raise FaultyInput([Fault("case.no_period", (*path, "of"), {"id": framework.framework, "span": str(span)})])
    return found


def _known(loaded: LoadedFramework, period: Period, record: RatedRecord, month: str, own: Record) -> Known:
    """Return what is known of one month by what a case says of it."""
    return Known(
        period=month,
        day=None,
        kind=kind_of(record, own, period.records.kinds),
        framework=record.framework or _frameworks(loaded, period)[0],
        facts=own.facts_by_name(),
        rating=record.rating,
        possible=(record.rating,) if record.rating else (),
        total=None if record.total is None else (record.total, record.total),
        layer=period.records.layer,
        source=month,
    )


def _frameworks(loaded: LoadedFramework, period: Period) -> tuple[str, ...]:
    return period.records.frameworks or (loaded.id,)


def _faults(
    loaded: LoadedFramework, document: Document, period: Period, case: PeriodCase, path: Path
) -> Iterator[Fault]:
    """Yield every name that the framework does not have, and every month that is none of the period."""
    ratings = [rating.id for rating in loaded.framework.ratings]
    named: list[Named] = []
    for place, record in enumerate(case.records):
        own = (*path, "records", place)
        named += [((*own, "kind"), record.kind, period.records.kinds)] if record.kind else []
        if record.rating and (record.framework or loaded.id) in {loaded.id, *_frameworks(loaded, period)}:
            named.append(((*own, "rating"), record.rating, ratings))
    expected, place_of = case.expect, (*path, "expect")
    own_ratings = [rating.id for rating in period.ratings]
    named += [((*place_of, "measures", name), name, list(period.measures)) for name in expected.measures]
    named += [((*place_of, "rating"), expected.rating, own_ratings)] if expected.rating is not None else []
    named += [((*place_of, "possible", n), name, own_ratings) for n, name in enumerate(expected.possible)]
    findings = [finding.id for finding in period.findings]
    named += [((*place_of, "findings", n), name, findings) for n, name in enumerate(expected.findings)]
    yield from unknown_names(document, named)
    for spot, month in outside(case.records, case.not_held, path, case.of.months):
        yield Fault("case.outside", spot, {"month": month_text(month), "span": str(case.of)})
    if case.active is not None and not set(case.active) & set(case.of.months):
        details = {"month": month_text(case.active[0]), "span": str(case.of)}
        yield Fault("case.outside", (*path, "active"), details)
    yield from held_and_not(case.records, case.not_held, path)


# --- what it expects ---


def _differences(result: PeriodCaseResult) -> Iterator[Mismatch]:
    expected = result.case.expect
    for name, value in expected.measures.items():
        measured = _measured(result, name)
        if measured != value:
            yield Mismatch("measures", name, found_text(value), found_text(measured))
    for name, found in _found(result.result).items():
        wanted = found_text(getattr(expected, name))
        if name in expected.model_fields_set and wanted != found:
            yield Mismatch("period_status" if name == "status" else name, "", wanted, found)


def _measured(result: PeriodCaseResult, name: str) -> Decimal | None:
    """Return a measure that is certain however the open months go."""
    rules = result.result.rules
    if (operation := rules.operations.get(name)) is not None:
        ends = result.result.prospect.number(name)
        scale = POINT_SCALE if isinstance(operation, MeanOver) else 1
        return None if ends is None or ends[0] != ends[1] else Decimal(ends[0]) / scale
    quantity = Scope(rules.framework).fact(name)
    if quantity is None:
        return None
    found = {known.get(key) for known in result.courses for key in (quantity.least, quantity.most)}
    values = {None if each is None else each.value for each in found}
    only = values.pop() if len(values) == 1 else None
    return None if only is None else Decimal(only) / quantity.stored_scale


def _found(result: PeriodResult) -> dict[str, str | None]:
    least, most = result.prospect.points
    points = {"total": least if least == most else None, "least": least, "most": most}
    told = {name: None if value is None else points_text(value) for name, value in points.items()}
    return told | {
        "status": result.status,
        "rating": result.rating.id if result.rating else None,
        "possible": found_text(tuple(rating.id for rating in result.possible)),
        "findings": found_text(
            tuple(each.id for each in result.period.findings if each.id in result.prospect.findings)
        ),
    }
