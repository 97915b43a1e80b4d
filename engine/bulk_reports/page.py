"""The page of a report: an overview like that of a month, a section for each framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.bulk_reports.counting import KIND, PERIOD, PROVINCE
from chamdiem.engine.bulk_reports.quotas import quota_lines
from chamdiem.engine.bulk_reports.wording import divided
from chamdiem.engine.explanation.origins import origins_of
from chamdiem.engine.lists.bars import Bar, average_bar, lost_bars, share_bar
from chamdiem.engine.lists.overview import FrameworkSection, Overview
from chamdiem.engine.paper.tables import Letterhead
from chamdiem.engine.sheets.sheet_view import place_and_date
from chamdiem.engine.texts import say_vi
from chamdiem.engine.texts.sentences import period_text, saying
from chamdiem.engine.words import formats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.bulk_reports.counting import CountedRows, Counts
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.rules.language.framework import Framework

_CHARTS = (PERIOD, PROVINCE, KIND)
"""By what charts are drawn; communes are too many for a page, and stand in the workbook."""


def page_of(rows: Sequence[CountedRows], paper: PaperSettings) -> Overview:
    """Return the page of some counted rows."""
    return Overview(
        head=Letterhead(
            organisation=None,
            number=say_vi("list.document_number"),
            place_and_date=place_and_date(paper, None),
            title=say_vi("bulk.report_title").upper(),
            subject=span_of(rows),
            signature=say_vi("list.signature"),
            date=None,
        ),
        particulars=(told_meetings(rows),),
        sections=tuple(map(_section, rows)),
    )


def told_meetings(rows: Sequence[CountedRows]) -> str:
    """Return how many records there are in all."""
    return say_vi("bulk.report_meetings", count=formats.large(sum(each.whole.meetings for each in rows), "vi"))


def span_of(rows: Sequence[CountedRows]) -> str:
    """Return from which period to which the rows are; blank where they tell none."""
    periods = sorted({parts[0] for each in rows for parts, _ in each.by(PERIOD) if parts[0]})
    if not periods:
        return ""
    ends = [period_text("vi", each) for each in dict.fromkeys((periods[0], periods[-1]))]
    return say_vi("bulk.report_span", span=" – ".join(ends))


def _section(rows: CountedRows) -> FrameworkSection:
    loaded, whole = rows.framework, rows.whole
    framework = loaded.framework
    return FrameworkSection(
        title=say_vi("list.overview_framework", title=framework.title, id=loaded.id),
        ratings=tuple(_ratings(framework, whole)),
        groups=tuple(
            average_bar(
                say_vi("list.criterion", id=group.id, title=group.title), known, pointed=framework.points is not None
            )
            for group, known in zip(framework.all_groups, whole.groups, strict=True)
        ),
        lost=tuple(lost_bars(loaded, whole.lost)),
        of_faults=framework.fewer_is_better,
        notes=tuple(_notes(rows, whole)),
        others=tuple(_charts(rows)),
    )


def _ratings(framework: Framework, counts: Counts) -> Iterator[Bar]:
    for rating, count in zip(framework.ratings, counts.rated, strict=True):
        yield share_bar(rating.title, count, counts.meetings)
    if counts.unrated or counts.undecided:
        yield share_bar(say_vi("list.overview_unrated"), counts.unrated + counts.undecided, counts.meetings)


def _notes(rows: CountedRows, counts: Counts) -> Iterator[str]:
    framework = rows.framework.framework
    if framework.provenance.notice:
        yield framework.provenance.notice
    yield from origins_of([rows.framework], None, "vi", on_paper=True)
    if counts.incomplete:
        yield saying("vi", framework.shape)("list.overview_incomplete", count=formats.large(counts.incomplete, "vi"))
    near = [(rating.title, count) for rating, count in zip(framework.ratings, counts.near, strict=True) if count]
    if near:
        told = "; ".join(f"{title}: {formats.large(count, 'vi')}" for title, count in near)
        yield say_vi("bulk.report_near", points=formats.points(rows.within, "vi"), told=told)
    yield from (line.summary for line in quota_lines(rows))


def _charts(rows: CountedRows) -> Iterator[tuple[str, tuple[Bar, ...]]]:
    """Yield a chart for each way of dividing the rows that divides them at all."""
    best = rows.framework.framework.ratings[0].title
    for part in _CHARTS:
        counted = divided(rows, (part,))
        if len(counted) > 1:
            bars = tuple(_part(called, counts, best) for (called,), counts in counted)
            yield say_vi(f"bulk.report_by_{part}", rating=best), bars


def _part(label: str, counts: Counts, best: str) -> Bar:
    """Return how many of a part have the best rating, with the average of the totals that are known."""
    bar = share_bar(label, counts.rated[0], counts.meetings)
    known, total = counts.totals
    average = formats.average(total, known, "vi") if known else say_vi("list.overview_unknown")
    details = {
        "rating": best,
        "share": bar.number,
        "meetings": formats.large(counts.meetings, "vi"),
        "average": average,
    }
    return Bar(label, say_vi("bulk.report_part", **details), bar.length)
