"""Half-years and years are decided like months: many cells by one paper, all or nothing."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.demo.commune import COMMITTEE
from chamdiem.engine.demo.half_years import HalfYears
from chamdiem.engine.ledger.authorities import last_about
from chamdiem.engine.ledger.contents import DecisionPaper, PeriodDecision
from chamdiem.engine.ledger.keys import period_key
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.office.demo import lay_out_commune
from chamdiem.engine.office.office import Office
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.spans import read_span
from commune_months import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chamdiem.engine.demo.calendar import Step
    from chamdiem.web.house import House
    from chamdiem.web.period_proposals import PeriodProposals

pytestmark = pytest.mark.usefixtures("installation")
RATING_YEARS = "phu-tho/khoi-co-quan"
"""A framework that ships and has a rule for years."""
PAPER = DecisionPaper(number="40-QĐ/ĐU", day=dt.date(2026, 7, 20))


@pytest.fixture
def commune(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Give the made-up commune, where of each half-year one cell alone is decided."""
    from kept_months import HouseOf  # noqa: PLC0415 - the web needs an installation

    whole = HalfYears.steps

    def first(self: HalfYears) -> Iterator[Step]:
        yield from [*whole(self)][:1]

    monkeypatch.setattr(HalfYears, "steps", first)
    with create_ledger(str(tmp_path / "so.ledger")) as ledger:
        lay_out_commune(Office(), ledger, TODAY)
        yield HouseOf(ledger)


def proposed(house: House, actor: str = "thuong-vu-2") -> PeriodProposals:
    """Return what is proposed of the first half of the year."""
    from chamdiem.web.period_proposals import PeriodProposals  # noqa: PLC0415 - as above

    return PeriodProposals(house, "vi", actor, house.tree.nodes[COMMITTEE], read_span("2026-H1"))


def test_a_half_year_is_decided_for_many_cells_by_one_paper(commune: House) -> None:
    """What was computed is decided, with the paper; said once more, it is not there to be chosen."""
    from chamdiem.web.period_proposals import decide_periods  # noqa: PLC0415 - as above

    found = proposed(commune)
    keys = [each.key for each in found.ready]
    assert keys
    assert decide_periods(found, keys, PAPER) == len(keys)
    assert proposed(commune).ready == ()
    result = found.ready[0].result
    entry = last_about(commune.ledger, period_key(result.period.id, "2026-H1", result.cell))
    assert entry is not None
    content = entry.content
    assert isinstance(content, PeriodDecision)
    assert content.paper == PAPER
    assert result.rating is not None
    assert content.rating == result.rating.id


def test_what_was_decided_meanwhile_stops_all(commune: House) -> None:
    """Nothing is recorded of the others either."""
    from chamdiem.web.period_proposals import decide_periods  # noqa: PLC0415 - as above

    found = proposed(commune)
    keys = [each.key for each in found.ready]
    decide_periods(found, keys[:1], PAPER)
    size = commune.ledger.size()
    with pytest.raises(FaultyInput):
        decide_periods(found, keys, PAPER)
    assert commune.ledger.size() == size


def test_nobody_decides_a_period_of_the_own_cell(commune: House) -> None:
    """Whoever is secretary of a cell finds it not among what can be chosen."""
    found = proposed(commune, "thuong-vu-1")
    assert found.ready
    assert "cq-dang-uy" not in {each.cell.id for each in found.ready}


# --- one cell, by its page ---


def test_one_cell_is_decided_apart_with_its_reason_and_once_more() -> None:
    """Another rating than was computed, and another than was decided, needs a reason; both stay to be read."""
    from chamdiem.engine.ledger.authorities import Act, give_mandate  # noqa: PLC0415 - the web needs an installation
    from chamdiem.engine.mandates.mandates import Mandate  # noqa: PLC0415 - as above
    from chamdiem.engine.mandates.roles import Role  # noqa: PLC0415 - as above
    from chamdiem.web.accounts import make_account  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.installation import ADMINISTRATOR, ROOT  # noqa: PLC0415 - as above
    from chamdiem.web.models import NodeSetting  # noqa: PLC0415 - as above
    from drafting import make_cell  # noqa: PLC0415 - as above
    from township import entered  # noqa: PLC0415 - as above

    cell, ledger = make_cell(RATING_YEARS), house().ledger
    given = Mandate(id="tv-ca-nam", actor="tv-ca-nam", role=Role.STANDING_COMMITTEE, node=ROOT, first=house().today)
    give_mandate(ledger, given, Act(ADMINISTRATOR), house().office.clock.stamp())
    own = NodeSetting.objects.get_or_create(node=ROOT, name="framework")[0]
    before, own.value = own.value, RATING_YEARS
    own.save()
    browser, year = entered(make_account("tv-ca-nam", "tv-ca-nam")), str(house().today.year)
    address, key = f"/quyet-dinh/{cell.id}/{year}/rieng", period_key("nam", year, cell.id)

    def decide(**typed: str) -> tuple[int, str]:
        page = browser.get(address).content.decode()
        seen = re.findall(r'name="seen" value="([^"]+)"', page)[0]
        answer = browser.post(address, {"seen": seen, **typed})
        return answer.status_code, answer.content.decode()

    status, page = decide(rating="tot")
    assert (status, "Khác mức đề nghị thì phải ghi lý do" in page) == (400, True)
    assert last_about(ledger, key) is None
    assert decide(rating="tot", reason="Hợp nhất giữa năm", so="41-QĐ/ĐU", ngay="1", thang="1", nam=year)[0] == 302
    first = last_about(ledger, key)
    assert first is not None
    assert isinstance(first.content, PeriodDecision)
    assert (first.content.computed, first.content.reason) == (None, "Hợp nhất giữa năm")
    status, page = decide(rating="chua_quy_dinh")
    assert (status, "Quyết định lại thì phải ghi lý do" in page) == (400, True)
    status, page = decide(rating="chua_quy_dinh", reason="Xem lại", seen="cũ")
    assert (status, "đã khác từ lúc trang này mở" in page) == (400, True)
    assert last_about(ledger, key) == first
    assert decide(rating="chua_quy_dinh", reason="Xem lại")[0] == 302
    last = last_about(ledger, key)
    assert last is not None
    assert last.body["after"] == first.hash
    page = browser.get(address).content.decode()
    for said in ("máy chưa chắc mức nào; lý do: “Xem lại”", "lý do: “Hợp nhất giữa năm”", "Văn bản số 41-QĐ/ĐU"):
        assert said in page, said
    assert "lý do: “Xem lại”" in browser.get(f"/quyet-dinh/{ROOT}/{year}").content.decode()
    assert browser.get(f"/quyet-dinh/{cell.id}/{year}-H1/rieng").status_code == 404
    own.value = before
    own.save()
    NodeSetting.objects.filter(node=ROOT, value="").delete()
