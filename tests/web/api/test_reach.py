"""Who may do what by the API: one table of every operation, inside and outside of what a token reaches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.ledger.contents import cell_of
from chamdiem.engine.mandates.roles import DEEDS, Deed, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from asking import Program

pytestmark = pytest.mark.usefixtures("installation")

EVERYBODY = frozenset(Role)
FILLING = frozenset({Role.SECRETARY, Role.DEPUTY, Role.CLERK})
SECRETARY = frozenset({Role.SECRETARY})
ABOVE = frozenset({Role.SUPERVISOR, Role.OFFICE, Role.STANDING_COMMITTEE, Role.AUDITOR})
SEEING = FILLING | ABOVE
AUDITOR = frozenset({Role.AUDITOR})
RETURNING = frozenset({Role.SUPERVISOR, Role.OFFICE, Role.STANDING_COMMITTEE})
DECIDING = frozenset({Role.STANDING_COMMITTEE})
ASSESSING = frozenset({Role.SUPERVISOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """To whom an operation answers. `{cell}` and `{entry}` stand for what it is about; `told` is what is sent.

    What is sent changes nothing: each of it is refused where it is looked at.
    """

    who: frozenset[Role] = EVERYBODY
    told: Mapping[str, Any] | None = None
    path: str = ""


_OF_MEETING = {"cell": "{cell}", "period": "2025-09", "kind": "regular"}
TABLE: Mapping[str, Row] = {
    "openapi": Row(path="/openapi.json"),
    "frameworks": Row(path="/frameworks"),
    "framework": Row(path="/frameworks/an-phu/2025"),
    "questions": Row(path="/frameworks/an-phu/2025/questions"),
    "score": Row(path="/score", told={}),
    "cells": Row(who=SEEING, path="/cells"),
    "cell": Row(who=SEEING, path="/cells/{cell}"),
    "meetings": Row(who=SEEING, path="/meetings?period=2025-10&cell={cell}"),
    "meeting": Row(who=SEEING, path="/meetings/{cell}/2025-10/regular"),
    "month_list": Row(who=SEEING, path="/lists/{cell}/2025-10"),
    "entries": Row(who=AUDITOR, path="/entries"),
    "entry": Row(who=AUDITOR, path="/entries/{entry}"),
    "draft": Row(who=FILLING, path="/drafts/{cell}/2025-09/regular"),
    "draft_evaluation": Row(who=FILLING, path="/drafts/{cell}/2025-09/regular/evaluation"),
    "put_draft": Row(who=FILLING, path="/drafts/{cell}/2025-09/regular", told={"texts": {}}),
    "submit": Row(who=SECRETARY, path="/submissions", told={**_OF_MEETING, "version": 999_999}),
    "withdraw": Row(who=SECRETARY, path="/withdrawals", told={**_OF_MEETING, "period": "2025-10", "reason": ""}),
    "reopen_draft": Row(who=SECRETARY, path="/reopenings", told={**_OF_MEETING, "period": "2025-10"}),
    "assess_meeting": Row(who=ASSESSING, path="/assessments", told={"entry": "{entry}", "answers": {"la": "1"}}),
    "return_meeting": Row(who=RETURNING, path="/returns", told={"entry": "{entry}", "reason": ""}),
    "decide_meeting": Row(who=DECIDING, path="/decisions", told={"entry": "{entry}", "rating": "la"}),
    "period_of": Row(who=ABOVE, path="/periods/{cell}/2025"),
    "decide_months": Row(who=DECIDING, path="/periods", told={"cell": "{cell}", "span": "2025", "rating": "la"}),
    "checkpoint": Row(who=SEEING, path="/checkpoint"),
    "proof": Row(who=SEEING, path="/proofs/{entry}"),
}
LISTING = {"cells", "meetings", "openapi", "frameworks", "framework", "questions", "score", "entries", "checkpoint"}
"""What names nothing that could be of elsewhere: where a list has nothing for a token, it is empty, or not there."""


def methods() -> Mapping[str, Any]:
    """Return all operations as the API knows them."""
    from chamdiem.web.api.door import OPERATIONS  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.api.openapi import urls  # noqa: PLC0415 - all modules of operations are read with it

    assert urls()
    return OPERATIONS


@cache
def evaluation() -> int:
    """Return the number of the evaluation of what the township has handed in."""
    from asking import program_of  # noqa: PLC0415 - once Django is set up

    found = program_of(Role.SECRETARY).get("/meetings/cb-mau/2025-10/regular").json()["entries"]["evaluation"]
    assert isinstance(found, int)
    return found


def send(program: Program, name: str, cell: str, entry: int) -> Any:  # noqa: ANN401 - Django's own answer
    """Ask for an operation, about a cell or an entry."""
    row = TABLE[name]
    path = row.path.replace("{cell}", cell).replace("{entry}", str(entry))
    if row.told is None:
        return program.get(path)
    places = {"{cell}": cell, "{entry}": entry}
    told = {key: places.get(each, each) if isinstance(each, str) else each for key, each in row.told.items()}
    if methods()[name].method == "PUT":
        return program.put(path, told, If_Match='"0"')
    return program.post(path, told, If_Match='"0"')


def of_elsewhere() -> Iterator[tuple[str, int]]:
    """Yield cells and entries of another committee, and what there is not; and every entry about that committee."""
    from chamdiem.web.house import house  # noqa: PLC0415 - once Django is set up
    from township import OUTSIDE, UNKNOWN  # noqa: PLC0415 - as above

    ledger = house().ledger
    others = [each.sequence for each in ledger.entries() if cell_of(each.content) in {OUTSIDE, "xa-khac"}]
    assert others
    yield from ((OUTSIDE, number) for number in others)
    yield UNKNOWN, ledger.size() + 1_000


def test_every_operation_has_its_row() -> None:
    """An operation that the table does not tell of is not tested: so there is none."""
    assert TABLE.keys() == methods().keys()


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_a_program_does_what_the_table_says_and_nothing_else(role: Role) -> None:
    """Whatever a token does not reach is not there, by any operation and any id; and nothing of it is written."""
    from asking import program_of  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from township import CELL  # noqa: PLC0415 - as above

    number, program = evaluation(), program_of(role)
    size, wrong = house().ledger.size(), []
    for name, row in TABLE.items():
        inside = send(program, name, CELL, number).status_code
        empty = name in {"cells", "meetings"} and role not in row.who and inside == 200
        if inside >= 500 or ((inside != 404) != (role in row.who) and not empty):
            wrong.append(f"{name} inside: {inside}")
        if name not in LISTING:
            outside = {(where, send(program, name, *where).status_code) for where in of_elsewhere()}
            wrong += [f"{name} {where}: {status}" for where, status in outside if status != 404]
    assert wrong == []
    assert house().ledger.size() == size


def test_a_token_does_not_even_all_that_its_account_may() -> None:
    """Without the deed that an operation asks for, it is not there, whatever the mandate allows."""
    from asking import program_of  # noqa: PLC0415 - once Django is set up
    from township import CELL  # noqa: PLC0415 - as above

    number, wrong = evaluation(), []
    for name, known in methods().items():
        role = min(TABLE[name].who, key=lambda each: each.value)
        if known.deeds and name not in LISTING:
            less = program_of(role, DEEDS[role] - set(known.deeds))
            status = send(less, name, CELL, number).status_code
            wrong += [f"{name} by {role}: {status}"] if status != 404 else []
    assert wrong == []


def test_nobody_does_anything_without_a_token() -> None:
    """All but the document asks for one, and an ended or closed one is none."""
    from asking import NOBODY, program_of  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.models import ApiToken  # noqa: PLC0415 - as above
    from chamdiem.web.tokens import find_token, revoke  # noqa: PLC0415 - as above
    from township import CELL, township  # noqa: PLC0415 - as above

    number = evaluation()
    asked = {name: send(NOBODY, name, CELL, number).status_code for name in TABLE}
    assert {name for name, status in asked.items() if status != 401} == {"openapi"}
    clerk = program_of(Role.CLERK)
    assert clerk.get("/cells").status_code == 200
    row = find_token(str(clerk.secret))
    assert row is not None
    assert str(clerk.secret) not in str(ApiToken.objects.filter(pk=row.pk).values().get())
    revoke(township().people[Role.CLERK], row.pk)
    assert clerk.get("/cells").status_code == 401


def test_who_asks_too_often_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many requests a minute, and then the answer says how long to wait; another token goes on."""
    from asking import program_of  # noqa: PLC0415 - once Django is set up
    from chamdiem.web import tokens  # noqa: PLC0415 - as above

    monkeypatch.setattr(tokens, "LIMIT", 2)
    first, second = program_of(Role.CLERK), program_of(Role.CLERK)
    answers = [first.get("/cells") for _ in range(6)]
    late = next(each for each in answers if each.status_code == 429)
    assert 0 < int(late["Retry-After"]) <= 60
    assert second.get("/cells").status_code == 200


