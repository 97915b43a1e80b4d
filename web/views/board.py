"""Theo dõi: the month board of a committee, whom to remind, and the lock of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.ledger.authorities import Act, LockedMonth, is_locked, locks_of, set_lock
from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault, weekday_text
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.moments import day_text
from chamdiem.web.board import BY_CONTENT, BY_STATE, OPEN, Choice, board_of, month_words, months_beside
from chamdiem.web.board_rows import rows_of
from chamdiem.web.calendar_addresses import deadlines_file
from chamdiem.web.guard import PageRequest, PageRule, page
from chamdiem.web.node_settings import DEADLINE, deadline_of, setting_of
from chamdiem.web.pages import render
from chamdiem.web.paging import paged
from chamdiem.web.tabs import tabs_of

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.web.board import Board
    from chamdiem.web.house import House

SEEING = PageRule(deed=Deed.SEE_STATES)
LOCKING = PageRule(deed=Deed.LOCK)
UNLOCKING = PageRule(deed=Deed.UNLOCK, recent=True)
_A_PAGE = 40


def committee_of(request: PageRequest, node: str) -> Node:
    """Return the committee of an address; cells have no such pages."""
    found = request.house.node(node)
    if found is None or found.kind is not NodeKind.COMMITTEE:
        raise Http404
    return found


def need_month(request: PageRequest, period: str) -> None:
    """Refuse what is no month, or one that is yet to come."""
    if len(period) != len("2026-11") or not period[5:].isdigit() or period > f"{request.house.today:%Y-%m}":
        raise Http404


def _board(request: PageRequest, node: str, period: str) -> Board:
    found = committee_of(request, node)
    need_month(request, period)
    return board_of(request.house, request.lang, request.account.actor, found, period)


@page(SEEING)
def board_now(request: PageRequest, node: str) -> HttpResponse:
    """Lead to the month for which cells hand in now: that before, until its last day has come."""
    found, today = committee_of(request, node), request.house.today
    month = f"{today:%Y-%m}"
    before, _ = months_beside(month, today)
    due = deadline_of(before, setting_of(request.house, found.id, DEADLINE))
    return HttpResponseRedirect(reverse("board", kwargs={"node": node, "period": before if today <= due else month}))


@page(SEEING)
def board(request: PageRequest, node: str, period: str) -> HttpResponse:
    """Show how far the cells of a committee are in a month."""
    found = _board(request, node, period)
    told = request.GET.get("loc", "")
    choice = next((each for each in Choice if each == told), Choice.ALL)
    asked = request.GET.get("tim", "")[:100]
    meetings = found.chosen(choice, asked)
    shown = paged(meetings, request.GET.get("trang", ""), _A_PAGE)
    before, after = months_beside(period, request.house.today)
    actor, house = request.account.actor, request.house
    lock = lock_of(house, node, period)
    return render(
        request,
        "board.html.j2",
        board=found,
        tabs=tabs_of(request, found.node, "board_now"),
        month=month_words(period),
        rows=rows_of(found, shown.items),
        paging=shown,
        choice=choice,
        asked=asked,
        by_state=[each for each in BY_STATE if found.counts[each] or each in {choice, Choice.ALL}],
        by_content=[each for each in BY_CONTENT if found.counts[each] or each is choice],
        before=before,
        after=after,
        month_words=month_words,
        due=_due(found),
        lock=lock,
        may_lock=house.may(actor, Deed.LOCK, node) and lock is None,
        may_unlock=house.may(actor, Deed.UNLOCK, node) and lock is not None and lock.body["node"] == node,
    )


def _due(found: Board) -> list[str]:
    """Return the deadlines in words, of which committees under one may have several."""
    today, lang = found.house.today, found.lang
    sentences = []
    for day in found.deadlines:
        left = (day - today).days
        code = "tasks.overdue" if left < 0 else "tasks.today" if left == 0 else "tasks.days"
        weekday = weekday_text(lang, day)
        told = say(lang, "tasks.due", weekday=weekday, day=day_text(day))
        sentences.append(f"{told}, {say(lang, code, count=abs(left))}.")
    return sentences


def lock_of(house: House, node: str, period: str) -> Entry | None:
    """Return the entry by which a month of an organisation is locked; None: it is open."""
    locks = locks_of(house.ledger, period)
    found = is_locked(house.authority, locks, node, period, house.today)
    return None if found is None else locks[found]


# --- reminding ---


@page(SEEING)
def remind(request: PageRequest, node: str, period: str) -> HttpResponse:
    """Show the list of those who have not handed in, to be printed, and a text to send that says nothing else."""
    found = _board(request, node, period)
    late = request.GET.get("loc") == Choice.OVERDUE
    meetings = [each for each in found.seen if each.stage in OPEN and (each.late or not late)]
    return render(
        request,
        "board_remind.html.j2",
        board=found,
        month=month_words(period),
        late=late,
        rows=rows_of(found, meetings),
        days=[day_text(each.deadline) for each in meetings],
        last=", ".join(dict.fromkeys(day_text(each.deadline) for each in meetings)),
        link=request.build_absolute_uri(reverse("tasks")),
    )


@page(SEEING)
def deadlines(request: PageRequest, node: str) -> HttpResponse:
    """Give the deadlines of this month and the next ones as a calendar; there is no content in it."""
    content = deadlines_file(request.house, request.lang, committee_of(request, node).id)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="han-nop.ics"'
    return answer


# --- locking ---


@page(LOCKING)
def lock(request: PageRequest, node: str, period: str) -> HttpResponse:
    """Lock a month, so that nothing more is recorded of it."""
    return _set_lock(request, node, period, locked=True)


@page(UNLOCKING)
def unlock(request: PageRequest, node: str, period: str) -> HttpResponse:
    """Unlock a month, with a reason that stays in the ledger."""
    return _set_lock(request, node, period, locked=False)


def _set_lock(request: PageRequest, node: str, period: str, *, locked: bool) -> HttpResponse:
    found = committee_of(request, node)
    need_month(request, period)
    faults: list[tuple[str, str]] = []
    reason = request.POST.get("reason", "").strip()
    if request.method == "POST" and not reason and not locked:
        faults = [("reason", say(request.lang, "hand.reason_needed"))]
    elif request.method == "POST":
        try:
            month = LockedMonth(node=found.id, period=period, locked=locked)
            house = request.house
            set_lock(house.ledger, month, Act(request.account.actor, reason), house.office.clock.stamp())
        except FaultyInput as error:
            faults = [("reason", say_fault(request.lang, fault, placed=False)) for fault in error.faults]
        else:
            return HttpResponseRedirect(reverse("board", kwargs={"node": node, "period": period}))
    return render(
        request,
        "board_lock.html.j2",
        status=400 if faults else 200,
        what="lock" if locked else "unlock",
        node=found,
        period=period,
        month=month_words(period),
        faults=faults,
        reason=request.POST.get("reason", ""),
    )
