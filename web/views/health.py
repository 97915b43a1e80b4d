"""The health page: for whoever watches the server."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from chamdiem.engine.office.clock import release
from chamdiem.web.guard import PUBLIC, page
from chamdiem.web.house import house


@page(PUBLIC)
def health(_request: HttpRequest) -> HttpResponse:
    """Tell that the tables and the ledger answer, and which release does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    house().ledger.size()
    return JsonResponse({"status": "ok", "release": release()})
