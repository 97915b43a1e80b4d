"""A period as a framework of its own: what is made of the records are the fields of its one record.

So measures, conditions, ratings, caps and findings of a period are checked, compiled and run as those of a meeting.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.compile.scope import POINT_SCALE
from chamdiem.rules.language import periods as made
from chamdiem.rules.language.measures import Measure
from chamdiem.rules.language.period_framework import PeriodFramework, scaled_all
from chamdiem.rules.records.fields import Field, FieldType
from chamdiem.rules.records.shape import RecordShape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.rules.language.framework import Framework, Period

_UNIT = "kỳ"


class MeanFields(NamedTuple):
    """The two numbers of which a mean is made, each a field: the sum, and by what it is divided."""

    sum: str
    parts: str


def mean_fields(measure: str) -> MeanFields:
    """Return the fields of which a mean over the records is made."""
    return MeanFields(f"sum_of_{measure}", f"parts_of_{measure}")


def mean_parts(operation: made.MeanOver) -> int:
    """Return by what the sum of one record is divided, in percent: totals are hundredths of a point."""
    return 100 * (POINT_SCALE if operation.field is None else 1)


def framework_of_period(framework: Framework, period: Period, active: int | None = None) -> PeriodFramework:
    """Return a period as a framework; `active`: for a cell of so many months, where its thresholds follow these."""
    part = period.part_year
    scaled = active is not None and part.then == "pro_rata" and part.of is not None
    share = Fraction(active or 0, part.of or 1) if scaled else None
    measures = {name: measure for name, measure in period.measures.items() if measure.over_records is None}
    means = {
        name: _mean(name, period)
        for name, one in period.measures.items()
        if isinstance(one.over_records, made.MeanOver)
    }
    return PeriodFramework.made(
        framework,
        _shape_of(framework, period),
        title=period.title,
        points=period.points,
        measures=measures | means,
        groups=period.groups,
        ratings=scaled_all(period.ratings, share, part),
        caps=scaled_all(period.caps, share, part),
        findings=scaled_all(period.findings, share, part),
    )


def _mean(name: str, period: Period) -> Measure:
    """Return the mean as the quotient that it is; `percent` is the one that holds exact ends."""
    measure = period.measures[name]
    return Measure.model_validate({"title": measure.title, "percent": mean_fields(name)})


def _shape_of(framework: Framework, period: Period) -> RecordShape:
    return RecordShape(
        fields=tuple(_fields(framework, period)),
        sections={"period": (period.title, period.title)},
        day="",
        period="",
        kind="",
        registered=frozenset(),
        impossible=(),
        odd=(),
        at_most=(),
        usual={},
        all_well={},
    )


def _fields(framework: Framework, period: Period) -> Iterator[Field]:
    for name, measure in period.measures.items():
        match measure.over_records:
            case made.RecordCount() | made.LongestRun():
                yield _field(name, FieldType.COUNT, measure.title, measure.unit or _UNIT)
            case made.RecordExists():
                yield _field(name, FieldType.YES_NO, measure.title)
            case made.LastOf(field):
                own = framework.shape.by_name.get(field)
                type_ = own.type if own else FieldType.COUNT
                yield _field(name, type_, measure.title, own.unit if own else "", own.words if own else None)
            case made.MeanOver():
                yield from (_field(part, FieldType.COUNT, measure.title) for part in mean_fields(name))
            case None:
                continue


def _field(
    name: str, type_: FieldType, title: str, unit: str = "", words: Mapping[str, tuple[str, str]] | None = None
) -> Field:
    return Field(name, type_, title, title, "period", unit, words)
