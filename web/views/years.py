"""Cả năm: what cells get for a half-year or a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.rules.records.spans import read_span
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.job_kinds import YEAR
from chamdiem.web.jobs import ask_for
from chamdiem.web.pages import render
from chamdiem.web.paging import paged
from chamdiem.web.projections import projected
from chamdiem.web.tabs import tabs_of
from chamdiem.web.trends import Trend
from chamdiem.web.views.board import committee_of
from chamdiem.web.watched import Rights, Watched
from chamdiem.web.years import Year

if TYPE_CHECKING:
    from chamdiem.rules.records.spans import MonthSpan

SEEING = PageRule(deed=Deed.SEE_STATES)
_A_PAGE = 30
_OLDEST = 2000


@page(SEEING)
def year_now(request: PageRequest, node: str) -> HttpResponse:
    """Lead to this year."""
    found = committee_of(request, node)
    return HttpResponseRedirect(reverse("year", kwargs={"node": found.id, "period": str(request.house.today.year)}))


@page(SEEING)
def year(request: PageRequest, node: str, period: str) -> HttpResponse:
    """Show what the cells of a committee get for a year or a part of one."""
    found, span = committee_of(request, node), _span(request, period)
    size = projected(request.house)
    watched = Watched(request.house, request.account.actor, found, span.months)
    trend = Trend(watched, request.lang)
    shown = paged(trend.cells, request.GET.get("trang", ""), _A_PAGE)
    table = Year(request.house, request.lang, found, span, shown.items, Rights(request.house, watched.actor).own)
    decided = sum(bool(each.decided) for each in table.rows)
    return render(
        request,
        "year.html.j2",
        year=table,
        node=found,
        tabs=tabs_of(request, found, "year_now"),
        period=period,
        span=span,
        title=_title(table, decided, len(shown.items)),
        heat=trend.heat(shown.items, span.months),
        trend=trend,
        paging=shown,
        spans=[(each, read_span(each)) for each in (f"{span.year}", f"{span.year}-H1", f"{span.year}-H2")],
        before=_beside(span, -1),
        after=_beside(span, 1) if _beside(span, 1)[:4] <= str(request.house.today.year) else None,
        size=size,
    )


@page(SEEING)
def workbook(request: PageRequest, node: str, period: str) -> HttpResponse:
    """Have the list of all cells made as a workbook, and lead to where that is shown."""
    found, span = committee_of(request, node), _span(request, period)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("year", kwargs={"node": found.id, "period": period}))
    made = ask_for(request.account, YEAR, found.id, {"what": YEAR.name, "period": str(span), "form": "xlsx"})
    return HttpResponseRedirect(reverse("job", kwargs={"number": made.pk}))


def _span(request: PageRequest, period: str) -> MonthSpan:
    """Return a span of several months that has begun; nothing is there of any other."""
    span = read_span(period)
    if span.kind == "month" or not span.year >= _OLDEST or span.months[0] > f"{request.house.today:%Y-%m}":
        raise Http404
    return span


def _title(table: Year, decided: int, count: int) -> str:
    named = table.named[:1].upper() + table.named[1:]
    if table.view is None:
        return say(table.lang, "year.no_rule", span=named)
    return say(table.lang, "year.answer", span=named, decided=decided, count=count)


def _beside(span: MonthSpan, by: int) -> str:
    """Return the same part of another year."""
    return f"{span.year + by}{str(span)[4:]}"
