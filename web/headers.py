"""What every answer says of how it may be used, and which requests come from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.web.errors import forbidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SafeHeaders:
    """Refuses what another site sends, and tells browsers what a page may do and that it is not to be kept."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        # a browser that says where a request comes from is believed; one that says nothing has its token checked
        is_ours = request.method in _SAFE or request.headers.get("Sec-Fetch-Site", "same-origin") in {
            "same-origin",
            "none",
        }
        response = self.answer(request) if is_ours else forbidden(request, "origin")
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response
