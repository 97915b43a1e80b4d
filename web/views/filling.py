"""Ghi một kỳ: the secretary's way from who was there to the review; each page is saved as a whole and leads on."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect

from chamdiem.engine.forms.form import FIRST
from chamdiem.engine.ledger.answered import Reply
from chamdiem.engine.ledger.shapes import MAX_WORDS
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.office.advising import advise_on
from chamdiem.engine.texts.sentences import period_text, say_fault
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.web.answers import typed_of
from chamdiem.web.attendance import CodeFault, attendance, codes_of, counted, keep_codes, read_codes, sent_ticks
from chamdiem.web.cards import PageShown, faults_of
from chamdiem.web.checks import Check, checks_of
from chamdiem.web.drafts import Conflict, Saved, begin_draft, save
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.held import MeetingAddress
from chamdiem.web.last_time import last_time
from chamdiem.web.numbers import number_sent
from chamdiem.web.open_draft import meeting_url, open_draft
from chamdiem.web.pages import render
from chamdiem.web.review import Missing, Standing, group_rows
from chamdiem.web.steps import next_step, way_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import QueryDict

    from chamdiem.engine.forms.form import FormPage
    from chamdiem.web.open_draft import OpenDraft, OpenForm

FILLING = PageRule(deed=Deed.FILL)
TYPING = PageRule(deed=Deed.FILL, saves=True)
_DEVICE = 64


@page(FILLING)
def meeting(request: PageRequest, cell: str, period: str, kind: str) -> HttpResponse:
    """Lead to what is to be done next of a meeting; of one that nobody began, ask whether to begin it."""
    at, faults = MeetingAddress(cell, period, kind), list[str]()
    opened = open_draft(request.house, request.lang, at)
    if opened is None and request.method == "POST":
        try:
            begin_draft(request.house, request.account, at)
        except FaultyInput as error:
            faults = [say_fault(request.lang, fault, placed=False) for fault in error.faults]
        opened = open_draft(request.house, request.lang, at)
    if opened is None:
        named = period_text(request.lang, period)
        return render(request, "begin.html.j2", status=400 if faults else 200, period=named, faults=faults)
    return HttpResponseRedirect(opened.url("receipt") if opened.is_closed else next_step(opened))


def of_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the draft that its address names; where there is none to write in, lead to the meeting.

    What is sent of one that is closed is saved all the same, beside it.
    """

    @wraps(view)
    def found(request: PageRequest, cell: str, period: str, kind: str, **more: str) -> HttpResponse:
        at = MeetingAddress(cell, period, kind)
        opened = open_draft(request.house, request.lang, at)
        if opened is None or (opened.is_closed and request.method != "POST"):
            return HttpResponseRedirect(meeting_url(at, "meeting"))
        return view(request, opened, **more)

    return found


# --- the pages of the form ---


@page(TYPING)
@of_draft
def form_page(request: PageRequest, opened: OpenDraft, page_id: str) -> HttpResponse:
    """Show a page of the form, or save it and lead on."""
    shown = next((each for each in opened.pages if each.id == page_id), None)
    if shown is None:
        raise Http404
    if request.method == "POST":
        return save_page(request, opened, shown)
    codes, told = attendance(opened) if page_id == FIRST else None, PageShown(opened, shown, last_time(opened))
    return render(
        request,
        "form_page.html.j2",
        opened=opened,
        page=told,
        lacking=told.lacking,
        way=way_of(opened, page_id),
        standing=Standing(opened),
        codes=codes,
        is_first=page_id == FIRST,
        asks_why=bool(request.GET.get("ly-do")),
    )


def save_page(request: PageRequest, opened: OpenForm, shown: FormPage) -> HttpResponse:
    """Save a page of a form and lead on: to what is to be mended or explained on it, or else to the next."""
    typed = typed_page(request.POST, opened, shown)
    done = save_typed(request, opened, typed)
    if isinstance(done, Conflict):
        return HttpResponseRedirect(opened.url("conflict"))
    saved = opened.after(done)
    if request.POST.get("count"):
        return HttpResponseRedirect(saved.page_url(shown, "diem-danh"))
    if saved.filled.status(shown.id).faulty:
        return HttpResponseRedirect(saved.page_url(shown))
    return HttpResponseRedirect(_unasked(saved, shown, typed) or way_of(saved, shown.id).following.url)


