"""Trợ giúp: what each role does here, the reader's own first, how a meeting is filled in, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.web.guard import ENTERED, PageRequest, page
from chamdiem.web.help import PICTURE, PICTURE_SIZE, guides
from chamdiem.web.pages import render
from chamdiem.web.ways_in import ways_in

if TYPE_CHECKING:
    from django.http import HttpResponse

_STEPS = ("attendance", "groups", "missing", "review", "vote", "after")


@page(ENTERED)
def help_page(request: PageRequest) -> HttpResponse:
    """Show what to do, step by step."""
    actor = request.account.actor
    return render(
        request,
        "help.html.j2",
        guides=guides(request.house, actor),
        ways=ways_in(request.house, request.lang, actor),
        picture=PICTURE,
        size=PICTURE_SIZE,
        steps=_STEPS,
    )
