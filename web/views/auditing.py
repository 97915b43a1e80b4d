"""Đối chiếu: the meetings of a month, what happened to one, and why each of its points is what it is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.http import Http404

from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.rules.records.moments import read_date
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.rules.records.spans import read_span
from chamdiem.web.audited_month import PAGE, AuditedMonth
from chamdiem.web.exports_log import PAGE as ROWS
from chamdiem.web.exports_log import exports_under
from chamdiem.web.framework_page import version_address
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.open_draft import meeting_url
from chamdiem.web.pages import render
from chamdiem.web.tabs import tabs_of
from chamdiem.web.timeline import Timeline
from chamdiem.web.views.handing_in import of_kept, shown_wholly
from chamdiem.web.why import layers_why

if TYPE_CHECKING:
    from django.http import HttpResponse

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.web.held import MeetingAddress
    from chamdiem.web.kept import KeptMeeting

MOST_PAGES = 2000
VERIFYING, SEEING = PageRule(deed=Deed.VERIFY), PageRule(deed=Deed.SEE)


def node_of(request: PageRequest, node: str) -> Node:
    """Return the organisation of an address; whoever may look under it may look at it."""
    found = request.house.tree.standing(node)
    if found is None:
        raise Http404
    return found


def month_of(request: PageRequest) -> str:
    """Return the month that is asked for, by its number and year, or else the last one that is over.

    Raises:
        FaultyInput: it is no month.
    """
    month, year = (request.GET.get(name, "").strip() for name in ("thang", "nam"))
    if not month and not year:
        return f"{request.house.today.replace(day=1) - dt.timedelta(days=1):%Y-%m}"
    try:
        return str(read_span(f"{year}-{month.zfill(2)}"))
    except ScalarError as error:
        raise refusal("audit.no_month", "") from error


def page_number(request: PageRequest, pages: int) -> int:
    """Return which page of a long list is asked for; what is no page is the first."""
    told = request.GET.get("trang", "")
    number = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 1  # noqa: PLR2004 - no list is longer
    return min(max(1, number), pages)


@page(VERIFYING)
def auditing(request: PageRequest, node: str) -> HttpResponse:
    """Show the meetings of a month, and what else there is to check."""
    here, faults = node_of(request, node), list[str]()
    try:
        month = month_of(request)
    except FaultyInput as error:
        faults = [say_fault(request.lang, fault, placed=False) for fault in error.faults]
        month = f"{request.house.today:%Y-%m}"
    found = AuditedMonth(request.house, request.lang, here, month)
    number = page_number(request, found.pages)
    return render(
        request,
        "auditing.html.j2",
        status=400 if faults else 200,
        here=here,
        tabs=tabs_of(request, here, "auditing"),
        found=found,
        meetings=found.meetings(number),
        number=number,
        first=(number - 1) * PAGE,
        size=request.house.ledger.size(),
        faults=[("thang", each) for each in faults],
        month=request.GET.get("thang", "") if faults else month[5:],
        year=request.GET.get("nam", "") if faults else month[:4],
    )


@page(VERIFYING)
def exports(request: PageRequest, node: str) -> HttpResponse:
    """Show what people took out of the pages."""
    here = node_of(request, node)
    number = page_number(request, MOST_PAGES)
    shown, count = exports_under(request.house, request.lang, here, number)
    pages = max(1, -(-count // ROWS))
    return render(
        request, "exports.html.j2", here=here, shown=shown, count=count, number=min(number, pages), pages=pages
    )


@page(VERIFYING)
@of_kept
def timeline(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Show what happened to one meeting, as of now or as known by the end of a day."""
    typed = {name: request.GET.get(name, "").strip() for name in ("ngay", "thang", "nam")}
    day, faults = None, list[str]()
    if any(typed.values()):
        try:
            day = read_date("/".join(typed.values()))
        except ScalarError:
            faults = [say(request.lang, "audit.no_day")]
    told = Timeline(request.house, request.lang, at, kept, request.account.actor, day)
    return render(
        request,
        "timeline.html.j2",
        status=400 if faults else 200,
        told=told,
        at=at,
        cell=node_of(request, at.cell),
        typed=typed,
        faults=[("ngay", each) for each in faults],
        back=meeting_url(at, "timeline"),
        why_url=meeting_url(at, "why"),
        framework_url=version_address(kept.framework) if kept.state.evaluation is not None else "",
    )


@page(SEEING)
@of_kept
@shown_wholly
def why(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Show every point of a meeting with its reason, in each layer that whoever asks may see."""
    layers = layers_why(kept, request.lang, request.account.actor) if kept.state.evaluation is not None else ()
    if not layers:
        raise Http404
    return render(
        request,
        "why.html.j2",
        at=at,
        layers=layers,
        cell=node_of(request, at.cell),
        period=f"{at.period[5:]}/{at.period[:4]}",
        framework=kept.framework,
        framework_url=version_address(kept.framework),
        back=meeting_url(at, "receipt"),
        may_verify=request.house.may(request.account.actor, Deed.VERIFY, at.cell),
        url_of=lambda name, **more: meeting_url(at, name, **more),
    )


@page(SEEING)
@of_kept
@shown_wholly
def why_point(request: PageRequest, at: MeetingAddress, kept: KeptMeeting, criterion: str) -> HttpResponse:
    """Show one point down to the facts, the rule and the clause, in each layer that whoever asks may see."""
    layers = layers_why(kept, request.lang, request.account.actor) if kept.state.evaluation is not None else ()
    found = [(layer, point) for layer in layers if (point := layer.one(criterion)) is not None]
    if not found:
        raise Http404
    return render(
        request,
        "why_point.html.j2",
        at=at,
        found=found,
        cell=node_of(request, at.cell),
        period=f"{at.period[5:]}/{at.period[:4]}",
        framework=kept.framework,
        framework_url=version_address(kept.framework),
        record=kept.state.record,
        moment_of=request.house.office.clock.local,
        back=meeting_url(at, "why"),
    )
