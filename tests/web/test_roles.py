"""Who sees what: one table of every address and every role, inside and outside, in every state of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.mandates.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.test import Client

pytestmark = pytest.mark.usefixtures("installation")

FILLING = frozenset({Role.SECRETARY, Role.DEPUTY, Role.CLERK})
SECRETARY = frozenset({Role.SECRETARY})
READING = FILLING | {Role.SUPERVISOR, Role.OFFICE, Role.STANDING_COMMITTEE, Role.AUDITOR}
SUPERVISOR = frozenset({Role.SUPERVISOR})
DECIDER = frozenset({Role.STANDING_COMMITTEE})
RETURNING = SUPERVISOR | {Role.OFFICE, Role.STANDING_COMMITTEE}
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
AUDITOR = frozenset({Role.AUDITOR})
LOOKING = ADMINISTRATOR | {Role.OFFICE, Role.AUDITOR}
EVERYBODY = frozenset[Role | None]({*Role, None})
WIDE = frozenset({Role.OFFICE, Role.STANDING_COMMITTEE, Role.AUDITOR, Role.ADMINISTRATOR})
"""Who reaches the other cells of the committee, too."""
ABOVE = WIDE - ADMINISTRATOR
"""Who sees how far the cells of their committee are."""
OPENED, NOWHERE, ELSEWHERE = 200, 404, 302


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What an address gives: to whom, with which status. `is_public`: to whoever is not in, too.

    `states`: of an address of a meeting the statuses where nobody began it, where it is a draft, where it is handed in.
    `coded`: only once a one-time code was said, of the roles that need one. `of_committee`: there is one of each
    committee, and none of a cell. `of_node`: one of each organisation.
    """

    who: frozenset[Role] | frozenset[Role | None] = EVERYBODY
    status: int = OPENED
    states: tuple[int, int, int] | None = None
    is_public: bool = False
    coded: bool = True
    of_committee: bool = False
    more: tuple[tuple[str, str], ...] = ()
    of_node: bool = False


def public(status: int = OPENED) -> Row:
    """Return the row of what anybody sees."""
    return Row(is_public=True, status=status, coded=False)


def meeting(who: frozenset[Role], *states: int, **more: str) -> Row:
    """Return the row of an address of a meeting."""
    blank, draft, submitted = states
    return Row(who=who, states=(blank, draft, submitted), more=tuple(more.items()))


def watching(*who: Role, status: int = OPENED, **more: str) -> Row:
    """Return the row of what there is of a committee, for those who look over it."""
    return Row(who=frozenset(who) or ABOVE, status=status, of_committee=True, more=tuple(more.items()))


