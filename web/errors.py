"""What is shown where a request cannot be answered: one sentence, one number by which the log has it."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from django.contrib.sessions.exceptions import SessionInterrupted

from chamdiem.web.carrying import offer_again
from chamdiem.web.guard import ended_meanwhile
from chamdiem.web.pages import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_log = logging.getLogger("chamdiem.web")


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a request that did not come from one of our pages, or whose page is too old."""
    del reason
    rule = getattr(request.resolver_match and request.resolver_match.func, "rule", None)
    is_typed = getattr(rule, "saves", False) and not getattr(rule, "is_data", False)
    if is_typed and request.headers.get("Sec-Fetch-Site") == "same-origin":
        return offer_again(request)
    return render(request, "refused.html.j2", status=403, code="forbidden")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing under an address, or nothing for whoever asks."""
    del exception
    return render(request, "refused.html.j2", status=404, code="not_found")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Refuse what is too large, or is no form."""
    if isinstance(exception, SessionInterrupted):
        return ended_meanwhile(request)
    return render(request, "refused.html.j2", status=400, code="bad_request")


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something of ours went wrong, under a number by which the log has it."""
    number = secrets.token_hex(4)
    _log.error("page.broken", extra={"told": {"number": number}}, exc_info=True)
    return render(request, "refused.html.j2", status=500, code="broken", number=number)
