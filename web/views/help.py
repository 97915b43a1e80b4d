"""Trợ giúp: how a meeting is filled in, in a few steps, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.web.guard import ENTERED, PageRequest, page
from chamdiem.web.pages import render

if TYPE_CHECKING:
    from django.http import HttpResponse

_STEPS = ("attendance", "groups", "missing", "review", "vote", "after")


@page(ENTERED)
def help_page(request: PageRequest) -> HttpResponse:
    """Show what to do, step by step."""
    return render(request, "help.html.j2", steps=_STEPS)
