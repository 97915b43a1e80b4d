"""Lịch họp: a cell says when it is going to meet, the office agrees, and everybody can print or subscribe to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect

from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.spans import read_span
from chamdiem.web.calendar_file import calendar_file
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.pages import download, render
from chamdiem.web.planned import approve, coming, plan_of, plans_of_month, take_back, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from chamdiem.web.planned import PlanCard, PlansOfMonth

TELLING, SEEING = PageRule(deed=Deed.FILL), PageRule(deed=Deed.SEE_STATES)
AGREEING = PageRule(deed=Deed.RECORD)


@page(TELLING)
def plan(request: PageRequest, cell: str) -> HttpResponse:
    """Show what a cell is going to hold, and take what it says of a meeting to come."""
    house, faults = request.house, list[tuple[str, str]]()
    node = house.node(cell)
    if node is None or node.kind is not NodeKind.CELL:
        raise Http404
    if request.method == "POST" and request.POST.get("act") == "take-back":
        take_back(cell, request.POST.get("number", ""))
        return HttpResponseRedirect(request.path)
    if request.method == "POST":
        try:
            tell(house, request.account, cell, request.POST.dict())
        except FaultyInput as error:
            faults = [(str(each.path[0]), say_fault(request.lang, each, placed=False)) for each in error.faults]
        else:
            return HttpResponseRedirect(request.path)
    return render(
        request,
        "plan.html.j2",
        status=400 if faults else 200,
        faults=faults,
        node=node,
        plans=coming(house, request.lang, [cell]),
        kinds=[(kind, words[0 if request.lang == "vi" else 1]) for kind, words in MEETING_KINDS.items()],
        typed=request.POST,
        today=house.today,
    )


@page(SEEING)
def notice(request: PageRequest, cell: str, number: int) -> HttpResponse:
    """Show the notice of a meeting, to be printed."""
    return render(request, "plan_notice.html.j2", card=_card(request, cell, number))


@page(SEEING)
def notice_file(request: PageRequest, cell: str, number: int) -> HttpResponse:
    """Give a meeting as an entry of a calendar."""
    return _calendar(request, "lich-hop.ics", [_card(request, cell, number)])


@page(AGREEING)
def plans(request: PageRequest, node: str, period: str) -> HttpResponse:
    """Show what cells are going to hold in a month, and agree to it."""
    month, faults = _month(request, node, period), list[tuple[str, str]]()
    if request.method == "POST":
        try:
            approve(request.account, month, request.POST.getlist("plan"))
        except FaultyInput as error:
            faults = [("chon", say_fault(request.lang, each, placed=False)) for each in error.faults]
        else:
            return HttpResponseRedirect(request.path)
    return render(request, "plans.html.j2", status=400 if faults else 200, faults=faults, month=month)


@page(AGREEING)
def plans_file(request: PageRequest, node: str, period: str) -> HttpResponse:
    """Give the meetings of a month as a calendar."""
    return _calendar(request, f"lich-hop-{period}.ics", _month(request, node, period).plans)


def _card(request: PageRequest, cell: str, number: int) -> PlanCard:
    card = plan_of(request.house, request.lang, cell, number)
    if card is None:
        raise Http404
    return card


def _month(request: PageRequest, node: str, period: str) -> PlansOfMonth:
    here = request.house.node(node)
    if here is None or here.kind is not NodeKind.COMMITTEE or read_span(period).kind != "month":
        raise Http404
    return plans_of_month(request.house, request.lang, request.account.actor, here, period)


def _calendar(request: PageRequest, name: str, cards: Iterable[PlanCard]) -> HttpResponse:
    days = [(f"lich-{each.plan.pk}@chamdiem", each.plan.day, each.summary) for each in cards]
    stamp = request.house.office.clock.stamp().time
    return download(calendar_file(say(request.lang, "plan.title"), days, stamp), name)
