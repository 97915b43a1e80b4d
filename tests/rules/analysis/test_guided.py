"""Going backwards from what is wanted: what no combination of a few values would meet is found, or shown hopeless."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.authoring.suggestions import suggest
from chamdiem.engine.reading.catalog import load_framework
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.coverage import goals
from chamdiem.rules.analysis.levers import Situation
from chamdiem.rules.analysis.search import Search
from chamdiem.rules.compile.program import Key, Within
from samples import criterion, loaded
from subjects import SUBJECTS

if TYPE_CHECKING:
    from samples import Json

INPUTS = {f"n{number}": {"title": f"Số {number}", "type": "count", "at_most": "6"} for number in range(8)}
DAYS = {name: {"title": f"Ngày {name}", "type": "date"} for name in ("from", "until")}


def line_where(**when: object) -> Scorer:
    """Return a framework of a collective in which one line of eight numbers stands before another."""
    return framework_of({"choose": [{"when": when, "title": "một", "points": "10"}, {"title": "hai", "points": "0"}]})


def framework_of(way: Json, *others: Json, **parts: object) -> Scorer:
    """Return a framework of a collective with one criterion, and others that add nothing to the scale."""
    own = [criterion("1", **way), *others]
    data = {
        "framework": "mau/2025",
        "title": "Khung",
        "authority": {"number": "1", "date": "2025-01-05", "issuer": "Mẫu"},
        "provenance": {"status": "official", "source": "Mẫu"},
        "in_force": {"from": "2025-01-05"},
        "applies_to": {"organisations": ["mau"]},
        "subject": {"id": "collective", "title": "tập thể", "sheet": "PHIẾU", "of": ["year"]},
        "inputs": INPUTS | DAYS,
        "points": {"maximum": "10", "step": "1", "rounding": "half_up", "bonus_above_maximum": "allowed"},
        "groups": [{"id": "g", "title": "Nhóm", "maximum": "10", "criteria": own}],
        "ratings": [{"id": "tot", "title": "Tốt", "at_least": "8"}, {"id": "kem", "title": "Kém"}],
    }
    return Scorer(loaded(data | parts))


def suggested(scorer: Scorer) -> dict[tuple[object, ...], str | None]:
    """Return the case that is suggested for each line."""
    found = suggest(scorer, [goal for goal in goals(scorer.framework) if goal.kind == "line"], "vi")
    return {each.goal.path[-1:]: each.case for each in found}


def test_numbers_that_must_all_differ_at_once_are_found() -> None:
    """Eight numbers that are compared in pairs have more combinations than are tried; going backwards needs few."""
    pairs = [{"fact": f"n{each}", "above": {"fact": f"n{each + 1}"}} for each in (0, 2, 4)]
    odd = [{"fact": "n6", "is": "5"}, {"fact": "n7", "is": "1"}]
    found = suggested(line_where(all=[*pairs, *odd]))
    assert all(found.values())


@pytest.mark.parametrize("impossible", [{"fact": "n0", "above": "6"}, {"fact": "n0", "is": "9"}])
def test_what_lies_beyond_the_ends_of_a_number_is_given_up_at_once(impossible: dict[str, str]) -> None:
    """No case is suggested for a line that asks for more than a number may be."""
    found = suggested(line_where(all=[impossible, *({"fact": f"n{each}", "is": "1"} for each in range(1, 8))]))
    assert found[0,] is None
    assert found[1,] is not None


def test_the_second_of_two_rules_that_agree_is_reached_where_the_first_fails() -> None:
    """What both rules conclude is the first one's, so that a case of the second is one of which the first is not true."""
    rules = [{"when": {"fact": f"n{each}", "at_least": "2"}, "then": "zero", "reason": "r"} for each in range(2)]
    scorer = framework_of({"judged": "yes_no", "not_applicable": rules})
    asked = [goal for goal in goals(scorer.framework) if goal.kind == "not_applicable"]
    first, second = (each.case or "" for each in suggest(scorer, asked[::-1], "vi"))
    assert "facts: {n0: 1, n1: 6}" in first
    assert "n0: 6" in second


def test_a_case_on_which_other_rules_disagree_is_none() -> None:
    """That two bands of another line overlap at the usual number is no way to a line: a number between them is taken."""
    bands = {"of": "n0", "levels": [{"at_least": "5", "points": "1"}, {"at_least": "6", "points": "2"}]}
    when = {"fact": "n1", "at_most": {"fact": "n0"}}
    found = suggested(framework_of({"choose": [{"when": when, "points": "10"}, {"bands": bands, "title": "hai"}]}))
    assert "n0: 6" not in (found[0,] or "n0: 6")


def test_what_chooses_a_number_is_a_place_to_look_at() -> None:
    """That a measure is another one once a day is later than another day is found, though no rule tests the days."""
    later = {"when": {"fact": "until", "above": {"fact": "from"}}, "value": "n0"}
    measures = {"m": {"title": "Số đo", "choose": [later, {"value": "n1"}]}}
    scorer = framework_of({"proportional": {"of": "m", "out_of": "6"}}, measures=measures)
    asked = [goal for goal in goals(scorer.framework) if goal.kind == "choice"]
    assert all(each.case for each in suggest(scorer, asked, "vi"))


def test_days_are_tried_one_by_one_where_they_are_counted() -> None:
    """A point for each day from one to another is gained by a case that says of two days which they are."""
    measures = {"m": {"title": "Số đo", "days_between": ["from", "until"]}}
    each = {"id": "a", "title": "Mỗi ngày", "points": "1", "of": "m"}
    scorer = framework_of({"additions": {"each": [each]}}, measures=measures)
    asked = [goal for goal in goals(scorer.framework) if goal.kind == "addition"]
    assert [bool(each.case) for each in suggest(scorer, asked, "vi")] == [True]


def test_where_rules_disagree_something_changes_first() -> None:
    """A cap is open as things are, but of a number a criterion makes two things: only with another one is it so."""
    bands = {"of": "n0", "levels": [{"at_most": "6", "points": "0"}, {"at_least": "6", "points": "1"}]}
    cap = {"id": "x", "when": {"fact": "n2", "is": "3"}, "at_most": "kem", "reason": "r"}
    other = criterion("2", maximum="1", bonus="outside", bands=bands)
    scorer = framework_of({"judged": "yes_no"}, other, caps=[cap])
    facts = {Key("field", f"n{number}"): 6 for number in range(8)}
    search = Search(Situation(scorer.framework, scorer.program, facts, lambda key: key.kind == "field"))
    (found,) = search.smallest([(Within(Key("cap", "x"), 0, 0),)])
    assert found.changes.keys() == {Key("field", "n0")}


@pytest.mark.parametrize("name", ["scorecard", "par-index", "ten-of-fifteen"])
def test_what_many_answers_or_long_years_decide_is_reached(name: str) -> None:
    """Shares and counts of dozens of answers, and ages of years, have a case for each side of each gate and band."""
    scorer = Scorer(load_framework(SUBJECTS.parent / "rubrics" / f"{name}.yaml"))
    assert all(each.case for each in suggest(scorer, goals(scorer.framework), "vi"))
