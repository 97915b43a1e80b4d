"""Quyết định nửa năm, cả năm: what is proposed of a span, many cells decided by one paper, or one with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.history.period_words import PeriodWords
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.spans import read_span
from chamdiem.web.deciding import PaperTyped, read_paper
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.pages import render
from chamdiem.web.period_proposals import PeriodChoice, PeriodProposals, decide_one_period, decide_periods
from chamdiem.web.tabs import tabs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.rules.records.spans import MonthSpan
    from chamdiem.web.period_proposals import PeriodProposal

CHOSEN = "c"
_OLDEST = 2000
_COLUMNS = ("month", "day", "kind", "total", "rating")


def is_longer(period: str) -> bool:
    """Tell whether a period is longer than a month."""
    return read_span(period).kind != "month"


def _span(request: PageRequest, period: str) -> MonthSpan:
    """Return a span; nothing is there of one that nobody has come to yet."""
    span = read_span(period)
    if not span.year >= _OLDEST or span.months[0] > f"{request.house.today:%Y-%m}":
        raise Http404
    return span


# --- many cells ---


def periods_of(request: PageRequest, node: str, period: str) -> PeriodProposals:
    """Return what is proposed of a span."""
    span = _span(request, period)
    return PeriodProposals(request.house, request.lang, request.account.actor, request.house.tree.nodes[node], span)


def period_table(
    request: PageRequest,
    found: PeriodProposals,
    faults: Sequence[tuple[str, str]] = (),
    typed: PaperTyped | None = None,
) -> HttpResponse:
    """Show what is proposed, with what was chosen and what is wrong with it."""
    return render(
        request,
        "decide_period.html.j2",
        status=400 if faults else 200,
        found=found,
        node=found.node,
        tabs=tabs_of(request, found.node, "decide_now"),
        period=str(found.span),
        faults=faults,
        typed=typed,
        done=done if (done := request.GET.get("xong", "")).isdigit() else "",
        chosen=set(request.POST.getlist(CHOSEN)),
    )


def decide_chosen_periods(request: PageRequest, found: PeriodProposals) -> HttpResponse:
    """Decide all that was chosen by one paper, or nothing."""
    address = _table_url(found.node, found.span)
    if request.method != "POST":
        return HttpResponseRedirect(address)
    keys = request.POST.getlist(CHOSEN)
    typed = read_paper(request.house, request.POST, needed=True)
    faults = [(name, say(request.lang, code)) for name, code in typed.faults]
    if not keys:
        faults.append(("chon", say(request.lang, "decide.none_chosen")))
    # what was carried past the question for the password is looked at once more
    if request.POST.get("act") != "decide" or faults or typed.paper is None:
        return period_table(request, found, faults, typed)
    try:
        count = decide_periods(found, keys, typed.paper)
    except FaultyInput as error:
        told = [("", say_fault(request.lang, fault, placed=True)) for fault in error.faults]
        return period_table(request, found, told, typed)
    return HttpResponseRedirect(f"{address}?xong={count}")


def _table_url(node: Node, span: MonthSpan) -> str:
    return reverse("decide_month", kwargs={"node": node.id, "period": str(span)})


# --- one cell ---


@page(PageRule(deed=Deed.DECIDE, recent=True))
def decide_period(request: PageRequest, cell: str, period: str) -> HttpResponse:
    """Show one cell over a span with what was computed, and decide it; of one that is decided, decide otherwise."""
    found, proposal = _one(request, cell, period)
    faults, typed = list[tuple[str, str]](), read_paper(request.house, request.POST, needed=False)
    rating, reason = request.POST.get("rating", ""), request.POST.get("reason", "").strip()
    if request.method == "POST" and proposal.can_decide:
        faults = [(name, say(request.lang, code)) for name, code in typed.faults]
        faults += _lacking(request, proposal, rating, reason)
        if not faults:
            choice = PeriodChoice(rating=rating, reason=reason, paper=typed.paper, seen=request.POST.get("seen", ""))
            try:
                decide_one_period(found, choice)
                return HttpResponseRedirect(request.path)
            except FaultyInput as error:
                faults = [("", say_fault(request.lang, fault, placed=False)) for fault in error.faults]
    words = PeriodWords(proposal.result, request.lang)
    return render(
        request,
        "decide_period_one.html.j2",
        status=400 if faults else 200,
        found=found,
        one=proposal,
        words=words,
        columns=[say(request.lang, f"periods.column_{name}") for name in _COLUMNS],
        faults=faults,
        typed=typed if request.method == "POST" else None,
        rating=rating,
        reason=reason,
        back=_table_url(found.node, found.span),
    )


def _one(request: PageRequest, cell: str, period: str) -> tuple[PeriodProposals, PeriodProposal]:
    """Return what is proposed for one cell; nothing is there where no rule rates such a span."""
    tree = request.house.tree
    own = tree.standing(cell)
    above = tree.standing(own.parent) if own is not None and own.parent else None
    if own is None or above is None or not is_longer(period):
        raise Http404
    span = _span(request, period)
    found = PeriodProposals(request.house, request.lang, request.account.actor, above, span, own.id)
    if not found.rows:
        raise Http404
    return found, found.rows[0]


def _lacking(request: PageRequest, one: PeriodProposal, rating: str, reason: str) -> Iterable[tuple[str, str]]:
    """Yield what is not said and has to be: a rating, and why where it is another one, or there was one before."""
    computed = one.result.rating
    if rating not in {each.id for each in one.result.ratings}:
        yield "rating", say(request.lang, "decide.rating_needed")
    elif not reason and one.decided is not None:
        yield "reason", say(request.lang, "decide.reason_corrects")
    elif not reason and (computed is None or rating != computed.id):
        yield "reason", say(request.lang, "decide.reason_needed")
