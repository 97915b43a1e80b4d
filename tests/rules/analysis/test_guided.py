"""Going backwards from what is wanted: what no combination of a few values would meet is found, or shown hopeless."""

from __future__ import annotations

import pytest

from chamdiem.engine.authoring.suggestions import suggest
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.coverage import goals
from samples import criterion, loaded

INPUTS = {f"n{number}": {"title": f"Số {number}", "type": "count", "at_most": "6"} for number in range(8)}


def framework_of(**when: object) -> Scorer:
    """Return a framework of a collective in which one line of eight numbers stands before another."""
    own = criterion("1", choose=[{"when": when, "title": "một", "points": "10"}, {"title": "hai", "points": "0"}])
    data = {
        "framework": "mau/2025",
        "title": "Khung",
        "authority": {"number": "1", "date": "2025-01-05", "issuer": "Mẫu"},
        "provenance": {"status": "official", "source": "Mẫu"},
        "in_force": {"from": "2025-01-05"},
        "applies_to": {"organisations": ["mau"]},
        "subject": {"id": "collective", "title": "tập thể", "sheet": "PHIẾU", "of": ["year"]},
        "inputs": INPUTS,
        "points": {"maximum": "10", "step": "1", "rounding": "half_up"},
        "groups": [{"id": "g", "title": "Nhóm", "maximum": "10", "criteria": [own]}],
        "ratings": [{"id": "tot", "title": "Tốt", "at_least": "8"}, {"id": "kem", "title": "Kém"}],
    }
    return Scorer(loaded(data))


def suggested(scorer: Scorer) -> dict[tuple[object, ...], str | None]:
    """Return the case that is suggested for each line."""
    found = suggest(scorer, [goal for goal in goals(scorer.framework) if goal.kind == "line"], "vi")
    return {each.goal.path[-1:]: each.case for each in found}


def test_numbers_that_must_all_differ_at_once_are_found() -> None:
    """Eight numbers that are compared in pairs have more combinations than are tried; going backwards needs few."""
    pairs = [{"fact": f"n{each}", "above": {"fact": f"n{each + 1}"}} for each in (0, 2, 4)]
    odd = [{"fact": "n6", "is": "5"}, {"fact": "n7", "is": "1"}]
    found = suggested(framework_of(all=[*pairs, *odd]))
    assert all(found.values())


@pytest.mark.parametrize("impossible", [{"fact": "n0", "above": "6"}, {"fact": "n0", "is": "9"}])
def test_what_lies_beyond_the_ends_of_a_number_is_given_up_at_once(impossible: dict[str, str]) -> None:
    """No case is suggested for a line that asks for more than a number may be."""
    found = suggested(framework_of(all=[impossible, *({"fact": f"n{each}", "is": "1"} for each in range(1, 8))]))
    assert found[0,] is None
    assert found[1,] is not None
