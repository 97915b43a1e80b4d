"""Laws of lint over the whole format: no meeting shows what lint says cannot be, or what it should have said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.lint.witnesses import is_shown, read
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.lint.domains import kinds
from chamdiem.rules.analysis.lint.linter import proved_defects
from chamdiem.rules.language.faults import FaultyInput
from chamdiem.rules.language.meeting import MEETING
from generated import frameworks, meetings
from patience import LARGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import DataObject

    from chamdiem.engine.scoring.evaluation import Scoring
    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.language.framework import Framework

FEW = settings(max_examples=40, derandomize=True, suppress_health_check=LARGE)
MANY = settings(max_examples=500, suppress_health_check=LARGE)


def scored(scorer: Scorer, facts: Mapping[Key, int]) -> Scoring | str | None:
    """Score a meeting. None: it is no record of a kind that the framework scores; a text: the fact that rules dispute."""
    try:
        record = read(facts, scorer.framework)
        if record.text("meeting_kind") not in {None, *scorer.framework.applies_to.kinds}:
            return None
        return scorer.evaluate(record).own
    except FaultyInput:
        return None
    except InferenceError as error:
        return error.details["fact"]


def made_right(facts: Mapping[Key, int], framework: Framework) -> dict[Key, int]:
    """Return the facts of a meeting that can be: of a kind that is scored, its counts in order, its end after its start."""
    values = {key.subject: value for key, value in facts.items() if key.kind == "field"}
    if "meeting_kind" in values:
        allowed = kinds(framework)
        values["meeting_kind"] = allowed[values["meeting_kind"] % len(allowed)]
    if {"present", "members_total"} <= values.keys():
        values["present"] = min(values["present"], values["members_total"])
        spare = values["members_total"] - values["present"]
        values |= {name: min(values[name], spare) for name in ("absent_unexcused",) if name in values}
    for part, whole in MEETING.at_most:
        if {part, whole} <= values.keys():
            values[part] = min(values[part], values[whole])
    if {"start_time", "end_time"} <= values.keys():
        first, last = sorted((values["start_time"], values["end_time"]))
        values |= {"start_time": min(first, 1438), "end_time": max(last, min(first, 1438) + 1)}
    return {key: values[key.subject] if key.kind == "field" else value for key, value in facts.items()}


def check_foreseen(scoring: Scoring | str, found: set[tuple[str, str]]) -> None:
    """Assert that lint foresaw what one meeting shows."""
    if isinstance(scoring, str):
        kind, _, own = scoring.partition(" ")
        assert ("treatment-overlap" if kind == "treatment" else "band-overlap", own) in found
        return
    for score in scoring.criteria:
        if score.status == "unmatched":
            assert {("band-gap", score.criterion.id), ("percent-above-100", score.criterion.id)} & found
    if scoring.complete and scoring.rating is not None:
        assert ("rating-unreachable", scoring.rating.id) not in found
    if scoring.complete and scoring.unrated:
        assert ("rating-gap", "ratings") in found


def check_laws(data: DataObject) -> None:
    """Draw a framework and meetings, and compare what lint says with what scoring gives."""
    loaded = data.draw(frameworks())
    defects = list(proved_defects(loaded.framework))
    scorer = Scorer(loaded)
    assert all(is_shown(witness, scorer) for defect in defects for witness in defect.witnesses)
    if any(defect.code == "undecided" for defect in defects):
        return
    found = {(str(defect.code), defect.at) for defect in defects}
    for _ in range(5):
        scoring = scored(scorer, made_right(data.draw(meetings(loaded.framework, complete=True)), loaded.framework))
        if scoring is not None:
            check_foreseen(scoring, found)


@FEW
@given(st.data())
def test_nothing_is_unforeseen(data: DataObject) -> None:
    """Whatever the format can say: witnesses show what they must, and meetings show nothing that lint did not say."""
    check_laws(data)


@pytest.mark.nightly
@MANY
@given(st.data())
def test_nothing_is_unforeseen_in_thousands(data: DataObject) -> None:
    """The same for thousands of frameworks."""
    check_laws(data)
