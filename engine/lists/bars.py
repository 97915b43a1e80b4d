"""The bars of an overview, made from counts and sums: of one month, or of many rows that were counted elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from chamdiem.engine.texts import say_vi
from chamdiem.engine.words import formats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.reading.catalog import LoadedFramework

MOST_LOST = 8
"""So many criteria are listed: what a committee can do something about in a month."""
_WHOLE = 1000
"""Bars are drawn in thousandths of their full length."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: its label, the number written beside the bar, and the bar's length in thousandths.

    No row of a `Table`: it is drawn and not written, and a workbook or a Word file of it is not asked for.
    """

    label: str
    number: str
    length: int


def share_bar(label: str, count: int, of_all: int) -> Bar:
    """Return how many of all there are."""
    number = say_vi("list.overview_share", count=formats.large(count, "vi"), share=formats.share(count, of_all, "vi"))
    return Bar(label, number, _WHOLE * count // of_all)


def average_bar(label: str, known: tuple[int, int, int], *, pointed: bool) -> Bar:
    """Return an average beside the most that it could be.

    `known`: of how many all points are known, the sum of these, and of the most that they could be, in hundredths;
    or, where there are no points, of criteria that are met.
    """
    count, award, maximum = known
    if not count:
        return Bar(label, say_vi("list.overview_unknown"), 0)
    scale = 1 if pointed else 100  # hundredths of a point, or of a criterion that is met
    averages = (formats.average(total * scale, count, "vi") for total in (award, maximum))
    share = formats.share(award, maximum, "vi")
    number = say_vi("list.overview_average", average=next(averages), maximum=next(averages), share=share)
    return Bar(label, number, _WHOLE * award // maximum)


def lost_bars(loaded: LoadedFramework, lost: Sequence[tuple[int, int]]) -> Iterator[Bar]:
    """Yield the criteria that lose most points in all; `lost` are, by criteria, the points, and of how many records."""
    worst = sorted(zip(loaded.framework.criteria, lost, strict=True), key=lambda item: -item[1][0])[:MOST_LOST]
    for criterion, (points, count) in worst:
        if points:
            label = say_vi("list.criterion", id=criterion.id, title=criterion.title)
            code = "list.overview_lost" if loaded.framework.points else "list.overview_unmet"
            sum_, often = formats.large(Decimal(points) / 100, "vi"), formats.large(count, "vi")
            number = loaded.wordings["vi"].say(code, points=sum_, count=often)
            yield Bar(label, number, _WHOLE * points // worst[0][1][0])
