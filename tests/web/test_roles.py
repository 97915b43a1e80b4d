"""Who sees what: one table of every address and every role, inside and outside, in every state of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
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
BLANK = "2024-01"
"""A month of which nobody began anything, however often somebody looks."""


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
    "calendars": Row(),
    "calendar": Row(is_public=True, status=404, coded=False, more=(("secret", "khong-co"),)),
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
    "admin_checkpoint": Row(who=ADMINISTRATOR, status=405),
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
    # the committee's framework has no rule for years
    "decide_period": Row(who=frozenset(), more=(("cell", "cb-mau"), ("period", "2025"))),
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
    "trend_workbook": watching(status=ELSEWHERE),
    "year_now": watching(status=ELSEWHERE),
    "year": watching(period="2025"),
    "year_workbook": watching(status=ELSEWHERE, period="2025"),
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
    "another": Row(who=FILLING, more=(("cell", "cb-mau"),)),
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
    months = (BLANK, DRAFT, SUBMITTED)
    for month, status in zip(months, row.states, strict=True):
        yield _visit(name, row, CELL, month, status if inside else NOWHERE)
    # of the cell beside it nobody has begun anything
    yield _visit(name, row, SIBLING, BLANK, row.states[0] if inside and role in WIDE else NOWHERE)
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


def size() -> tuple[int, ...]:
    """Return how much the ledger and the tables hold."""
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.models import Account, Draft, NodeSetting, Revision, Slip  # noqa: PLC0415 - as above

    tables = (Account, Draft, NodeSetting, Revision, Slip)
    return (house().ledger.size(), *(table.objects.count() for table in tables))


def test_every_address_has_its_row() -> None:
    """An address that the table does not tell of is not tested: so there is none."""
    from chamdiem.web.urls import urlpatterns  # noqa: PLC0415 - Django has to be set up first

    assert TABLE.keys() == {each.name for each in urlpatterns}


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_a_role_sees_what_the_table_says_and_nothing_else(role: Role | None) -> None:
    """What is outside of a mandate is not there, whatever is under it; whoever may not see it learns nothing."""
    browser = browser_of(role)
    wrong, before = [], size()
    for visit in visits(role):
        status = browser.get(visit.address).status_code
        if visit.name == "leave" or status != visit.status:
            browser = browser_of(role)
        if status != visit.status:
            wrong.append(f"{visit}, is {status}")
    assert wrong == []
    assert size() == before, "whoever only looks changes nothing"


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_what_a_role_may_not_see_it_cannot_send_to(role: Role | None) -> None:
    """What is sent to where somebody may not look is not there either, and changes nothing."""
    browser = browser_of(role)
    before = size()
    outside = [each for each in visits(role) if each.status == NOWHERE and role not in TABLE[each.name].who]
    assert outside
    sent = {"present": "1", "act": "submit", "sure": "1", "reason": "vì tôi muốn", "login": "ke-la", "codes": "A-1"}
    assert [str(each) for each in outside if browser.post(each.address, sent).status_code != NOWHERE] == []
    assert size() == before


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


# --- from the first page of a role to all others ---

NOT_BY_LINK: Mapping[str, str] = {
    "enter": "who is in does not enter",
    "activation": "its address stands on the slip",
    "forgotten": "it stands at the entrance",
    "code": "roles that need a code are led there before anything else",
    "confirm": "deeds that need the password once more lead there",
    "health": "machines ask for it",
    "sheet_proof": "its address stands on the sheet",
    "framework_proposal": "it is there once a framework was proposed",
    "framework_confirm": "as above",
    "calendar": "only a calendar asks for its secret address",
    "decide_period": "it is there where a rule rates years",
    "year_workbook": "as above",
}
BEGUN: Mapping[Role | None, frozenset[str]] = {
    Role.SUPERVISOR: frozenset(name for name in TABLE if name.startswith("assess_")) - {"assess_list"},
    **dict.fromkeys(
        (Role.OFFICE, Role.STANDING_COMMITTEE, Role.AUDITOR),
        frozenset({"receipt", "sheet", "why", "why_point", "timeline", "assess_return", "decide_one", "decide_chosen"}),
    ),
}
"""What is there once a supervisor began to assess, which only what is sent does; and what the board of a month leads to
where a meeting of that month was handed in.
"""


@cache
def _acted() -> None:
    """Let there be what only some states have: a meeting that was given back, and a locked month."""
    from chamdiem.engine.ledger.authorities import Act, LockedMonth, set_lock  # noqa: PLC0415 - beside the others
    from chamdiem.engine.ledger.handing_in import give_back  # noqa: PLC0415 - as above
    from chamdiem.web.drafts import begin_draft, save  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.held import MeetingAddress  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.submitting import hand_in  # noqa: PLC0415 - as above
    from drafting import whole  # noqa: PLC0415 - as above
    from township import CELL, COMMITTEE, SUBMITTED, township  # noqa: PLC0415 - as above

    secretary, found, stamp = township().people[Role.SECRETARY], house(), house().office.clock.stamp()
    back = begin_draft(found, secretary, MeetingAddress(CELL, SUBMITTED, "combined"))
    save(back.pk, 1, {name: text for name, text in whole().items() if name != "meeting_kind"}, secretary)
    back.refresh_from_db()
    number = found.ledger.by_hash(hand_in(found, secretary, back, "Còn chờ số liệu").body["evaluation"]).sequence
    give_back(found.ledger, number, Act("mau-supervisor", "Ghi thiếu ngày"), stamp)
    set_lock(found.ledger, LockedMonth(node=COMMITTEE, period=f"{found.today:%Y-%m}"), Act("mau-office"), stamp)


@pytest.fixture
def _collided() -> Iterator[None]:
    """Let two of the cell write something else at the same place, until it was looked at."""
    from chamdiem.web.drafts import begin_draft, save  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.held import MeetingAddress  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from township import CELL, township  # noqa: PLC0415 - as above

    secretary, deputy = (township().people[each] for each in (Role.SECRETARY, Role.DEPUTY))
    draft = begin_draft(house(), secretary, MeetingAddress(CELL, "2025-07", "regular"))
    for account, text in ((secretary, "9"), (deputy, "11")):
        save(draft.pk, 1, {"speakers": text}, account)
    yield
    draft.delete()


@pytest.mark.usefixtures("_collided")
@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_every_page_of_a_role_is_reached_from_its_first_page(role: Role | None) -> None:
    """Whoever enters finds all that is theirs by links and forms alone; nobody has to know an address."""
    from walking import walk  # noqa: PLC0415 - once Django is set up

    # on a second device, too, whose session can be ended
    browser, _ = browser_of(role), browser_of(role)
    _acted()
    walked = walk(browser, "/")
    own = {name for name, row in TABLE.items() if role in row.who}
    nobody = {name for name, row in TABLE.items() if not row.who}
    assert sorted(own - walked.reached - NOT_BY_LINK.keys() - BEGUN.get(role, frozenset())) == []
    # where a link leads there is something, and it is theirs
    assert walked.dead == []
    assert walked.reached - own - nobody == set()
