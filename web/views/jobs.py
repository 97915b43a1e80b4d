"""Việc đang chạy, danh sách: what is made of a month, how far it is, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.mandates.roles import Deed
from chamdiem.web import job_files
from chamdiem.web.guard import ENTERED, PageRequest, PageRule, page
from chamdiem.web.job_cards import card_of, cards_of
from chamdiem.web.job_kinds import LISTS, TAKING
from chamdiem.web.jobs import ask_for, note_taken, stop
from chamdiem.web.month_products import month_page, read_product
from chamdiem.web.pages import CONTENT_TYPES, as_download, render
from chamdiem.web.tabs import tabs_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from chamdiem.web.job_cards import JobCard

FETCHING = PageRule(recent=True)
MAKING = PageRule(deed=Deed.SEE_STATES)


@page(MAKING)
def month_lists(request: PageRequest, node: str, period: str) -> HttpResponse:
    """Show what can be made of a month, and have it made."""
    found = month_page(request.house, request.lang, request.account.actor, node, period)
    if found is None:
        raise Http404
    if request.method == "POST":
        what, form = read_product(request.POST.get("make", ""))
        job = ask_for(request.account, LISTS, node, {"period": period, "what": what, "form": form})
        return HttpResponseRedirect(reverse("job", kwargs={"number": job.pk}))
    return render(request, "month_lists.html.j2", month=found, tabs=tabs_of(request, found.node, "month_lists"))


@page(ENTERED)
def job_list(request: PageRequest) -> HttpResponse:
    """Show the jobs of whoever is in: those that go on first."""
    cards = cards_of(request.house, request.lang, request.account)
    going = [each for each in cards if each.is_open]
    return render(request, "jobs.html.j2", going=going, ended=[each for each in cards if not each.is_open])


@page(ENTERED)
def job(request: PageRequest, number: int) -> HttpResponse:
    """Show one job, stop it, or have what it looked at taken into the ledger."""
    card = _card(request, number)
    if request.method == "POST":
        if request.POST.get("act") == "stop":
            stop(card.job)
        elif request.POST.get("act") == "take" and card.may_take:
            taking = ask_for(request.account, TAKING, card.job.node, card.job.asked, card.job.upload)
            return HttpResponseRedirect(reverse("job", kwargs={"number": taking.pk}))
        return HttpResponseRedirect(request.path)
    return render(request, "job.html.j2", card=card)


@page(FETCHING)
def job_file(request: PageRequest, number: int) -> HttpResponseBase:
    """Give what a job made; that it was taken is noted."""
    card = _card(request, number)
    file = job_files.find(card.job.file) if card.file_url else None
    if file is None:
        raise Http404
    note_taken(card.job)
    return as_download(FileResponse(file.open("rb"), content_type=CONTENT_TYPES[file.suffix[1:]]), card.job.called)


def _card(request: PageRequest, number: int) -> JobCard:
    card = card_of(request.house, request.lang, request.account, number)
    if card is None:
        raise Http404
    return card
