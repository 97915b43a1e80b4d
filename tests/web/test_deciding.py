"""A committee decides: one meeting with its reason, many by one paper, all or nothing; never its own cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.entries import EntryKind
from entering import post

if TYPE_CHECKING:
    from django.test import Client

    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.web.models import Account
    from entering import Answer

pytestmark = pytest.mark.usefixtures("installation")
MONTH = "2025-11"
PAPER = {"so": "31-QĐ/ĐU", "ngay": "09", "thang": "12", "nam": "2025"}
_numbers = count(1)


@dataclass(frozen=True)
class Ward:
    """A committee of its own with some cells that have handed in, and somebody who decides on them."""

    id: str
    decider: Account
    cells: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where its month is decided."""
        return f"/quyet-dinh/{self.id}/{MONTH}"

    def state(self, cell: str) -> MeetingState:
        """Return how a cell's meeting stands."""
        from chamdiem.engine.ledger.states import meeting_state  # noqa: PLC0415 - beside the house
        from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first

        found = meeting_state(house().ledger, f"regular/{MONTH}/{cell}")
        assert found is not None
        return found


@pytest.fixture
def ward() -> Ward:
    """Give a committee whose three cells have handed in."""
    return make_ward(3)


def make_ward(cells: int) -> Ward:
    """Found a committee with so many cells, each of which handed in the same meeting."""
    from chamdiem.engine.ledger.authorities import Act, give_mandate, record_change  # noqa: PLC0415 - as above
    from chamdiem.engine.ledger.handing_in import Recorder  # noqa: PLC0415 - as above
    from chamdiem.engine.mandates.kinds import Event, NodeKind  # noqa: PLC0415 - as above
    from chamdiem.engine.mandates.mandates import Mandate  # noqa: PLC0415 - as above
    from chamdiem.engine.mandates.organisation import OrganisationChange  # noqa: PLC0415 - as above
    from chamdiem.engine.mandates.roles import Role  # noqa: PLC0415 - as above
    from chamdiem.web.accounts import make_account  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.installation import ADMINISTRATOR, ROOT  # noqa: PLC0415 - as above
    from handed_in import scored  # noqa: PLC0415 - as above

    found, number = house(), next(_numbers)
    ledger, stamp, node = found.ledger, found.office.clock.stamp(), f"phuong-{number}"
    names = tuple(f"{node}-cb-{each}" for each in range(cells))
    with ledger.atomic():
        for name, parent in ((node, ROOT), *((name, node) for name in names)):
            kind = NodeKind.COMMITTEE if name == node else NodeKind.CELL
            told = OrganisationChange(
                node=name, event=Event.FOUNDED, day=found.today, title=f"Chi bộ {name}", kind=kind, parent=parent
            )
            record_change(ledger, told, Act(ADMINISTRATOR), stamp)
        for actor, role in ((f"tv-{number}", Role.STANDING_COMMITTEE), (f"vp-{number}", Role.OFFICE)):
            given = Mandate(id=actor, actor=actor, role=role, node=node, first=found.today)
            give_mandate(ledger, given, Act(ADMINISTRATOR), stamp)
        recorder = Recorder(ledger, f"vp-{number}", stamp)
        for name in names:
            recorder.record(scored(name, "self"))
    return Ward(node, make_account(f"tv-{number}", f"tv-{number}"), names)


def browser_of(ward: Ward) -> Client:
    """Give the browser of whoever decides, who has said the password and the code."""
    from township import entered  # noqa: PLC0415 - once Django is set up

    return entered(ward.decider, enforce_csrf_checks=True)


def text(answer: Answer) -> str:
    """Return a page."""
    return answer.content.decode()


def keys(browser: Client, ward: Ward) -> list[str]:
    """Return what the table offers to choose."""
    return re.findall(r'name="c" value="([^"]+)"', text(browser.get(ward.address)))


def chosen(browser: Client, ward: Ward, told: list[str], **more: str) -> Answer:
    """Send what was chosen."""
    page = text(browser.get(ward.address))
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    return browser.post(f"{ward.address}/chot", {"c": told, "csrfmiddlewaretoken": token[1], **PAPER, **more})