def _unasked(saved: OpenForm, shown: FormPage, typed: Mapping[str, str]) -> str | None:
    """Return where on the page to say why points were lost, where it has not asked yet: it did not know of them."""
    unnoted = {score.criterion.id for score in saved.filled.unnoted}
    cards = [card for card in shown.cards if card.note and card.criterion.id in unnoted and card.note.id not in typed]
    return None if not cards else f"{saved.page_url(shown)}?ly-do=1#t-{cards[0].criterion.id}"


def typed_page(sent: QueryDict, opened: OpenForm, shown: FormPage) -> dict[str, str]:
    """Return what a page sent, by the ids of its questions and ticks; what ticks count replaces what was typed."""
    typed = typed_of(filter(opened.asks, shown.all_questions), sent, opened.at.period)
    codes = attendance(opened) if shown.id == FIRST else None
    if codes is None or not codes.codes:
        return typed
    ticks = sent_ticks(codes, sent)
    is_counted = bool(sent.get("count"))
    return typed | ticks | (counted(codes.after(ticks)) if is_counted else {})


def save_typed(request: PageRequest, opened: OpenForm, typed: Mapping[str, str]) -> Saved | Conflict:
    """Save what a page sent, by the version that it showed."""
    # whoever sends no version has seen none: whatever differs is a conflict, and nothing is lost
    version = number_sent(request.POST.get("version"))
    device = request.headers.get("User-Agent", "")[:_DEVICE]
    return save(opened.draft, version, typed, request.account, device)


@page(FILLING)
@of_draft
def member_codes(request: PageRequest, opened: OpenDraft) -> HttpResponse:
    """Show the cell's list of codes, or keep another."""
    text, faults = "\n".join(codes_of(opened.at.cell)), tuple[CodeFault, ...]()
    if request.method == "POST":
        text = request.POST.get("codes", "")
        codes, faults = read_codes(text)
        if not faults:
            keep_codes(opened.at.cell, codes)
            return HttpResponseRedirect(opened.page_url(opened.pages[0], "diem-danh"))
    status = 400 if faults else 200
    back = opened.page_url(opened.pages[0])
    return render(request, "member_codes.html.j2", status=status, opened=opened, text=text, faults=faults, back=back)


# --- before the vote ---


@page(FILLING)
@of_draft
def missing(request: PageRequest, opened: OpenDraft) -> HttpResponse:
    """Show what is missing, with links to each place."""
    lacks = Missing(opened, tuple(faults_of(opened)))
    way = way_of(opened, "missing")
    return render(request, "missing.html.j2", opened=opened, lacks=lacks, way=way, standing=Standing(opened))


@page(FILLING)
@of_draft
def review(request: PageRequest, opened: OpenDraft) -> HttpResponse:
    """Show the result with its questions; keep the answers to these and lead on."""
    checks = checks_of(opened)
    if request.method == "POST":
        done = save_typed(request, opened, _replies(checks, request.POST))
        if isinstance(done, Conflict):
            return HttpResponseRedirect(opened.url("conflict"))
        checks = checks_of(opened.after(done))
        is_open = any(each.answer is None or each.is_faulty for each in checks)
        mended = next((each.url for each in checks if each.answer == Reply.MEND), None)
        asked = f"{opened.url('review')}?tra-loi=1"
        return HttpResponseRedirect(mended or (asked if is_open else opened.url("vote")))
    return render(
        request,
        "review.html.j2",
        opened=opened,
        way=way_of(opened, "review"),
        standing=Standing(opened),
        checks=checks,
        unanswered=[each for each in checks if each.answer is None] if request.GET.get("tra-loi") else [],
        wordy=[each for each in checks if each.is_faulty],
        most=MAX_WORDS,
        rows=group_rows(opened),
        lacks=Missing(opened, tuple(faults_of(opened))),
    )


def _replies(checks: tuple[Check, ...], sent: QueryDict) -> dict[str, str]:
    """Return what was answered to the questions of the review, and said besides, by what a draft has them under."""
    found = {each.id: str(sent[each.id]) for each in checks if sent.get(each.id) in set(Reply)}
    return found | {each.words_id: str(sent[each.words_id]) for each in checks if each.words_id in sent}


@page(FILLING)
@of_draft
def raise_rating(request: PageRequest, opened: OpenDraft) -> HttpResponse:
    """Show what would give the next better rating: a page of its own, since it takes longer than any other."""
    advised = advise_on(opened.house.office, opened.filled.evaluation)
    return render(
        request,
        "raise.html.j2",
        opened=opened,
        way=way_of(opened, "review"),
        advice=advised.advice,
        words=advised.words(request.lang),
    )
