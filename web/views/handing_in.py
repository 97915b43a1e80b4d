"""Biểu quyết, nộp, biên nhận: how a cell hands in what it made of its meeting, takes it back, or corrects it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.forms.form import FormPage, FormSection
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import period_text, say_fault
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.web.answers import typed_of
from chamdiem.web.assessment import is_hidden_from
from chamdiem.web.cards import PageShown
from chamdiem.web.drafts import Conflict, key_of, save
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.held import MeetingAddress
from chamdiem.web.kept import CORRECTABLE, RETURNABLE, kept_meeting
from chamdiem.web.last_time import last_time
from chamdiem.web.numbers import number_sent
from chamdiem.web.open_draft import meeting_url, open_draft
from chamdiem.web.pages import render
from chamdiem.web.receipt import Receipt
from chamdiem.web.review import Missing, Standing, criterion_url
from chamdiem.web.steps import way_of
from chamdiem.web.submitting import hand_in, reopen, take_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import QueryDict

    from chamdiem.rules.records.faults import Fault
    from chamdiem.web.kept import KeptMeeting
    from chamdiem.web.open_draft import OpenDraft, OpenForm

FILLING, SEEING = PageRule(deed=Deed.FILL), PageRule(deed=Deed.SEE)
SUBMITTING = PageRule(deed=Deed.SUBMIT)
VOTING = PageRule(deed=Deed.FILL, saves=True)


REASON = "reason"
"""Under which id a draft has why it is handed in while something is missing."""

# --- vote, and hand in ---


@page(VOTING)
def vote(request: PageRequest, cell: str, period: str, kind: str) -> HttpResponse:
    """Ask for the vote and for what still falls short; save it, and hand in where that is asked."""
    at = MeetingAddress(cell, period, kind)
    opened = open_draft(request.house, request.lang, at)
    # what is sent of one that is closed is saved all the same, beside it
    if opened is None or (opened.is_closed and request.method != "POST"):
        return HttpResponseRedirect(meeting_url(at, "meeting"))
    if request.method != "POST":
        return _show_vote(request, opened)
    done = save(
        opened.draft,
        _version(request),
        typed_last(opened, request.POST),
        request.account,
        _device(request),
    )
    if isinstance(done, Conflict):
        return HttpResponseRedirect(opened.url("conflict"))
    saved = opened.after(done)
    if request.POST.get("act") != "submit":
        return HttpResponseRedirect(meeting_url(at, "vote") if _wrong(saved) else reverse("tasks"))
    return _hand_in(request, saved)


def _hand_in(request: PageRequest, opened: OpenDraft) -> HttpResponse:
    if not request.house.may(request.account.actor, Deed.SUBMIT, opened.at.cell):
        raise Http404
    if not request.POST.get("sure"):
        return _show_vote(request, opened, [("sure", "hand.sure_needed")])
    reason = request.POST.get("reason", "").strip()
    try:
        hand_in(request.house, request.account, opened.draft, reason)
    except FaultyInput as error:
        return _show_vote(request, opened, faults=error.faults, reason=reason)
    return HttpResponseRedirect(opened.url("receipt"))


def _show_vote(
    request: PageRequest,
    opened: OpenDraft,
    lacking: list[tuple[str, str]] | None = None,
    faults: tuple[Fault, ...] = (),
    reason: str = "",
) -> HttpResponse:
    """Show the vote; `lacking`: places of the page with the codes of what is to be done there."""
    links = [(f"#{anchor}", say(request.lang, code)) for anchor, code in lacking or ()]
    closing = closing_page(opened)
    # what the page itself holds against its questions is told once
    own = [fault for question in closing.all_questions for fault in opened.filled.faults.get(question.id, ())]
    others = (fault for fault in faults if fault not in own)
    links += [(_place(opened, each), say_fault(request.lang, each, placed=False, coded=False)) for each in others]
    return render(
        request,
        "vote.html.j2",
        status=400 if lacking or faults else 200,
        opened=opened,
        refused=bool(lacking or faults),
        way=way_of(opened, "vote"),
        standing=Standing(opened),
        lacks=Missing(opened, ()),
        page=PageShown(opened, closing, last_time(opened)),
        links=links,
        reason=reason or opened.draft.texts.get(REASON, ""),
        may_submit=request.house.may(request.account.actor, Deed.SUBMIT, opened.at.cell),
        upper=_upper(request, opened.at.cell),
    )


def _place(opened: OpenDraft, fault: Fault) -> str:
    """Return where a fault is mended: at its question, at the card of its criterion, or nowhere in particular."""
    question = opened.form.by_path.get(fault.path) or opened.form.questions.get(
        str(fault.path[-1]) if fault.path else ""
    )
    if question is not None:
        return opened.question_url(question)
    criterion = fault.details.get("criterion")
    return criterion_url(opened, criterion) if criterion else opened.url("missing")


def typed_last(opened: OpenForm, sent: QueryDict) -> dict[str, str]:
    """Return what the page of the vote sent, with why something is missing, by the ids of questions."""
    told = {REASON: str(sent[REASON])} if REASON in sent else {}
    return typed_of(opened.form.closing, sent, opened.at.period) | told


def closing_page(opened: OpenDraft) -> FormPage:
    """Return what is asked in the end as a page of the form."""
    section = FormSection(title="", questions=opened.form.closing, cards=())
    return FormPage(id="vote", title=say(opened.lang, "fill.vote"), sections=(section,))


def _wrong(opened: OpenDraft) -> bool:
    """Tell whether something of what the page of the vote asks cannot be read."""
    return any(opened.filled.faults.get(each.id) for each in opened.form.closing)


def _upper(request: PageRequest, cell: str) -> str:
    """Return who gets what is handed in."""
    above = next(request.house.tree.above(cell), None)
    return above.title if above else ""


def _version(request: PageRequest) -> int:
    return number_sent(request.POST.get("version"))


def _device(request: PageRequest) -> str:
    return request.headers.get("User-Agent", "")[:64]


# --- what the ledger has ---


def of_kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view what the ledger has of the meeting that its address names; nothing there: no such page."""

    @wraps(view)
    def found(request: PageRequest, cell: str, period: str, kind: str, **more: str) -> HttpResponse:
        at = MeetingAddress(cell, period, kind)
        try:
            kept = kept_meeting(request.house, key_of(request.house, at))
        except FaultyInput as error:
            raise Http404 from error
        if kept is None:
            raise Http404
        return view(request, at, kept, **more)

    return found


