"""Half-years and years are decided like months: many cells by one paper, all or nothing."""

from __future__ import annotations

import datetime as dt
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

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chamdiem.engine.demo.calendar import Step
    from chamdiem.web.house import House
    from chamdiem.web.period_proposals import PeriodProposals

pytestmark = pytest.mark.usefixtures("installation")
PAPER = DecisionPaper(number="40-QĐ/ĐU", day=dt.date(2026, 7, 20))


@pytest.fixture
def commune(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Give the made-up commune, where of each half-year one cell alone is decided."""
    from kept_months import TODAY, HouseOf  # noqa: PLC0415 - the web needs an installation

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
