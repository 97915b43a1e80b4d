"""What the API says where it cannot do what was asked: `application/problem+json`, with every fault and its code."""

from __future__ import annotations

import json
import logging
import secrets
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from chamdiem.engine.ledger.backend import Damaged
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest

    from chamdiem.engine.texts import Lang
    from chamdiem.rules.records.faults import Fault, FaultyInput

MEDIA = "application/problem+json"
_log = logging.getLogger("chamdiem.web")


class Problem(Exception):  # noqa: N818 - what was asked cannot be done; nothing of ours went wrong
    """What was asked cannot be done. `code` chooses the words, `more` are members of its own."""

    def __init__(
        self,
        status: int,
        code: str,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,  # noqa: ANN401 - whatever JSON holds
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.faults = status, code, tuple(faults)
        self.headers, self.more = headers or {}, more


def refused(error: FaultyInput) -> Problem:
    """Return the problem of input that was refused; a ledger that is damaged is nobody's input."""
    if isinstance(error, Damaged):
        return broken(error)
    return Problem(422, "faulty", error.faults)


def broken(error: BaseException) -> Problem:
    """Return the problem of what went wrong here, under a number by which the log has it."""
    number = secrets.token_hex(4)
    _log.error("api.broken", extra={"told": {"number": number}}, exc_info=error)
    return Problem(500, "broken", number=number)


def answer(lang: Lang, problem: Problem) -> HttpResponse:
    """Return the answer that tells a problem."""
    faults = [fault_json(lang, fault) for fault in problem.faults]
    title = say(lang, f"api.problem_{problem.code}")
    told = {
        "type": f"urn:chamdiem:problem:{problem.code}",
        "title": title,
        "status": problem.status,
        "detail": " ".join(each["text"] for each in faults) or title,
        "faults": faults,
        **problem.more,
    }
    content = json.dumps(told, ensure_ascii=False)
    return HttpResponse(content, status=problem.status, content_type=MEDIA, headers=dict(problem.headers))


def fault_json(lang: Lang, fault: Fault) -> dict[str, Any]:
    """Return a fault with the code by which commands know it, too.

    Its line and column are those of what was sent; of no other place is anything told: it would be one of this machine.
    """
    place = fault.place
    is_told = place is not None and place.line > 0 and place.sheet is None
    return {
        "code": fault.code,
        "path": [str(step) for step in fault.path],
        "line": place.line if place is not None and is_told else None,
        "column": place.column if place is not None and is_told else None,
        "text": say_fault(lang, fault, placed=False),
        "details": {name: str(value) for name, value in fault.details.items()},
    }


def language(request: HttpRequest) -> Lang:
    """Return the language that a program asks for: English where it says so first, else Vietnamese."""
    return "en" if request.headers.get("Accept-Language", "").strip().lower().startswith("en") else "vi"
