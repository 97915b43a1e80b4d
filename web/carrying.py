"""What was sent when nobody was in any more: the page that asks to enter carries it, and offers it again after that.

It is in the pages alone: whoever enters sends it themselves, and it is judged as if it came for the first time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict

from chamdiem.web.pages import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_DONE = ("act", "sure", "count")
"""Fields of pages that say what is to be done: nobody hands in by what was carried along."""
_SECRET = ("password", "again", "code")
"""Fields that no page repeats: whoever typed a secret types it again."""


def ask_to_enter(request: HttpRequest) -> HttpResponse:
    """Ask to enter, by a page that carries what was sent."""
    return render(
        request,
        "enter.html.j2",
        status=401,
        typed="",
        failed=False,
        idle=False,
        following=request.path,
        kept=_sent(request),
    )


def ask_to_confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the password once more, by a page that carries what was sent."""
    kept = _sent(request)
    return render(request, "confirm.html.j2", status=401, failed=False, following=request.path, kept=kept)


def offer(request: HttpRequest, following: str, kept: str) -> HttpResponse:
    """Offer what was carried, to be sent to where it was meant for."""
    fields = [(name, value) for name, values in QueryDict(kept).lists() for value in values]
    return render(request, "carried.html.j2", following=following, fields=fields)


def offer_again(request: HttpRequest) -> HttpResponse:
    """Offer what came from a page of ours that was opened before somebody entered anew, and so has an old token."""
    return offer(request, request.path, _sent(request))


def only_typed(request: HttpRequest) -> QueryDict:
    """Return what was typed into a page that was sent, without what it was to do beyond saving it."""
    typed = request.POST.copy()
    for name in _DONE:
        typed.pop(name, None)
    return typed


def _sent(request: HttpRequest) -> str:
    typed = only_typed(request)
    for name in ("csrfmiddlewaretoken", *_SECRET):
        typed.pop(name, None)
    return typed.urlencode()
