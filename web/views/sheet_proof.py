"""Đối chiếu phiếu đã in: a page that needs no log-in, and tells nothing that the paper does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from chamdiem.web.guard import PUBLIC, PageRequest, page
from chamdiem.web.pages import render
from chamdiem.web.sheet_proof import printed, prove
from chamdiem.web.throttle import Throttle

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST, SECONDS = 30, 300
"""So many sheets an office compares within five minutes; whoever guesses codes gets no further than that."""
throttle = Throttle(MOST, SECONDS)


@page(PUBLIC)
def sheet_proof(request: HttpRequest) -> HttpResponse:
    """Say whether number, code and total of a sheet are what was recorded."""
    told = printed(request.GET)
    if not told.is_asked:
        return render(request, "sheet_proof.html.j2", told=told, proof=None, state="asked")
    if not throttle.lets(request.META.get("REMOTE_ADDR", "")):
        return render(request, "sheet_proof.html.j2", status=429, told=told, proof=None, state="throttled")
    proof = prove(cast("PageRequest", request).house, told)
    return render(request, "sheet_proof.html.j2", told=told, proof=proof, state="same" if proof else "other")
