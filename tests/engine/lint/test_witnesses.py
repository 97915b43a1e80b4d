"""Witnesses: what one claims is believed only if scoring it shows that."""

from __future__ import annotations

from pathlib import Path

import pytest

from chamdiem.engine.lint.remarks import confirmed, lint_files
from chamdiem.engine.lint.witnesses import is_shown, record_data
from chamdiem.engine.reading.catalog import Catalog, load_framework
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.lint.defects import Witness, WitnessScoring
from chamdiem.rules.analysis.lint.linter import proved_defects
from chamdiem.rules.compile.program import Key
from samples import criterion, framework

FAULTY = Path(__file__).resolve().parents[2] / "lint"
GAP = Scorer(load_framework(FAULTY / "band-gap.yaml"))
OVERLAP = Scorer(load_framework(FAULTY / "band-overlap.yaml"))


def half(speakers: int = 10, present: int = 20) -> dict[Key, int]:
    """Return the facts of a meeting at which half of those present spoke."""
    return {Key("field", "speakers"): speakers, Key("field", "present"): present}


@pytest.mark.parametrize(
    ("facts", "shows", "right"),
    [
        (half(), WitnessScoring("unmatched", "1"), True),
        (half(), WitnessScoring("undefined", "1"), False),
        (half(), WitnessScoring("award", "1", 400), False),
        (half(9), WitnessScoring("award", "1", 400), True),
        (half(9), WitnessScoring("unmatched", "1"), False),
        (half(), WitnessScoring("conflict", "1"), False),
        (half(), WitnessScoring("unmatched", "khong-co"), False),
        (half(21), WitnessScoring("award", "1", 500), False),
        (half(), WitnessScoring("total", value=900), False),
    ],
)
def test_only_what_scoring_gives_is_shown(facts: dict[Key, int], shows: WitnessScoring, *, right: bool) -> None:
    """A claim holds when scoring the record gives it; one about a record that is faulty never does."""
    assert is_shown(Witness(facts, shows), GAP) is right


def test_where_rules_disagree_the_criterion_is_looked_at_alone() -> None:
    """At fifteen minutes short two bands disagree, so nothing is scored: that is shown, and no award is."""
    facts = {
        Key("field", name): value for name, value in (("start_time", 480), ("end_time", 585), ("members_total", 30))
    }
    assert is_shown(Witness(facts, WitnessScoring("conflict", "1")), OVERLAP)
    assert not is_shown(Witness(facts, WitnessScoring("award", "1", 400)), OVERLAP)
    assert not is_shown(Witness(facts, WitnessScoring("conflict", "9")), OVERLAP)
    assert is_shown(Witness({**facts, Key("answer", "9"): 300}, WitnessScoring("award", "9", 300)), OVERLAP)


def test_facts_become_what_a_file_says() -> None:
    """Dates, times, words, points and counts stand in the record as people write them."""
    loaded = framework(
        criterion(judged="points"),
        criterion("2", deductions={"each": [{"id": "a", "title": "Muộn", "points": "1"}]}),
        criterion("3", levels=[{"id": "cao", "title": "Cao", "points": "10"}]),
    )
    facts = {
        Key("field", "date"): 739_000,
        Key("field", "start_time"): 485,
        Key("field", "mode"): 1,
        Key("field", "committee_exists"): 0,
        Key("answer", "1"): 750,
        Key("answer", "2/a"): 2,
        Key("answer", "3"): 0,
    }
    data = record_data(facts, loaded.framework)
    assert (data["date"], data["start_time"], data["mode"], data["committee_exists"]) == (
        "2024-04-24",
        "08:05",
        "online",
        "no",
    )
    assert data["assessments"] == {"self": {"answers": {"1": "7.5", "2": {"a": "2"}, "3": "cao"}}}


def test_a_remark_whose_witness_fails_is_only_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a witness ever not to show its defect, the remark would say that nothing is sure."""
    monkeypatch.setattr("chamdiem.engine.lint.remarks.is_shown", lambda _witness, _scorer: False)
    [remark] = lint_files([str(FAULTY / "band-gap.yaml")], Catalog(), Path())[0].remarks
    assert (remark.defect.code, remark.defect.details) == ("undecided", {"words": "band-gap"})


def test_what_one_layer_is_asked_is_shown_by_its_answers() -> None:
    """A defect of what the upper level alone is asked has a witness of that level; nothing of it stays in doubt."""
    part = {"id": "a", "title": "Lần sai", "points": "1"}
    upper = criterion("1", layers=["upper"], deductions={"each": [part]})
    ratings = [{"id": "tot", "title": "Tốt", "at_least": "8"}, {"id": "kem", "title": "Kém", "below": "7"}]
    of = framework(upper, ratings=ratings)
    found = [*confirmed(proved_defects(of.framework), of)]
    assert [defect.code for defect in found] == ["rating-gap"]
    assert [(each.layer, each.shows.kind) for each in found[0].witnesses] == [("upper", "unrated")]


@pytest.mark.parametrize(
    "limit", ["chamdiem.rules.analysis.lint.totals.MAX_STATES", "chamdiem.rules.analysis.lint.totals.MAX_ROUNDS"]
)
def test_too_much_for_the_ratings_is_said(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where totals depend on too much at once, that is a remark, and nothing is claimed of the ratings."""
    monkeypatch.setattr(limit, 0)
    found = list(proved_defects(load_framework(FAULTY / "rating-unreachable.yaml").framework))
    assert [(defect.code, defect.at) for defect in found] == [("undecided", "ratings")]