def test_many_are_decided_by_one_paper(ward: Ward) -> None:
    """Nothing is chosen at first; what was chosen is shown once more, then decided, with the paper on each."""
    browser = browser_of(ward)
    page = text(browser.get(ward.address))
    assert "3 chi bộ chờ quyết định" in page
    assert "checked" not in page
    found = keys(browser, ward)
    shown = text(chosen(browser, ward, found[:2]))
    assert "Quyết định 2 chi bộ, tháng 11/2025?" in shown
    assert "Còn 1 chi bộ chờ quyết định" in shown
    assert all(ward.state(cell).decision is None for cell in ward.cells)
    answer = chosen(browser, ward, found[:2], act="decide")
    assert answer["Location"] == f"{ward.address}?xong=2"
    decided = [cell for cell in ward.cells if ward.state(cell).decision is not None]
    assert len(decided) == 2
    entry = ward.state(decided[0]).decision
    assert entry is not None
    assert entry.body["paper"] == {"number": "31-QĐ/ĐU", "day": "2025-12-09"}
    assert "1 chi bộ chờ quyết định" in text(browser.get(ward.address))


def test_a_meeting_that_changed_meanwhile_stops_all(ward: Ward) -> None:
    """One of them was given back after the page was opened: a sentence, and none is decided."""
    from chamdiem.engine.ledger.authorities import Act  # noqa: PLC0415 - beside the house
    from chamdiem.engine.ledger.handing_in import give_back  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first

    browser = browser_of(ward)
    found = keys(browser, ward)
    evaluation = ward.state(ward.cells[0]).evaluation
    assert evaluation is not None
    give_back(house().ledger, evaluation.sequence, Act(ward.decider.actor, "thiếu"), house().office.clock.stamp())
    answer = chosen(browser, ward, found, act="decide")
    assert answer.status_code == 400
    assert "1 kỳ họp đã khác từ lúc trang này mở" in text(answer)
    assert all(ward.state(cell).decision is None for cell in ward.cells)


