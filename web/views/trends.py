"""Xu hướng: the months of the cells under a committee, as a page and as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.paper.tables import Report, as_points, fitted
from chamdiem.engine.texts import say
from chamdiem.engine.words import formats
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.rules.records.spans import months_between, read_span
from chamdiem.web.board import months_beside
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.pages import render
from chamdiem.web.paging import paged
from chamdiem.web.projections import projected
from chamdiem.web.tabs import tabs_of
from chamdiem.web.trends import Trend
from chamdiem.web.views.board import committee_of, month_words
from chamdiem.web.watched import Watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.paper.tables import Table, Value
    from chamdiem.web.trends import LostCriterion

SEEING = PageRule(deed=Deed.SEE_STATES)
TAKING = PageRule(deed=Deed.SEE_STATES, recent=True)
RANGES = (12, 24, 36)
"""How many months a page can tell of."""
_HEAT = 12
_A_PAGE = 20
_FIRST = "2000-01"
_OTHERS = ("unrated", "not_held", "silent")


def _trend(request: PageRequest, node: str) -> Trend:
    """Return the trend that an address asks for: up to the month before this one, or up to another."""
    found = committee_of(request, node)
    projected(request.house)
    last = last_month(request)
    told = request.GET.get("thang", "")
    count = next((each for each in RANGES if str(each) == told), RANGES[0])
    months = months_between(_FIRST, last)[-count:]
    return Trend(Watched(request.house, request.account.actor, found, months), request.lang)


def last_month(request: PageRequest) -> str:
    """Return up to which month a page is to tell; of what is none, or yet to come, the month before this one."""
    now = f"{request.house.today:%Y-%m}"
    before, _ = months_beside(now, request.house.today)
    told = request.GET.get("den", "")
    try:
        month = read_span(told).months[0] if len(told) == len(now) else before
    except ScalarError:
        return before
    return month if _FIRST < month <= now else before


@page(SEEING)
def trend(request: PageRequest, node: str) -> HttpResponse:
    """Show how the cells of a committee were rated over the months, and where they lost points."""
    found = _trend(request, node)
    months = found.watched.months
    shown = paged(found.cells, request.GET.get("trang", ""), _A_PAGE)
    before, after = months_beside(found.last, request.house.today)
    latest, previous = found.months[0], found.months[1]
    return render(
        request,
        "trend.html.j2",
        trend=found,
        node=found.watched.node,
        tabs=tabs_of(request, found.watched.node, "trend"),
        month=month_words(found.last),
        answer=_answer(found),
        differences=list(_differences(found)) if any(previous.counts) else [],
        latest=latest,
        others=[name for name in _OTHERS if name == "silent" or any(getattr(each, name) for each in found.months)],
        heat=found.heat(shown.items, months[-_HEAT:]),
        heat_months=months[-_HEAT:],
        paging=shown,
        before=before,
        after=after,
        month_words=month_words,
        ranges=RANGES,
        range=len(months),
        most=max((each.points for each in found.lost), default=1),
        share=lambda month: _share(found, month.present, month.members),
        size=request.house.ledger.size(),
    )


def _answer(found: Trend) -> str:
    month, latest = month_words(found.last), found.months[0]
    if not any((*latest.counts, latest.unrated)):
        return say(found.lang, "trend.none", month=month)
    told = zip(found.ratings, latest.counts, strict=True)
    counts = ", ".join(say(found.lang, "trend.count", count=count, rating=each.title) for each, count in told)
    return say(found.lang, "trend.answer", month=month, counts=counts)


def _differences(found: Trend) -> Iterator[str]:
    """Yield how the best rating differs from the month before, and where most points were lost."""
    latest, before = found.months[:2]
    by = latest.counts[0] - before.counts[0] if latest.counts else 0
    if by:
        told = {"rating": found.ratings[0].title, "count": abs(by), "month": month_words(before.period)}
        yield say(found.lang, "trend.better" if by > 0 else "trend.worse", **told)
    if found.lost:
        first = max(found.lost, key=lambda each: each.points).criterion
        yield say(found.lang, "trend.most_lost", id=first.id, title=first.title)


def _share(found: Trend, present: int | None, members: int | None) -> str:
    return formats.percent(present, members, found.lang) if present is not None and members else ""


@page(TAKING)
def workbook(request: PageRequest, node: str) -> HttpResponse:
    """Give the same as a workbook: the months, every cell by month, and the criteria that lost points."""
    from chamdiem.engine.paper.table_workbook import report_workbook  # noqa: PLC0415 - it weighs 4 MB, and few ask for it

    found, lang = _trend(request, node), request.lang
    months = found.watched.months
    first, last = month_words(months[0]), month_words(months[-1])
    report = Report(
        title=say(lang, "trend.title"),
        subject=say(lang, "trend.subject", node=found.watched.node.title, first=first, last=last),
        particulars=(),
        findings=(_answer(found), say(lang, "trend.as_of", number=request.house.ledger.size())),
        tables=(_months_table(found), _cells_table(found), _lost_table(found)),
    )
    content = report_workbook(report, request.house.today)
    answer = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="xu-huong-{months[-1]}.xlsx"'
    return answer


def _months_table(found: Trend) -> Table:
    names = (*_OTHERS, "all", "present", "members")
    header = (say(found.lang, "trend.column_month"), *(each.title for each in found.ratings))
    rows = (
        (month_words(m.period), *m.counts, m.unrated, m.not_held, m.silent, m.all, m.present, m.members)
        for m in found.months
    )
    columns = (*header, *(say(found.lang, f"trend.column_{name}") for name in names))
    return fitted(say(found.lang, "trend.months"), columns, rows)


def _cells_table(found: Trend) -> Table:
    months = found.watched.months
    rows = ((row.cell.title, *(letters for letters, _ in row.months)) for row in found.heat(found.cells, months))
    columns = (say(found.lang, "board.column_cell"), *map(month_words, months))
    return fitted(say(found.lang, "trend.cells"), columns, rows, numbers=())


def _lost_table(found: Trend) -> Table:
    names = ("framework", "criterion", "points", "meetings")
    columns = (say(found.lang, f"trend.column_{name}") for name in names)
    title = say(found.lang, "trend.lost", month=month_words(found.last))
    return fitted(title, columns, map(_lost_row, found.lost), numbers=(2, 3))


def _lost_row(lost: LostCriterion) -> tuple[Value, ...]:
    return lost.framework, f"{lost.criterion.id} {lost.criterion.title}", as_points(lost.points), lost.meetings
