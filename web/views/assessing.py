"""Chấm: a supervisor's cells, one meeting side by side with what the cell gave itself, and what is handed in of it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect

from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.handing_in import give_back
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import period_text, say_fault
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.web.assess_list import assigned
from chamdiem.web.assessing import (
    begin,
    hand_up,
    is_assessable,
    lacks,
    look_again,
    open_assessment,
    reopen_assessment,
)
from chamdiem.web.assessment import TABLE, is_hidden_from
from chamdiem.web.assessment_shown import AssessmentShown
from chamdiem.web.cards import PageShown, faults_of
from chamdiem.web.drafts import Conflict
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.last_time import LastTime
from chamdiem.web.open_draft import meeting_url
from chamdiem.web.pages import render
from chamdiem.web.review import Standing, criterion_url
from chamdiem.web.side_by_side import ALL, OPEN, OTHER, SideBySide
from chamdiem.web.steps import next_step, way_of
from chamdiem.web.views.filling import save_page, save_typed, typed_page
from chamdiem.web.views.handing_in import of_kept
from chamdiem.web.views.saving import choose_of, list_saves, save_sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.rules.records.faults import Fault
    from chamdiem.web.assessment import OpenAssessment
    from chamdiem.web.held import MeetingAddress
    from chamdiem.web.kept import KeptMeeting

ASSESSING = PageRule(deed=Deed.ASSESS)
TYPING = PageRule(deed=Deed.ASSESS, saves=True)
RETURNING = PageRule(deed=Deed.RETURN)
_PHONE = ("Mobile", "Android", "iPhone")
_FILTERS = (ALL, OTHER, OPEN)
_UNNOTED = "vi-sao"
"""Asks the table to say at its head where it has still to be said why: that is what kept one from going on."""


@page(ASSESSING)
def assess_list(request: PageRequest) -> HttpResponse:
    """Show the cells of a supervisor: what waits, the nearest deadline first, and how the rest stands."""
    found = assigned(request.house, request.lang, request.account.actor)
    return render(request, "assess_list.html.j2", assigned=found)


@page(ASSESSING)
@of_kept
def assess(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Show how far a meeting is; begin to assess it, or look at what the cell changed, and lead on."""
    faults = list[str]()
    if request.method == "POST":
        try:
            begin(request.account, at, kept)
            opened = open_assessment(request.house, request.lang, at, kept)
            if opened is not None and opened.is_outdated:
                look_again(opened)
            if opened is not None:
                return HttpResponseRedirect(_first_page(request, opened))
        except FaultyInput as error:
            faults = [say_fault(request.lang, fault, placed=False, coded=False) for fault in error.faults]
    shown = AssessmentShown(request.house, request.lang, at, kept, _opened(request, at, kept))
    status = 400 if faults else 200
    hidden = is_hidden_from(request.house, request.account.actor, kept.state, at.cell)
    return render(request, "assess.html.j2", status=status, shown=shown, faults=faults, hidden=hidden)


