"""Half-years and years: the table of the page is the list that commands write, for the cells that somebody watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.demo import half_years
from chamdiem.engine.demo.commune import CELLS, COMMITTEE
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.lists.periods import period_list
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.office.office import Office
from chamdiem.engine.office.periods import PeriodSource, rate_cells
from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.engine.paper.tables import text_of
from chamdiem.rules.records.spans import read_span
from commune_months import commune_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chamdiem.web.house import House
    from chamdiem.web.years import Year

pytestmark = pytest.mark.usefixtures("installation")
SPAN = read_span("2026-H1")


@pytest.fixture
def commune() -> Iterator[House]:
    """Give a house whose ledger is that of the made-up commune."""
    from kept_months import HouseOf  # noqa: PLC0415 - the web needs an installation

    with open_ledger(commune_ledger()) as ledger:
        yield HouseOf(ledger)


def year(house: House, span: str = "2026-H1", own: frozenset[str] = frozenset()) -> Year:
    """Return the table of all cells of the commune."""
    from chamdiem.web.years import Year  # noqa: PLC0415 - as above

    tree = house.tree
    cells = tuple(tree.nodes[cell.id] for cell in CELLS)
    return Year(house, "vi", tree.nodes[COMMITTEE], read_span(span), cells, own)


def test_the_table_is_the_list_of_the_command(commune: House, tmp_path: Path) -> None:
    """Each cell's counts, rating and reasons, and the notes under them, are those of `list year` with a register."""
    shown = year(commune)
    register = tmp_path / "danh-sach.csv"
    above = commune.tree.nodes[COMMITTEE].title
    lines = [f"{cell.id},{cell.title},{above}" for cell in CELLS]
    register.write_text("\n".join(["cell_id,cell_name,upper_org", *lines, ""]), encoding="utf-8")
    asked = PeriodSource(span=SPAN, ledger=commune.ledger_address, framework=str(half_years.RULE), register=register)
    listed = period_list(rate_cells(Office(clock=commune.office.clock), asked), PaperSettings())
    assert [(row.cell, row.values) for row in shown.rows] == [
        (text_of(line[1]), tuple(map(text_of, line[2:]))) for line in listed.rows
    ]
    assert shown.view is not None
    assert shown.view.notes == listed.notes
    assert shown.columns == listed.header[2:]


def test_what_was_decided_stands_beside_what_was_computed(commune: House) -> None:
    """In the commune it is the same; a half-year that goes on is decided for nobody."""
    shown = year(commune)
    place = shown.columns.index("Xếp loại kỳ")
    assert all(row.decided is not None and row.decided.rating == row.values[place] for row in shown.rows)
    assert all(row.decided is None for row in year(commune, "2026-H2").rows)


def test_where_no_rule_is_the_regulation_says_so(commune: House) -> None:
    """Nothing is made up of a year that the framework does not rate."""
    shown = year(commune, "2026")
    assert (shown.rows, shown.view) == ((), None)


def test_the_page_is_of_years_that_have_begun() -> None:
    """Of a month, of a year to come, and of a cell there is none; of others the months are shown at least."""
    from township import COMMITTEE as TOWNSHIP  # noqa: PLC0415 - as above
    from township import entered, township  # noqa: PLC0415 - as above

    browser = entered(township().people[Role.OFFICE])
    for period, status in (
        ("2025", 200),
        ("2025-H2", 200),
        ("2025-Q3", 200),
        ("2025-10", 404),
        ("2999", 404),
        ("0001", 404),
    ):
        assert browser.get(f"/nam/{TOWNSHIP}/{period}").status_code == status, period
    told = browser.get(f"/nam/{TOWNSHIP}/2025").content.decode()
    assert "khung không xếp loại kỳ này" in told
    assert "Văn bản nói: " in told
    assert "Tổ chức cb-mau" in told