def test_a_key_is_made_on_a_page_and_shown_once() -> None:
    """It allows what was ticked of the mandate, for as long as was chosen; on the next page it is not any more."""
    import re  # noqa: PLC0415 - here only

    from asking import Program  # noqa: PLC0415 - once Django is set up
    from township import entered, township  # noqa: PLC0415 - as above

    browser = entered(township().people[Role.DEPUTY])
    address = "/tai-khoan/khoa-api"
    wrong = browser.post(address, {"label": "", "days": "9999"})
    assert (wrong.status_code, wrong.content.decode().count('<li><a href="#')) == (400, 3)
    asked = {"label": "sổ tay chi bộ", "days": "30", "deeds": [Deed.FILL.value, Deed.DECIDE.value]}
    page = browser.post(address, asked).content.decode()
    secret = re.findall(r'<code class="copy">(chamdiem_[\w-]+)</code>', page)[0]
    program = Program(secret)
    assert program.get("/drafts/cb-mau/2025-09/regular").status_code == 200
    assert program.get("/meetings/cb-mau/2025-10/regular").status_code == 404
    later = browser.get(address).content.decode()
    assert secret not in later
    assert "sổ tay chi bộ" in later
    number = re.findall(r'name="end" value="(\d+)"', later)[0]
    assert browser.post(address, {"end": number}).status_code == 200
    assert program.get("/cells").status_code == 401