def test_what_changes_while_it_is_decided_stops_all(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the page and the ledger somebody else decides: the block writes nothing of the others either."""
    from chamdiem.rules.records.faults import FaultyInput  # noqa: PLC0415 - as above
    from chamdiem.web.deciding import decide_many, read_paper  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.proposals import proposals  # noqa: PLC0415 - as above

    del monkeypatch
    found = proposals(house(), "vi", ward.decider.actor, ward.id, MONTH)
    paper = read_paper(house(), PAPER, needed=True).paper
    assert paper is not None
    decide_many(house(), ward.decider.actor, found.ready[2:], paper)
    size = house().ledger.size()
    with pytest.raises(FaultyInput):
        decide_many(house(), ward.decider.actor, found.ready, paper)
    assert house().ledger.size() == size
    assert sum(ward.state(cell).decision is not None for cell in ward.cells) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"so": ""}, "Ghi số của quyết định"),
        ({"so": "x" * 61}, "Ghi số của quyết định"),
        ({"ngay": "31", "thang": "02"}, "Ghi ngày ký"),
        ({"nam": "٢٠٢٥"}, "Ghi ngày ký"),
        ({"nam": "9999"}, "Ngày ký chưa tới"),
        ({"c": "0~regular~khong-co"}, "đã khác từ lúc trang này mở"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_decided(ward: Ward, wrong: dict[str, str], said: str) -> None:
    """A paper without number or day, a day to come, a cell that is not there; what was chosen stays chosen."""
    browser = browser_of(ward)
    found = keys(browser, ward)
    answer = chosen(browser, ward, found, **{"act": "decide", **wrong})
    assert answer.status_code == 400
    assert said in text(answer)
    assert ("checked" in text(answer)) == ("c" not in wrong)
    assert all(ward.state(cell).decision is None for cell in ward.cells)


def test_one_is_decided_otherwise_with_a_reason_and_then_anew(ward: Ward) -> None:
    """Another rating needs a reason; what is decided anew needs one too, and the first stays in the ledger."""
    browser, cell = browser_of(ward), ward.cells[0]
    address = f"/quyet-dinh/{cell}/{MONTH}/thuong-ky/"
    page = text(browser.get(address))
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    assert "checked" not in page
    assert post(browser, address, seen=seen[1]).status_code == 400
    ratings = re.findall(r'name="rating" value="([^"]+)"', page)
    answer = post(browser, address, seen=seen[1], rating=ratings[-1])
    assert "Khác mức đề nghị thì phải ghi lý do" in text(answer)
    assert post(browser, address, seen="1", rating=ratings[-1], reason="Vi phạm").status_code == 400
    assert post(browser, address, seen=seen[1], rating=ratings[-1], reason="Vi phạm").status_code == 302
    assert "Khác mức máy tính" in text(browser.get(address))
    seen = re.search(r'name="seen" value="(\d+)"', text(browser.get(address)))
    assert seen is not None
    assert post(browser, address, seen=seen[1], rating=ratings[0]).status_code == 400
    post(browser, address, seen=seen[1], rating=ratings[0], reason="Xét lại", **PAPER)
    state = ward.state(cell)
    assert state.decision is not None
    assert state.decision.body["rating"] == ratings[0]
    kinds = [entry.kind for entry in state.entries]
    assert (kinds.count(EntryKind.DECISION), kinds.count(EntryKind.CORRECTION)) == (2, 1)


def test_the_password_is_asked_anew_and_nothing_chosen_is_lost(ward: Ward) -> None:
    """Where it was said too long ago, it is asked for; what was chosen goes along, and is decided by nobody's tap."""
    browser = browser_of(ward)
    found = keys(browser, ward)
    session = browser.session
    session["confirmed"] = 0
    session.save()
    answer = chosen(browser, ward, found, act="decide")
    assert answer.status_code == 401
    assert 'name="giu"' in text(answer)
    assert all(name in text(answer) for name in ward.cells)
    assert all(ward.state(cell).decision is None for cell in ward.cells)
    assert browser.get(f"/quyet-dinh/{ward.cells[0]}/{MONTH}/thuong-ky/")["Location"].startswith("/xac-nhan")


def test_nobody_decides_on_the_own_cell(ward: Ward) -> None:
    """It is in the table with the reason why it cannot be chosen, and has no page."""
    from chamdiem.engine.ledger.authorities import Act, give_mandate  # noqa: PLC0415 - beside the house
    from chamdiem.engine.mandates.mandates import Mandate  # noqa: PLC0415 - as above
    from chamdiem.engine.mandates.roles import Role  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - Django has to be set up first
    from chamdiem.web.installation import ADMINISTRATOR  # noqa: PLC0415 - as above

    actor, cell = ward.decider.actor, ward.cells[1]
    given = Mandate(id=f"{actor}-bt", actor=actor, role=Role.SECRETARY, node=cell, first=house().today)
    give_mandate(house().ledger, given, Act(ADMINISTRATOR), house().office.clock.stamp())
    browser = browser_of(ward)
    assert len(keys(browser, ward)) == 2
    assert "người khác quyết định" in text(browser.get(ward.address))
    assert browser.get(f"/quyet-dinh/{cell}/{MONTH}/thuong-ky/").status_code == 404
    sequence = ward.state(cell).last.sequence
    assert chosen(browser, ward, [f"{sequence}~regular~{cell}"], act="decide").status_code == 400


def test_the_table_of_many_asks_the_tables_as_often_as_that_of_few(ward: Ward) -> None:
    """No question for each cell."""
    from django.db import connection  # noqa: PLC0415 - once Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    browser = browser_of(ward)
    browser.get(ward.address)
    with CaptureQueriesContext(connection) as found:
        browser.get(ward.address)
    assert len(found) <= 9, [each["sql"] for each in found]


def test_a_half_year_has_a_page_and_one_to_come_has_none(ward: Ward) -> None:
    """Where no rule rates it nothing can be chosen; what is sent all the same changes nothing."""
    browser = browser_of(ward)
    page = text(browser.get(f"/quyet-dinh/{ward.id}/2025-H2"))
    assert "Không có chi bộ nào quyết định được" in page
    assert browser.get(f"/quyet-dinh/{ward.id}/2999").status_code == 404
    assert browser.get(f"/quyet-dinh/{ward.id}/2025-Q4").status_code == 200
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    sent = {"c": "x~y", "act": "decide", "csrfmiddlewaretoken": token[1], **PAPER}
    answer = browser.post(f"/quyet-dinh/{ward.id}/2025-H2/chot", sent)
    assert answer.status_code == 400
    assert "đã khác từ lúc trang này mở" in text(answer)