TABLE: Mapping[str, Row] = {
    "home": Row(status=ELSEWHERE),
    "health": public(),
    "enter": public(),
    "activation": public(),
    "forgotten": public(),
    "leave": Row(status=ELSEWHERE, coded=False),
    "confirm": Row(coded=False),
    "code": Row(coded=False),
    "account": Row(),
    "password": Row(),
    "language": Row(status=405),
    "end_session": Row(status=405),
    "api_tokens": Row(),
    "tasks": Row(),
    "help": Row(),
    "admin": Row(who=ADMINISTRATOR),
    "admin_tree": Row(who=ADMINISTRATOR),
    "admin_node": Row(who=ADMINISTRATOR),
    "admin_register": Row(who=ADMINISTRATOR),
    "admin_mandates": Row(who=ADMINISTRATOR),
    "admin_accounts": Row(who=LOOKING),
    "admin_account_new": Row(who=ADMINISTRATOR),
    "admin_account": Row(who=ADMINISTRATOR, more=(("login", "mau-khong-vai"),)),
    "admin_settings": Row(who=ADMINISTRATOR),
    "admin_backups": Row(who=ADMINISTRATOR),
    "board_now": watching(status=ELSEWHERE),
    "board_deadlines": watching(),
    "board": watching(period="2025-10"),
    "board_remind": watching(period="2025-10"),
    "board_lock": watching(Role.OFFICE, period="2025-10"),
    "board_unlock": watching(Role.STANDING_COMMITTEE, period="2025-10"),
    "jobs": Row(),
    "job": Row(who=frozenset(), more=(("number", "4711"),)),
    "job_file": Row(who=frozenset(), more=(("number", "4711"),)),
    "plan": Row(who=FILLING, more=(("cell", "cb-mau"),)),
    "plan_notice": Row(who=frozenset(), more=(("cell", "cb-mau"), ("number", "4711"))),
    "plan_notice_file": Row(who=frozenset(), more=(("cell", "cb-mau"), ("number", "4711"))),
    "plans": watching(Role.OFFICE, period="2025-10"),
    "plans_file": watching(Role.OFFICE, period="2025-10"),
    "import": watching(Role.OFFICE),
    "import_workbook": watching(Role.OFFICE),
    "month_lists": watching(period="2025-10"),
    "decide_now": watching(Role.STANDING_COMMITTEE, status=ELSEWHERE),
    "decide_month": watching(Role.STANDING_COMMITTEE, period="2025-10"),
    "decide_chosen": watching(Role.STANDING_COMMITTEE, status=ELSEWHERE, period="2025-10"),
    "decide_one": meeting(DECIDER, NOWHERE, NOWHERE, OPENED),
    "assess_list": Row(who=SUPERVISOR),
    "assess": meeting(SUPERVISOR, NOWHERE, NOWHERE, OPENED),
    "assess_table": meeting(SUPERVISOR, NOWHERE, NOWHERE, ELSEWHERE),
    "assess_page": meeting(SUPERVISOR, NOWHERE, NOWHERE, ELSEWHERE, page_id="nhom-4"),
    "assess_submit": meeting(SUPERVISOR, NOWHERE, NOWHERE, ELSEWHERE),
    "assess_return": meeting(RETURNING, NOWHERE, NOWHERE, OPENED),
    "assess_correct": meeting(SUPERVISOR, NOWHERE, NOWHERE, ELSEWHERE),
    # nobody has begun to assess
    "assess_autosave": meeting(SUPERVISOR, NOWHERE, NOWHERE, NOWHERE),
    "assess_conflict": meeting(SUPERVISOR, NOWHERE, NOWHERE, NOWHERE),
    "assess_revisions": meeting(SUPERVISOR, NOWHERE, NOWHERE, NOWHERE),
    "trend": watching(),
    "trend_workbook": watching(),
    "year_now": watching(status=ELSEWHERE),
    "year": watching(period="2025"),
    "auditing": Row(who=AUDITOR, of_node=True),
    "ledger_check": Row(who=AUDITOR, of_node=True),
    "checkpoint": Row(who=AUDITOR, of_node=True),
    "replay": Row(who=AUDITOR, of_node=True),
    "sampling": Row(who=AUDITOR, of_node=True),
    "exports": Row(who=AUDITOR, of_node=True),
    "sheet_proof": public(),
    "frameworks": Row(),
    "framework": Row(more=(("framework", "an-phu/2025"),)),
    "framework_diff": Row(status=NOWHERE),
    "framework_proposals": Row(who=frozenset({Role.OFFICE, Role.ADMINISTRATOR})),
    "framework_proposal": Row(status=NOWHERE, more=(("number", "1"),)),
    "framework_confirm": Row(status=NOWHERE, more=(("number", "1"),)),
    "meeting": meeting(FILLING, OPENED, ELSEWHERE, ELSEWHERE),
    "form_page": meeting(FILLING, ELSEWHERE, OPENED, ELSEWHERE, page_id="nhom-4"),
    "member_codes": meeting(FILLING, ELSEWHERE, OPENED, ELSEWHERE),
    "missing": meeting(FILLING, ELSEWHERE, OPENED, ELSEWHERE),
    "review": meeting(FILLING, ELSEWHERE, OPENED, ELSEWHERE),
    "raise_rating": meeting(FILLING, ELSEWHERE, OPENED, ELSEWHERE),
    "vote": meeting(FILLING, ELSEWHERE, OPENED, ELSEWHERE),
    "upload": meeting(FILLING, OPENED, OPENED, OPENED),
    "autosave": meeting(FILLING, NOWHERE, OPENED, OPENED),
    "conflict": meeting(FILLING, NOWHERE, OPENED, OPENED),
    "revisions": meeting(FILLING, NOWHERE, OPENED, OPENED),
    "receipt": meeting(READING, NOWHERE, NOWHERE, OPENED),
    "sheet": meeting(READING, NOWHERE, NOWHERE, OPENED, form="html"),
    "timeline": meeting(AUDITOR, NOWHERE, NOWHERE, OPENED),
    "why": meeting(READING, NOWHERE, NOWHERE, OPENED),
    "why_point": meeting(READING, NOWHERE, NOWHERE, OPENED, criterion="4.5"),
    "withdraw": meeting(SECRETARY, NOWHERE, NOWHERE, OPENED),
    "correct": meeting(SECRETARY, NOWHERE, NOWHERE, OPENED),
    # last: they begin the draft that nobody began
    "blank_sheet": meeting(FILLING, OPENED, OPENED, OPENED),
    "workbook": meeting(FILLING, OPENED, OPENED, OPENED),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """An address as somebody asks for it, and the status that the table tells."""

    name: str
    address: str
    status: int

    def __str__(self) -> str:
        return f"{self.address} → {self.status}"


def visits(role: Role | None) -> Iterator[Visit]:
    """Yield all that somebody of a role can ask for."""
    for name, row in TABLE.items():
        inside = role in row.who
        if row.states is not None:
            yield from _of_meeting(name, row, role, inside=inside)
        elif row.of_node or name in {"admin_node", "admin_settings"}:
            yield from _of_node(name, row, inside=inside)
        elif row.of_committee:
            yield from _of_committee(name, row, inside=inside)
        else:
            yield Visit(name, _address(name, **dict(row.more)), row.status if inside else NOWHERE)


def _of_meeting(name: str, row: Row, role: Role | None, *, inside: bool) -> Iterator[Visit]:
    from township import CELL, DRAFT, OUTSIDE, SIBLING, SUBMITTED, UNKNOWN  # noqa: PLC0415 - once Django is set up

    assert row.states is not None
    # of its own for each, since two of the addresses begin what nobody began
    blank = f"2024-{[*Role, None].index(role) + 1:02}"
    months = (blank, DRAFT, SUBMITTED)
    for month, status in zip(months, row.states, strict=True):
        yield _visit(name, row, CELL, month, status if inside else NOWHERE)
    # of the cell beside it nobody has begun anything
    yield _visit(name, row, SIBLING, blank, row.states[0] if inside and role in WIDE else NOWHERE)
    for cell in (OUTSIDE, UNKNOWN):
        yield _visit(name, row, cell, DRAFT, NOWHERE)


def _visit(name: str, row: Row, cell: str, month: str, status: int) -> Visit:
    return Visit(name, _address(name, cell=cell, period=month, kind="regular", **dict(row.more)), status)


def _of_node(name: str, row: Row, *, inside: bool) -> Iterator[Visit]:
    from township import CELL, COMMITTEE, OUTSIDE, SIBLING, UNKNOWN  # noqa: PLC0415 - once Django is set up

    for node in (COMMITTEE, CELL, SIBLING):
        yield Visit(name, _address(name, node=node), row.status if inside else NOWHERE)
    for node in ("to-chuc", OUTSIDE, UNKNOWN):
        yield Visit(name, _address(name, node=node), NOWHERE)


def _of_committee(name: str, row: Row, *, inside: bool) -> Iterator[Visit]:
    from township import CELL, COMMITTEE, OUTSIDE, SIBLING, UNKNOWN  # noqa: PLC0415 - once Django is set up

    more = dict(row.more)
    yield Visit(name, _address(name, node=COMMITTEE, **more), row.status if inside else NOWHERE)
    for node in ("to-chuc", "xa-khac", CELL, SIBLING, OUTSIDE, UNKNOWN):
        yield Visit(name, _address(name, node=node, **more), NOWHERE)


def _address(name: str, **named: str) -> str:
    from django.urls import reverse  # noqa: PLC0415 - once Django is set up

    return reverse(name, kwargs=named or None)


def browser_of(role: Role | None, *, coded: bool = True) -> Client:
    """Return the browser of somebody of a role; None: of none."""
    from township import entered, township  # noqa: PLC0415 - once Django is set up

    return entered(township().people[role], coded=coded)


def test_every_address_has_its_row() -> None:
    """An address that the table does not tell of is not tested: so there is none."""
    from chamdiem.web.urls import urlpatterns  # noqa: PLC0415 - Django has to be set up first

    assert TABLE.keys() == {each.name for each in urlpatterns}


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_a_role_sees_what_the_table_says_and_nothing_else(role: Role | None) -> None:
    """What is outside of a mandate is not there, whatever is under it; whoever may not see it learns nothing."""
    browser = browser_of(role)
    wrong = []
    for visit in visits(role):
        status = browser.get(visit.address).status_code
        if visit.name == "leave" or status != visit.status:
            browser = browser_of(role)
        if status != visit.status:
            wrong.append(f"{visit}, is {status}")
    assert wrong == []


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_what_a_role_may_not_see_it_cannot_send_to(role: Role | None) -> None:
    """What is sent to where somebody may not look is not there either, and changes nothing."""
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.models import Account, Draft, NodeSetting, Revision, Slip  # noqa: PLC0415 - as above

    browser, ledger = browser_of(role), house().ledger
    tables = (Account, Draft, NodeSetting, Revision, Slip)

    def count() -> tuple[int, ...]:
        return (ledger.size(), *(table.objects.count() for table in tables))

    before = count()
    outside = [each for each in visits(role) if each.status == NOWHERE and role not in TABLE[each.name].who]
    assert outside
    sent = {"present": "1", "act": "submit", "sure": "1", "reason": "vì tôi muốn", "login": "ke-la", "codes": "A-1"}
    assert [str(each) for each in outside if browser.post(each.address, sent).status_code != NOWHERE] == []
    assert count() == before


def test_nobody_sees_anything_but_the_entrance(browser: Client) -> None:
    """Whoever is not in is led to the entrance from wherever it is, whether there is something or not."""
    for visit in visits(None):
        row = TABLE[visit.name]
        answer = browser.get(visit.address)
        if row.is_public:
            assert answer.status_code == row.status, visit
        elif visit.name in {"autosave", "assess_autosave"}:
            assert answer.status_code == 401, visit
        else:
            assert (answer.status_code, answer["Location"][:9]) == (302, "/vao?tiep"), visit


@pytest.mark.parametrize("role", [Role.STANDING_COMMITTEE, Role.AUDITOR, Role.ADMINISTRATOR], ids=str)
def test_without_the_code_that_a_role_needs_there_is_the_page_that_asks_for_it(role: Role) -> None:
    """A password alone opens nothing to those whose deeds reach many cells."""
    browser = browser_of(role, coded=False)
    for visit in visits(role):
        if not TABLE[visit.name].coded:
            continue
        answer = browser.get(visit.address)
        assert (answer.status_code, answer["Location"][:11]) == (302, "/ma-mot-lan"), visit
