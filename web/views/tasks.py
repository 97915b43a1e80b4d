"""Việc của tôi: what whoever is in has to do, the nearest deadline first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.web.guard import ENTERED, PageRequest, page
from chamdiem.web.pages import render
from chamdiem.web.planned import next_plans
from chamdiem.web.task_list import cells_of
from chamdiem.web.ways_in import ways_in

if TYPE_CHECKING:
    from chamdiem.web.task_list import CellMonth


@page(ENTERED)
def home(_request: HttpRequest) -> HttpResponse:
    """Lead to what is to be done."""
    return HttpResponseRedirect(reverse("tasks"))


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
