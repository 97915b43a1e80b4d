"""What is wrong with the ratings of a period, proved over all that its months may bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.analysis.joint import PeriodRules
from chamdiem.rules.analysis.lint.defects import Defect, defect_at
from chamdiem.rules.language.conditions import Comparison, FactTest
from chamdiem.rules.language.periods import LongestRun, RecordCount
from chamdiem.rules.records.spans import LENGTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.analysis.prospects import Prospect
    from chamdiem.rules.language.framework import Framework, Period, Rating
    from chamdiem.rules.records.faults import Path


def period_defects(framework: Framework) -> Iterator[Defect]:
    """Yield what is remarked of each period of a framework that has no fault."""
    for number, period in enumerate(framework.periods):
        path: Path = ("periods", number)
        yield from _kinds(framework, period, path)
        whole = _prospect(PeriodRules(framework, period), LENGTHS[period.over])
        if whole is None:
            yield defect_at("undecided", (*path, "ratings"), period.id, variant="ratings")
            continue
        yield from _unreachable(framework, period, path, whole)
        yield from _gap(period, path, whole)


def _prospect(rules: PeriodRules, months: int) -> Prospect | None:
    """Return what so many months may bring of which nothing is known; None: too much at once."""
    found = rules.prospect([rules.options(rules.unknown)] * months)
    return found if found.is_exact else None


def _kinds(framework: Framework, period: Period, path: Path) -> Iterator[Defect]:
    """A month whose regular meeting was held together with a thematic one would be a month without one."""
    kinds = period.records.kinds
    if "regular" in kinds and "combined" not in kinds and "combined" in framework.applies_to.kinds:
        yield defect_at("period-kinds", (*path, "records", "kinds"), period.id)


def _unreachable(framework: Framework, period: Period, path: Path, whole: Prospect) -> Iterator[Defect]:
    months = LENGTHS[period.over]
    for number, rating in enumerate(period.ratings):
        at = (*path, "ratings", number)
        if number not in whole.ratings:
            high = _too_high(period, rating, months)
            details = (
                {"rating": rating.title, "months": str(months), "name": high[0], "number": high[1]} if high else {}
            )
            variant = "threshold" if high else ""
            yield defect_at(
                "period-unreachable", at, rating.id, variant=variant, **(details or {"rating": rating.title})
            )
        elif period.part_year.then == "pro_rata":
            never = [count for count in range(1, months) if not _reached(framework, period, number, count)]
            if never:
                told = ", ".join(map(str, never))
                yield defect_at("period-unreachable", at, rating.id, variant="part", rating=rating.title, months=told)


def _reached(framework: Framework, period: Period, rating: int, active: int) -> bool:
    """Tell whether a cell that was active for some months only may get a rating; where it is not known, it may."""
    found = _prospect(PeriodRules(framework, period, active), active)
    return found is None or rating in found.ratings


def _too_high(period: Period, rating: Rating, months: int) -> tuple[str, str] | None:
    """Return a number that would have to be more than there are records, and how much."""
    for gate in rating.requires:
        match gate.when.kind:
            case FactTest(name, Comparison() as ends) if name in period.measures:
                counted = isinstance(period.measures[name].over_records, RecordCount | LongestRun)
                low = ends.at_least if ends.at_least is not None else ends.above
                if counted and low is not None and (low > months or (ends.above is not None and low >= months)):
                    return period.measures[name].title, str(low)
            case _:
                continue
    return None


def _gap(period: Period, path: Path, whole: Prospect) -> Iterator[Defect]:
    """Months after which no rating applies are shown by the numbers that they make."""
    for course in whole.courses:
        if course.outcome.ratings == (len(period.ratings),):
            told = [(period.measures[name].title, ends) for name, ends in course.numbers.items() if ends is not None]
            numbers = "; ".join(f"{title}: {least}" for title, (least, _) in told) or "—"
            yield defect_at("period-gap", (*path, "ratings"), period.id, numbers=numbers)
            return
