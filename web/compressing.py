"""Pages travel compressed: over a poor network they weigh a quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class CompressedPages(GZipMiddleware):
    """Compress pages for whoever takes them so; files and data are sent as they are.

    How long an answer is tells nothing of what is in it: Django adds bytes by chance, and the token of forms is another
    each time.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer as it is sent."""
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        return super().process_response(request, response) if is_page else response
