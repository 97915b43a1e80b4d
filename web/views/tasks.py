"""Việc của tôi: what whoever is in has to do, the nearest deadline first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say, sentence
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.scalars import ScalarError
from chamdiem.web.guard import ENTERED, PageRequest, PageRule, page
from chamdiem.web.open_draft import meeting_url
from chamdiem.web.other_periods import LISTED, other_periods
from chamdiem.web.pages import render
from chamdiem.web.paging import paged
from chamdiem.web.planned import next_plans
from chamdiem.web.task_list import cells_of
from chamdiem.web.ways_in import ways_in

if TYPE_CHECKING:
    from chamdiem.web.task_list import CellMonth

FILLING = PageRule(deed=Deed.FILL)


@page(ENTERED)
def home(_request: HttpRequest) -> HttpResponse:
    """Lead to what is to be done."""
    return HttpResponseRedirect(reverse("tasks"))


@page(FILLING)
def another(request: PageRequest, cell: str) -> HttpResponse:
    """Ask which other meeting of a cell, or what else of it, is to be filled in, and lead there."""
    node = request.house.tree.standing(cell)
    if node is None:
        raise Http404
    other, faults = other_periods(request.house, request.lang, node), list[tuple[str, str]]()
    sorts = [each.value for each in other.sorts]
    sort = request.POST.get("sort") or (sorts[0] if len(sorts) == 1 else "")
    if request.method == "POST":
        if sort not in sorts:
            faults = [("sort", say(request.lang, "other.sort_needed"))]
        try:
            at = other.read(sort, request.POST.get("period", ""))
        except ScalarError as error:
            fault = Fault(error.code, (), error.details)
            faults = [*faults, ("period", sentence(say_fault(request.lang, fault, placed=False)))]
        else:
            if not faults:
                return HttpResponseRedirect(meeting_url(at, "meeting"))
    return render(
        request,
        "another.html.j2",
        here=reverse("another", kwargs={"cell": cell}),
        paging=paged(other.kept(), request.GET.get("trang", ""), LISTED),
        status=400 if faults else 200,
        other=other,
        faults=faults,
        sort=sort,
        period=request.POST.get("period", ""),
    )


@page(ENTERED)
def tasks(request: PageRequest) -> HttpResponse:
    """Show what is to be done in each cell, and how its last twelve months were."""
    cells = cells_of(request.house, request.lang, request.account.actor)
    todo: list[CellMonth] = sorted((each for cell in cells for each in cell.tasks), key=lambda each: each.deadline)
    return render(
        request,
        "tasks.html.j2",
        cells=cells,
        todo=todo,
        plans=next_plans(request.house, request.lang, [each.cell.id for each in cells]),
        mandates=request.house.mandates(request.account.actor),
        tree=request.house.tree,
        ways=ways_in(request.house, request.lang, request.account.actor),
    )
