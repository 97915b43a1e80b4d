"""Trends: months, a map of cells by months, and a workbook, for those who may see the cells."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.demo.commune import CELLS, COMMITTEE, OFFICE
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.ledger.stages import Stage
from chamdiem.engine.mandates.roles import Role
from chamdiem.rules.records.spans import months_between
from commune_months import commune_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from chamdiem.web.house import House
    from chamdiem.web.trends import Trend

pytestmark = pytest.mark.usefixtures("installation")
MONTHS = months_between("2025-11", "2026-10")


@pytest.fixture
def commune() -> Iterator[House]:
    """Give a house whose ledger is that of the made-up commune."""
    from chamdiem.web.projections import projected  # noqa: PLC0415 - the web needs an installation
    from kept_months import HouseOf  # noqa: PLC0415 - as above

    with open_ledger(commune_ledger()) as ledger:
        house = HouseOf(ledger)
        projected(house)
        yield house


def trend(house: House, actor: str, months: tuple[str, ...] = MONTHS) -> Trend:
    """Return the trend of the commune as somebody sees it."""
    from chamdiem.web.trends import Trend  # noqa: PLC0415 - as above
    from chamdiem.web.watched import Watched  # noqa: PLC0415 - as above

    return Trend(Watched(house, actor, house.tree.nodes[COMMITTEE], months), "vi")


def office() -> Client:
    """Return the browser of the office of the township's committee."""
    from township import entered, township  # noqa: PLC0415 - as above

    return entered(township().people[Role.OFFICE])


def test_each_month_and_each_cell_has_its_place(commune: House) -> None:
    """The last month stands first; every cell has a sign for each month, and what is no rating is not drawn as one."""
    found = trend(commune, OFFICE)
    assert [each.period for each in found.months] == list(reversed(MONTHS))
    rows = found.heat(found.cells, MONTHS)
    assert [row.cell.id for row in rows] == [cell.id for cell in found.cells]
    assert len(rows) == len(CELLS)
    letters = {each.letters: each.mark for each in found.ratings}
    for month, (place, period) in zip(reversed(found.months), enumerate(MONTHS), strict=True):
        column = [row.months[place] for row in rows]
        assert all(mark == letters.get(sign, "") for sign, mark in column), period
        assert sum(sign == "—" for sign, _ in column) == month.silent


def test_of_the_own_cell_nothing_counts_before_the_decision(commune: House) -> None:
    """Whoever has a role of a cell learns what others said of it from no sum and no sign."""
    from chamdiem.web.models import MeetingNow  # noqa: PLC0415 - as above

    own = "cq-dang-uy"
    waiting = MeetingNow.objects.filter(cell=own, period__gte="2026-09", stage=Stage.ASSESSED.value)
    period = waiting.values_list("period", flat=True).first()
    if period is None:
        row = MeetingNow.objects.filter(cell=own, period="2026-10").get()
        MeetingNow.objects.filter(pk=row.pk).update(stage=Stage.ASSESSED.value, decided="", decision=None)
        period = "2026-10"
    months = months_between("2026-01", period)
    seen, all_ = trend(commune, "thuong-vu-1", months), trend(commune, OFFICE, months)
    assert sum(seen.months[0].counts) == sum(all_.months[0].counts) - 1
    cell = next(each for each in seen.cells if each.id == own)
    assert seen.heat([cell], [period])[0].months == (("?", ""),)
    MeetingNow.objects.all().delete()
    from chamdiem.web.projections import rebuild  # noqa: PLC0415 - as above

    rebuild(commune)


def test_the_page_takes_what_its_address_asks_and_nothing_that_is_no_month() -> None:
    """A month that is none, or yet to come, and a number of months that is not offered, lead to the usual page."""
    from township import COMMITTEE as TOWNSHIP  # noqa: PLC0415 - as above

    told = office().get(f"/xu-huong/{TOWNSHIP}?den=2025-10&thang=24").content.decode()
    assert "Tháng 10/2025: " in told
    assert "Tổ chức cb-mau" in told
    for asked in ("?den=2999-01", "?den=2025-13", "?den=x", "?thang=7", "?den=2025-10&trang=-3"):
        assert office().get(f"/xu-huong/{TOWNSHIP}{asked}").status_code == 200


def content_of(answer: Any) -> bytes:  # noqa: ANN401 - a response of a test client
    """Return what a download holds."""
    return b"".join(answer.streaming_content)


def test_the_workbook_holds_no_formula() -> None:
    """What begins like a formula is a text there as well."""
    from township import COMMITTEE as TOWNSHIP  # noqa: PLC0415 - as above
    from working import carry_out_all  # noqa: PLC0415 - as above

    browser = office()
    for asked in ("?den=%00", "?den=<script>", "?thang=-1", "?thang=99999999999", "?den=2025-10"):
        made = browser.post(f"/xu-huong/{TOWNSHIP}/so-lieu{asked}")["Location"]
    carry_out_all()
    page = browser.get(made).content.decode()
    assert "✓ Đã xong: Xu hướng 10/2025 (Excel)" in page
    content = content_of(browser.get(f"{made}/tep"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 4
    assert all(b"<f>" not in sheet for sheet in sheets)
