"""The month board: it counts what the ledger says, for those who may see it, and each cell by its name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.demo.commune import CELLS, COMMITTEE
from chamdiem.engine.ledger.authorities import Act, give_mandate, record_change
from chamdiem.engine.ledger.entries import EntryStamp
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.stages import Stage, month_stages
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Role
from commune import SINCE
from commune_months import TODAY, commune_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client

    from chamdiem.web.board import Board
    from chamdiem.web.house import House

pytestmark = pytest.mark.usefixtures("installation")
MONTH = "2026-10"


@pytest.fixture
def commune() -> Iterator[House]:
    """Give a house whose ledger is that of the made-up commune."""
    from kept_months import HouseOf  # noqa: PLC0415 - the web needs an installation

    with open_ledger(commune_ledger()) as ledger:
        yield HouseOf(ledger)


def board(house: House, period: str = MONTH, actor: str | None = None) -> Board:
    """Return the board of a month of the commune, for its office or somebody else."""
    from chamdiem.engine.demo.commune import OFFICE  # noqa: PLC0415 - as above
    from chamdiem.web.board import board_of  # noqa: PLC0415 - as above

    return board_of(house, "vi", actor or OFFICE, house.tree.nodes[COMMITTEE], period)


def test_a_board_counts_what_the_ledger_says(commune: House) -> None:
    """Every month, each meeting is as far as the ledger's own list has it, and a cell of which there is none is named."""
    for period in ("2026-11", "2026-10", "2026-09", "2026-03", "2025-12"):
        found = board(commune, period)
        told = list(month_stages(commune.ledger, commune.tree, COMMITTEE, period))
        counted = Counter(each.stage for each in found.all if each.now is not None)
        assert counted == Counter(stage.stage for _, stage in told)
        monthly = {cell for cell, stage in told if stage.meeting.kind != "thematic"}
        silent = {each.cell.id for each in found.all if each.stage is Stage.NOT_BEGUN}
        assert silent == {cell.id for cell in CELLS} - monthly
        assert len(found.seen) == len(found.all)


def test_what_is_urgent_stands_first_and_is_found_without_marks(commune: House) -> None:
    """Overdue and given back before all others; a name is found in any spelling; a filter leaves what it says."""
    from chamdiem.web.board import OPEN, Choice  # noqa: PLC0415 - as above

    found = board(commune)
    late = [each.late > 0 for each in found.all]
    assert late == sorted(late, reverse=True)
    assert late[0]
    assert [each.cell.id for each in found.chosen(Choice.ALL, "hop tac xa")] == ["htx-vi-du"]
    assert all(each.stage in OPEN for each in found.chosen(Choice.OVERDUE, ""))
    for choice in Choice:
        assert found.counts[choice] == len(found.chosen(choice, ""))
    assert found.chosen(Choice.DIFFERING, "")


def test_who_looks_at_the_own_cell_sees_what_others_said_of_it_after_the_decision(commune: House) -> None:
    """Whatever else somebody is: of the own cell the board shows no more than the cell's pages do."""
    from chamdiem.web.board_rows import rows_of  # noqa: PLC0415 - as above

    decider = "thuong-vu-1"
    own = [each for each in board(commune, actor=decider).seen if each.cell.id == "cq-dang-uy"]
    assert own
    for period in ("2026-11", "2026-10"):
        found = board(commune, period, decider)
        for meeting, row in zip(found.seen, rows_of(found, found.seen), strict=True):
            if meeting.cell.id == "cq-dang-uy" and meeting.stage is not Stage.DECIDED:
                assert (row.upper, row.difference, row.decided) == (("", ""), "", "")


def test_a_line_says_points_with_ratings_and_what_to_look_at(commune: House) -> None:
    """What came back says why; points stand beside their ratings; nothing that is missing is 0."""
    from chamdiem.web.board_rows import rows_of  # noqa: PLC0415 - as above

    found = board(commune)
    lines = {row.title: row for row in rows_of(found, found.seen)}
    back = next(row for row in lines.values() if row.state.startswith("↩"))
    assert back.is_hot
    assert "Trả lại: " in back.notes
    silent = next(row for row in lines.values() if row.state.startswith("▲"))
    assert (silent.own, silent.upper, silent.difference, silent.day, silent.url) == (("", ""), ("", ""), "", "", "")
    decided = next(row for row in lines.values() if row.is_done)
    assert decided.own[0]
    assert decided.own[1] in {"Tốt", "Khá", "Trung bình", "Kém"}


