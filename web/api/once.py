"""What may be sent again: a request that names a key is done once, and whoever sends it again gets the same answer."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from django.utils import timezone

from chamdiem.engine.files.json_text import readable_json
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.web.api.door import Header
from chamdiem.web.api.problems import Problem, answer, refused
from chamdiem.web.models import ApiAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.web.api.callers import ApiRequest
    from chamdiem.web.api.door import Shape

KEPT = dt.timedelta(hours=24)
"""So long an answer is kept."""
_AT_WORK = dt.timedelta(minutes=1)
"""So long work takes at most; what is unfinished after that was cut off, and is done again."""
_REPLAYED = "Idempotent-Replayed"

Once = Annotated[str, Header(..., alias="Idempotency-Key", min_length=1, max_length=128, pattern=r"^[!-~]+$")]
"""The key that its sender gives a request."""


def once(request: ApiRequest, key: str, work: Callable[[], tuple[int, Shape]]) -> HttpResponse:
    """Do some work, or return what was answered when it was done by this key.

    Raises:
        Problem: the key was given to another request, or the same one is being worked on.
    """
    row, kept = _begun(request, key)
    if kept is not None:
        return kept
    try:
        status, told = work()
        response = HttpResponse(
            readable_json(told.model_dump(mode="json")), status=status, content_type="application/json; charset=utf-8"
        )
    except (Problem, FaultyInput) as error:
        problem = error if isinstance(error, Problem) else refused(error)
        response = answer(request.auth.lang, problem)
    except BaseException:
        row.delete()
        raise
    if response.status_code >= 500:  # noqa: PLR2004 - what went wrong here is tried again
        row.delete()
        return response
    row.status, row.content = response.status_code, response.content.decode()
    row.headers = {"Content-Type": response["Content-Type"]}
    row.save(update_fields=["status", "content", "headers"])
    return response


def _begun(request: ApiRequest, key: str) -> tuple[ApiAnswer, HttpResponse | None]:
    """Return the row of a key, taken for this request, and what is kept in it; None: it is to be done."""
    now = timezone.now()
    ApiAnswer.objects.filter(begun__lt=now - KEPT).delete()
    asked = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).hexdigest()
    row, is_new = ApiAnswer.objects.get_or_create(
        token=request.auth.token, key=key, defaults={"request": asked, "begun": now}
    )
    if row.request != asked:
        raise Problem(422, "key_used")
    if row.status is not None:
        return row, HttpResponse(row.content, status=row.status, headers={**row.headers, _REPLAYED: "true"})
    if not is_new:
        cut_off = ApiAnswer.objects.filter(pk=row.pk, status=None, begun=row.begun, begun__lt=now - _AT_WORK)
        if not cut_off.update(begun=now):
            raise Problem(409, "at_work", headers={"Retry-After": "1"})
    return row, None