def shown_wholly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view what shows the cell's own points: a supervisor who is not to see them yet has no such page."""

    @wraps(view)
    def found(request: PageRequest, at: MeetingAddress, kept: KeptMeeting, **more: str) -> HttpResponse:
        if is_hidden_from(request.house, request.account.actor, kept.state, at.cell):
            raise Http404
        return view(request, at, kept, **more)

    return found


@page(SEEING)
@of_kept
@shown_wholly
def receipt(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Show what was handed in: its number and time, what it came to, its papers, and what can still be done."""
    may_submit = request.house.may(request.account.actor, Deed.SUBMIT, at.cell)
    stage = kept.stage.stage
    return render(
        request,
        "receipt.html.j2",
        receipt=Receipt(request.house, request.lang, at, kept),
        may_withdraw=may_submit and stage in RETURNABLE and kept.state.submission is not None,
        may_correct=may_submit and (stage in CORRECTABLE or kept.state.returned is not None),
        may_return=_may_return(request, at, kept),
        url_of=lambda name, **more: meeting_url(at, name, **more),
        upper=_upper(request, at.cell),
    )


def _may_return(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> bool:
    is_open = kept.state.submission is not None and kept.state.decision is None
    return is_open and request.house.may(request.account.actor, Deed.RETURN, at.cell)


@page(SUBMITTING)
@of_kept
def withdraw(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Take back what was handed in, with a reason, while nobody has assessed it."""
    submission, faults, reason = kept.state.submission, list[str](), request.POST.get("reason", "").strip()
    if submission is None:
        return HttpResponseRedirect(meeting_url(at, "receipt"))
    if request.method == "POST" and not reason:
        faults = [say(request.lang, "hand.reason_needed")]
    elif request.method == "POST":
        try:
            take_back(request.house, request.account, at, submission.sequence, reason)
        except FaultyInput as error:
            faults = [say_fault(request.lang, fault, placed=False, coded=False) for fault in error.faults]
        else:
            return HttpResponseRedirect(meeting_url(at, "meeting"))
    return _ask_reason(request, at, "withdraw", faults, kept)


@page(SUBMITTING)
@of_kept
def correct(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Open what was handed in once more, to hand in a correction; what came back is opened with the reason it has."""
    faults, reason = list[str](), request.POST.get("reason", "").strip()
    is_returned = kept.state.returned is not None
    if request.method == "POST":
        if not reason and not is_returned:
            faults = [say(request.lang, "hand.reason_needed")]
        else:
            try:
                reopen(request.house, request.account, at, reason)
                return HttpResponseRedirect(meeting_url(at, "meeting"))
            except FaultyInput as error:
                faults = [say_fault(request.lang, fault, placed=False, coded=False) for fault in error.faults]
    return _ask_reason(request, at, "returned" if is_returned else "correct", faults, kept)


def _ask_reason(
    request: PageRequest, at: MeetingAddress, what: str, faults: list[str], kept: KeptMeeting
) -> HttpResponse:
    """Ask why something is taken back, corrected or mended."""
    returned = kept.state.returned
    return render(
        request,
        "reason.html.j2",
        status=400 if faults else 200,
        what=what,
        faults=[("reason", each) for each in faults],
        reason=request.POST.get("reason", ""),
        returned=str(returned.body["reason"]) if returned else "",
        back=meeting_url(at, "receipt"),
        period=period_text(request.lang, at.period),
    )