def _opened(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> OpenAssessment | None:
    return open_assessment(request.house, request.lang, at, kept)


def _first_page(request: PageRequest, opened: OpenAssessment) -> str:
    """Return where to go on: on a PC all criteria stand in one table, on a phone one group on a page."""
    is_phone = any(word in request.headers.get("User-Agent", "") for word in _PHONE)
    return next_step(opened) if is_phone else opened.url("assess_table")


def of_assessment(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the assessment that its address names; where there is none to write in, lead to the meeting.

    What is sent of one that is closed is saved all the same, beside it.
    """

    @wraps(view)
    @of_kept
    def found(request: PageRequest, at: MeetingAddress, kept: KeptMeeting, **more: str) -> HttpResponse:
        opened = _opened(request, at, kept)
        is_open = (opened is not None and is_assessable(kept)) or bool(opened and opened.draft.corrects)
        if opened is None or (request.method != "POST" and (opened.is_closed or not is_open or opened.is_outdated)):
            return HttpResponseRedirect(meeting_url(at, "assess"))
        return view(request, opened, **more)

    return found


# --- side by side ---


@page(TYPING)
@of_assessment
def assess_page(request: PageRequest, opened: OpenAssessment, page_id: str) -> HttpResponse:
    """Show one group, or save it and lead on."""
    shown = next((each for each in opened.pages if each.id == page_id), None)
    if shown is None:
        raise Http404
    if request.method == "POST":
        return save_page(request, opened, shown)
    return render(
        request,
        "assess_page.html.j2",
        opened=opened,
        page=shown,
        lacking=PageShown(opened, shown, LastTime()).lacking,
        sides=SideBySide(opened),
        faults=tuple(faults_of(opened, shown)),
        way=way_of(opened, page_id),
        standing=Standing(opened),
    )


@page(TYPING)
@of_assessment
def assess_table(request: PageRequest, opened: OpenAssessment) -> HttpResponse:
    """Show all criteria in one table, or those alone that differ or are open; save what was typed there."""
    which = request.GET.get("xem", ALL)
    which = which if which in _FILTERS and not (which == OTHER and opened.is_hidden) else ALL
    if request.method == "POST":
        done = save_typed(request, opened, typed_page(request.POST, opened, opened.table))
        if isinstance(done, Conflict):
            return HttpResponseRedirect(opened.url("conflict"))
        saved = opened.after(done)
        wrong = next(iter(faults_of(saved, saved.table)), None)
        row = next(iter(SideBySide(saved).unnoted), None)
        if request.POST.get("act") == "on" and wrong is None:
            table = f"{saved.url('assess_table')}?xem={ALL}&{_UNNOTED}=1"
            return HttpResponseRedirect(table if row else saved.url("assess_submit"))
        place = wrong.url if wrong else f"#{row.card.anchor}" if row else ""
        return HttpResponseRedirect(f"{saved.url('assess_table')}?xem={which}{place}")
    return render(
        request,
        "assess_table.html.j2",
        opened=opened,
        sides=SideBySide(opened),
        which=which,
        faults=tuple(faults_of(opened, opened.table)),
        unnoted=SideBySide(opened).unnoted if _UNNOTED in request.GET else (),
        standing=Standing(opened),
        table=TABLE,
    )


@page(PageRule(deed=Deed.ASSESS, saves=True, is_data=True))
@of_kept
def assess_autosave(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Save what a script sent."""
    return save_sent(request, _need(request, at, kept))


@page(ASSESSING)
@of_kept
def assess_conflict(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Show what two supervisors typed otherwise, and save what was chosen."""
    return choose_of(request, _need(request, at, kept))


@page(ASSESSING)
@of_kept
def assess_revisions(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Show who wrote what, and when."""
    return list_saves(request, _need(request, at, kept))


def _need(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> OpenAssessment:
    opened = _opened(request, at, kept)
    if opened is None:
        raise Http404
    return opened


# --- into the ledger ---


@page(ASSESSING)
@of_assessment
def assess_submit(request: PageRequest, opened: OpenAssessment) -> HttpResponse:
    """Show what the assessment comes to, and hand it in where that is asked."""
    links = list[tuple[str, str]]()
    is_incomplete = bool(request.POST.get("incomplete"))
    if request.method == "POST":
        try:
            hand_up(opened, request.account, incomplete=is_incomplete)
            return HttpResponseRedirect(opened.url("assess"))
        except FaultyInput as error:
            links = [
                (_place(opened, fault), say_fault(request.lang, fault, placed=False, coded=False))
                for fault in error.faults
            ]
    found = list(lacks(opened, incomplete=True)) if not links else []
    return render(
        request,
        "assess_submit.html.j2",
        status=400 if links else 200,
        opened=opened,
        sides=SideBySide(opened),
        standing=Standing(opened),
        way=way_of(opened, "assess_submit"),
        links=links,
        lacks=[(_place(opened, fault), say_fault(request.lang, fault, placed=False, coded=False)) for fault in found],
        left=[each for each in opened.filled.scoring.criteria if each.points.award is None],
        link_to=lambda name: criterion_url(opened, name),
        incomplete=is_incomplete,
    )


def _place(opened: OpenAssessment, fault: Fault) -> str:
    criterion = fault.details.get("criterion")
    if criterion and criterion in opened.form.cards:
        return criterion_url(opened, criterion)
    question = opened.form.by_path.get(fault.path)
    return opened.url("assess_table") if question is None else opened.question_url(question)


@page(RETURNING)
@of_kept
def assess_return(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Give a meeting back to its cell, with the reason."""
    if kept.state.submission is None or kept.state.decision is not None:
        return _moved(request, at)

    def act(reason: str) -> None:
        stamp = request.house.office.clock.stamp()
        give_back(request.house.ledger, kept.entry.sequence, Act(request.account.actor, reason), stamp)

    return _with_reason(request, at, "return", act)


@page(ASSESSING)
@of_kept
def assess_correct(request: PageRequest, at: MeetingAddress, kept: KeptMeeting) -> HttpResponse:
    """Open the assessment in force once more, to hand in another in its place, with the reason."""
    if kept.state.upper is None:
        return _moved(request, at)
    return _with_reason(request, at, "correct", lambda reason: reopen_assessment(request.account, at, kept, reason))


def _moved(request: PageRequest, at: MeetingAddress) -> HttpResponse:
    """Lead whoever asks for what cannot be done any more to where the meeting stands."""
    is_assessor = request.house.may(request.account.actor, Deed.ASSESS, at.cell)
    return HttpResponseRedirect(meeting_url(at, "assess" if is_assessor else "receipt"))


def _with_reason(request: PageRequest, at: MeetingAddress, what: str, act: Callable[[str], None]) -> HttpResponse:
    """Ask why something is done, and do it once that is said."""
    faults, reason = list[str](), request.POST.get("reason", "").strip()
    if request.method == "POST":
        try:
            if not reason:
                faults = [say(request.lang, "hand.reason_needed")]
            else:
                act(reason)
                return _moved(request, at)
        except FaultyInput as error:
            faults = [say_fault(request.lang, fault, placed=False, coded=False) for fault in error.faults]
    node = request.house.tree.standing(at.cell)
    return render(
        request,
        "assess_reason.html.j2",
        status=400 if faults else 200,
        what=what,
        faults=[("reason", each) for each in faults],
        reason=reason,
        back=_moved(request, at)["Location"],
        period=period_text(request.lang, at.period),
        cell=node.title if node else at.cell,
    )
