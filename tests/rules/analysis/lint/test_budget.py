"""lint does so much work and no more, counts it alike on every machine, and says what it left."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chamdiem.engine.reading.catalog import CRITERIA, Catalog, framework_from_text
from chamdiem.rules.analysis.lint import linter
from chamdiem.rules.analysis.lint.linear import Undecided
from chamdiem.rules.analysis.lint.linter import proved_defects
from chamdiem.rules.analysis.lint.solver import Budget


def framework(criteria: int, gates: int) -> Any:  # noqa: ANN401 - what the catalog gives
    """Return a framework whose gates each test the points of every criterion."""
    one = {"maximum": "5", "clause": "Mục 1", "judged": "points"}
    made = [{"id": f"1.{n}", "title": f"Tiêu chí {n}", **one} for n in range(criteria)]
    requires = [
        {
            "title": f"Điều kiện {gate}",
            "when": {"all": [{"criterion": f"1.{n}", "at_least": str(1 + (n + gate) % 4)} for n in range(criteria)]},
        }
        for gate in range(gates)
    ]
    return framework_from_text(
        json.dumps(
            {
                "framework": "mau/nang",
                "title": "Khung nặng",
                "authority": {"number": "01-HD/ĐU", "date": "2026-01-05", "issuer": "Đảng ủy xã Thí Dụ"},
                "provenance": {"status": "official", "source": "Bản chính"},
                "in_force": {"from": "2026-01-05"},
                "applies_to": {"kinds": ["regular"]},
                "points": {"maximum": str(5 * criteria), "step": "0.5", "rounding": "half_up"},
                "groups": [{"id": "1", "title": "Nhóm", "maximum": str(5 * criteria), "criteria": made}],
                "ratings": [
                    {"id": "tot", "title": "Tốt", "at_least": str(4 * criteria), "requires": requires},
                    {"id": "kem", "title": "Kém"},
                ],
            }
        ),
        "nang",
    ).framework


def undecided(framework: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - as above
    """Return what is left undecided of a framework."""
    return [(each.variant, each.at) for each in proved_defects(framework) if each.code == "undecided"]


@pytest.mark.parametrize("name", Catalog(CRITERIA).ids)
def test_what_ships_needs_a_fraction(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every framework that ships is decided with a tenth of the budget."""
    for budget in ("OF_CRITERION", "OF_CRITERIA", "OF_RATINGS"):
        monkeypatch.setattr(linter, budget, getattr(linter, budget) // 10)
    assert undecided(Catalog().get(name).framework) == []


def test_what_hangs_together_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gates that test every criterion ask for too many combinations: that is said, and the criteria are still proved."""
    monkeypatch.setattr(linter, "OF_RATINGS", 50_000)
    assert undecided(framework(4, 1)) == []
    assert undecided(framework(12, 5)) == [("ratings", "ratings")]


def test_each_criterion_has_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """A criterion that takes too long is named, and does not keep the next from being proved; totals wait for all."""
    monkeypatch.setattr(linter, "OF_CRITERION", 500)
    names = undecided(Catalog().get("an-phu/2025").framework)
    assert 1 < len(names) < sum(1 for _ in Catalog().get("an-phu/2025").framework.criteria)
    assert names[-1] == ("ratings", "ratings")


def test_a_budget_ends() -> None:
    """Steps are counted down to nothing; the next one is not taken."""
    budget = Budget(3)
    budget.spend(3)
    with pytest.raises(Undecided):
        budget.spend(1)
