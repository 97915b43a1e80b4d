"""Quyết định: what is proposed of a month, one meeting decided with its reason, or many by one paper."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import period_text, say_fault
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.web.deciding import Choice, PaperTyped, decide_many, decide_one, read_paper
from chamdiem.web.decision_shown import DecisionShown
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.numbers import number_sent
from chamdiem.web.open_draft import meeting_url
from chamdiem.web.pages import render
from chamdiem.web.proposals import proposals
from chamdiem.web.tabs import decides_at, tabs_of
from chamdiem.web.views.deciding_periods import CHOSEN, decide_chosen_periods, is_longer, period_table, periods_of
from chamdiem.web.views.handing_in import of_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chamdiem.web.held import MeetingAddress
    from chamdiem.web.kept import KeptMeeting
    from chamdiem.web.proposals import Proposal, Proposals

# at its own organisation a standing committee unlocks, and whoever unlocks decides on what stands under it
DECIDING_UNDER = PageRule(deed=Deed.UNLOCK)
DECIDING_MANY = PageRule(deed=Deed.UNLOCK, recent=True)
DECIDING = PageRule(deed=Deed.DECIDE, recent=True)
_SHOWN = 100


def _need_own(request: PageRequest, node: str) -> None:
    """Refuse whoever has no mandate to decide at an organisation itself."""
    if not decides_at(request.house, request.account.actor, node):
        raise Http404


def _proposals(request: PageRequest, node: str, period: str) -> Proposals:
    """Return what is proposed; nothing is there of what is no month, or for whoever decides elsewhere."""
    _need_own(request, node)
    if len(period) != len("2026-11") or not period[5:].isdigit():
        raise Http404
    return proposals(request.house, request.lang, request.account.actor, node, period)


@page(DECIDING_UNDER)
def decide_now(request: PageRequest, node: str) -> HttpResponse:
    """Lead to the month of which meetings come in now: the one before this."""
    _need_own(request, node)
    last = request.house.today.replace(day=1) - dt.timedelta(days=1)
    return HttpResponseRedirect(_month_url(node, f"{last.year:04}-{last.month:02}"))


@page(DECIDING_UNDER)
def decide_month(request: PageRequest, node: str, period: str) -> HttpResponse:
    """Show what is proposed of a month, or of a half-year or year, with nothing chosen."""
    if is_longer(period):
        _need_own(request, node)
        return period_table(request, periods_of(request, node, period))
    return _table(request, _proposals(request, node, period))


def _table(
    request: PageRequest,
    found: Proposals,
    faults: Sequence[tuple[str, str]] = (),
    typed: PaperTyped | None = None,
) -> HttpResponse:
    """Show what is proposed, with what was chosen and what is wrong with it."""
    node, period = found.node, found.period
    shows_all = request.GET.get("trang") == "het"
    return render(
        request,
        "decide_month.html.j2",
        status=400 if faults else 200,
        found=found,
        node=request.house.tree.nodes[node],
        period=period,
        named=period_text(request.lang, period),
        tabs=tabs_of(request, request.house.tree.nodes[node], "decide_now"),
        rows=found.open if shows_all else found.open[:_SHOWN],
        faults=faults,
        typed=typed,
        done=done if (done := request.GET.get("xong", "")).isdigit() else "",
        chosen=set(request.POST.getlist(CHOSEN)),
    )


@page(DECIDING_MANY)
def decide_chosen(request: PageRequest, node: str, period: str) -> HttpResponse:
    """Show once more what was chosen, and decide all of it by one paper, or nothing."""
    if is_longer(period):
        _need_own(request, node)
        return decide_chosen_periods(request, periods_of(request, node, period))
    found = _proposals(request, node, period)
    if request.method != "POST":
        return HttpResponseRedirect(_month_url(node, period))
    keys = request.POST.getlist(CHOSEN)
    typed = read_paper(request.house, request.POST, needed=True)
    chosen = found.chosen(keys)
    faults = [(name, say(request.lang, code)) for name, code in typed.faults]
    if not keys:
        faults.append(("chon", say(request.lang, "decide.none_chosen")))
    elif len(chosen) != len(set(keys)):
        faults.append(("", say(request.lang, "decide.some_changed", count=len(set(keys)) - len(chosen))))
    if faults or typed.paper is None:
        return _table(request, found, faults, typed)
    if request.POST.get("act") == "decide":
        try:
            decide_many(request.house, request.account.actor, chosen, typed.paper)
            return HttpResponseRedirect(f"{_month_url(node, period)}?xong={len(chosen)}")
        except FaultyInput as error:
            told = [("", say_fault(request.lang, fault, placed=True)) for fault in error.faults]
            return _table(request, _proposals(request, node, period), told, typed)
    return render(
        request,
        "decide_chosen.html.j2",
        node=request.house.tree.nodes[node],
        period=period,
        named=period_text(request.lang, period),
        chosen=chosen,
        left=len(found.open) - len(chosen),
        counts=_counts(chosen),
        typed=typed,
    )


def _counts(chosen: Iterable[Proposal]) -> list[tuple[str, int]]:
    """Return how many meetings get which rating, the best first."""
    places: dict[tuple[int, str], int] = {}
    for each in chosen:
        key = (each.row.computed_place or 0, each.proposed)
        places[key] = places.get(key, 0) + 1
    return [(title, count) for (_, title), count in sorted(places.items())]


def _month_url(node: str, period: str) -> str:
    return reverse("decide_month", kwargs={"node": node, "period": period})


@page(DECIDING)
@of_kept
def decide_meeting(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Show one meeting with both sides, and decide it; of one that is decided, decide otherwise with the reason."""
    shown = DecisionShown(request.house, request.lang, at, kept)
    faults, typed = list[tuple[str, str]](), read_paper(request.house, request.POST, needed=False)
    if request.method == "POST" and shown.can_decide:
        faults = [(name, say(request.lang, code)) for name, code in typed.faults]
        faults += _lacking(request, shown)
        if not faults:
            choice = Choice(
                rating=request.POST.get("rating", ""),
                reason=request.POST.get("reason", "").strip(),
                paper=typed.paper,
                seen=number_sent(request.POST.get("seen")),
            )
            try:
                decide_one(request.house, request.account.actor, kept, choice)
                return HttpResponseRedirect(meeting_url(at, "decide_one"))
            except FaultyInput as error:
                faults = [("", say_fault(request.lang, fault, placed=False)) for fault in error.faults]
    return render(
        request,
        "decide_one.html.j2",
        status=400 if faults else 200,
        shown=shown,
        faults=faults,
        typed=typed if request.method == "POST" else None,
        rating=request.POST.get("rating", ""),
        reason=request.POST.get("reason", ""),
        back=_above(request, at),
    )


def _lacking(request: PageRequest, shown: DecisionShown) -> Iterable[tuple[str, str]]:
    """Yield what is not said and has to be: a rating, and why where it is another one, or there was one before."""
    rating, reason = request.POST.get("rating", ""), request.POST.get("reason", "").strip()
    if rating not in {each.id for each in shown.ratings}:
        yield "rating", say(request.lang, "decide.rating_needed")
    elif not reason and shown.is_decided:
        yield "reason", say(request.lang, "decide.reason_corrects")
    elif not reason and rating != shown.kept.stage.computed:
        yield "reason", say(request.lang, "decide.reason_needed")


def _above(request: PageRequest, at: MeetingAddress) -> str:
    above = next(request.house.tree.above(at.cell), None)
    return "" if above is None or len(at.period) != len("2026-11") else _month_url(above.id, at.period)
