"""Xu hướng: the months of the cells under a committee, as a page and as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.words import formats
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.rules.records.spans import read_span
from chamdiem.web.board import month_words, months_beside
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.job_kinds import TREND
from chamdiem.web.jobs import ask_for
from chamdiem.web.pages import render
from chamdiem.web.paging import paged
from chamdiem.web.projections import projected
from chamdiem.web.tabs import tabs_of
from chamdiem.web.trend_report import OTHERS, trend_answer
from chamdiem.web.trends import FIRST, Trend, trend_months
from chamdiem.web.views.board import committee_of
from chamdiem.web.watched import Watched

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEING = PageRule(deed=Deed.SEE_STATES)
RANGES = (12, 24, 36)
"""How many months a page can tell of."""
_HEAT = 12
_A_PAGE = 20


def _trend(request: PageRequest, node: str) -> Trend:
    """Return the trend that an address asks for: up to the month before this one, or up to another."""
    found = committee_of(request, node)
    projected(request.house)
    months = trend_months(last_month(request), _range(request))
    return Trend(Watched(request.house, request.account.actor, found, months), request.lang)


def _range(request: PageRequest) -> int:
    told = request.GET.get("thang", "")
    return next((each for each in RANGES if str(each) == told), RANGES[0])


def last_month(request: PageRequest) -> str:
    """Return up to which month a page is to tell; of what is none, or yet to come, the month before this one."""
    now = f"{request.house.today:%Y-%m}"
    before, _ = months_beside(now, request.house.today)
    told = request.GET.get("den", "")
    try:
        month = read_span(told).months[0] if len(told) == len(now) else before
    except ScalarError:
        return before
    return month if FIRST < month <= now else before


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
        answer=trend_answer(found),
        differences=list(_differences(found)) if any(previous.counts) else [],
        latest=latest,
        others=[name for name in OTHERS if name == "silent" or any(getattr(each, name) for each in found.months)],
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


@page(SEEING)
def workbook(request: PageRequest, node: str) -> HttpResponse:
    """Have the same made as a workbook, and lead to where that is shown."""
    found, last = committee_of(request, node), last_month(request)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("trend", kwargs={"node": found.id}))
    asked = {"what": TREND.name, "period": last, "form": "xlsx", "months": _range(request)}
    made = ask_for(request.account, TREND, found.id, asked)
    return HttpResponseRedirect(reverse("job", kwargs={"number": made.pk}))