def test_committees_under_one_are_counted_each(tmp_path: Path) -> None:
    """A committee of committees sees a line for each; whoever reaches no farther than these sees none of their cells."""
    from chamdiem.web.board import board_of  # noqa: PLC0415 - as above
    from kept_months import HouseOf  # noqa: PLC0415 - as above

    stamp = EntryStamp("0.4.0", "2026-10-01T00:00:00Z")
    places = {"xa-1": "tinh", "xa-2": "tinh", "a": "xa-1", "b": "xa-1", "c": "xa-2", "d": "tinh"}
    with create_ledger(str(tmp_path / "so.ledger")) as ledger:
        for node, parent in {"tinh": None, **places}.items():
            kind = NodeKind.CELL if len(node) == 1 else NodeKind.COMMITTEE
            founded = OrganisationChange(
                node=node, event=Event.FOUNDED, day=SINCE, title=node, kind=kind, parent=parent
            )
            record_change(ledger, founded, None, stamp)
        for role in (Role.ADMINISTRATOR, Role.OFFICE, Role.STANDING_COMMITTEE):
            given = Mandate(
                id=role.value.replace("_", "-"), actor=role.value.replace("_", "-"), role=role, node="tinh", first=SINCE
            )
            give_mandate(ledger, given, None if role is Role.ADMINISTRATOR else Act("administrator"), stamp)
        house = HouseOf(ledger, TODAY)
        above = house.tree.nodes["tinh"]
        for actor, cells in (("office", {"a", "b", "c", "d"}), ("standing-committee", {"d"})):
            found = board_of(house, "vi", actor, above, MONTH)
            assert {each.cell.id for each in found.seen} == cells
            assert [(each.node.id, each.cells, each.done, each.late, each.is_open) for each in found.parts] == [
                ("xa-1", 2, 0, 2, True), ("xa-2", 1, 0, 1, True),
            ]  # fmt: skip
            assert len(found.cells) == 4


def office() -> Client:
    """Return the browser of the office of the township's committee."""
    from township import entered, township  # noqa: PLC0415 - as above

    return entered(township().people[Role.OFFICE])


def test_the_board_shows_its_cells_and_leads_to_what_was_handed_in() -> None:
    """The answer is the first line; a cell that handed in is a link, one that did not is a name."""
    from township import CELL, SUBMITTED  # noqa: PLC0415 - as above
    from township import COMMITTEE as TOWNSHIP  # noqa: PLC0415 - as above

    told = office().get(f"/theo-doi/{TOWNSHIP}/{SUBMITTED}").content.decode()
    assert "Tháng 10/2025: 0 trên 1 chi bộ đã xong" in told
    assert f"/ky/{CELL}/{SUBMITTED}/thuong-ky/bien-nhan" in told
    for asked in ("?loc=cho-cham", "?tim=cb-mau", "?trang=99", "?loc=khong-co&trang=-1"):
        assert CELL in office().get(f"/theo-doi/{TOWNSHIP}/{SUBMITTED}{asked}").content.decode()
    assert CELL not in office().get(f"/theo-doi/{TOWNSHIP}/{SUBMITTED}?tim=khong-dau").content.decode()


@pytest.mark.parametrize("period", ["2999-01", "2025", "2025-Q3", "2025-13"])
def test_of_what_is_no_month_or_yet_to_come_there_is_no_board(period: str) -> None:
    """A month that has not begun has nothing to be handed in."""
    from township import COMMITTEE as TOWNSHIP  # noqa: PLC0415 - as above

    assert office().get(f"/theo-doi/{TOWNSHIP}/{period}").status_code == 404


def test_what_reminds_holds_the_deadline_and_the_address_alone() -> None:
    """The text to send and the calendar name no cell and no points."""
    from township import COMMITTEE as TOWNSHIP  # noqa: PLC0415 - as above
    from township import DRAFT  # noqa: PLC0415 - as above

    browser = office()
    told = browser.get(f"/theo-doi/{TOWNSHIP}/{DRAFT}/nhac").content.decode()
    text = told.split('class="why copy">')[1].split("</p>")[0]
    assert text == "Hạn nộp chấm điểm kỳ 09/2025: 05/10/2025. Vào làm tại http://testserver/viec"
    answer = browser.get(f"/theo-doi/{TOWNSHIP}/han-nop.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert sum(line == "BEGIN:VEVENT" for line in lines) == 4
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "cb-mau" not in answer.content.decode()


def test_a_month_is_locked_by_the_office_and_unlocked_by_the_committee_with_a_reason() -> None:
    """What is pressed twice is one entry; without its reason nothing is unlocked, and what was typed stays."""
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from township import COMMITTEE as TOWNSHIP  # noqa: PLC0415 - as above
    from township import entered, township  # noqa: PLC0415 - as above

    browser, month = office(), f"/theo-doi/{TOWNSHIP}/2024-12"
    size = house().ledger.size()
    for _ in range(2):
        assert browser.post(f"{month}/khoa", {"reason": ""}).status_code == 302
    assert house().ledger.size() == size + 1
    assert "đã khóa" in browser.get(month).content.decode()
    committee = entered(township().people[Role.STANDING_COMMITTEE])
    refused = committee.post(f"{month}/mo-khoa", {"reason": " "})
    assert refused.status_code == 400
    assert "Cần sửa" in refused.content.decode()
    assert committee.post(f"{month}/mo-khoa", {"reason": "x" * 5000}).status_code == 400
    assert house().ledger.size() == size + 1
    assert committee.post(f"{month}/mo-khoa", {"reason": "Ghi nhầm ngày họp"}).status_code == 302
    assert house().ledger.size() == size + 2
    assert "đã khóa" not in committee.get(month).content.decode()
