"""Laws of forms: whatever is typed is scored or told, and what a record says is scored as the record is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.forms.filled import fill, texts_of
from chamdiem.engine.forms.form import make_form
from chamdiem.engine.reading.catalog import Catalog, load_framework
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.texts.sentences import say_fault
from drawn.strategies import SEEDS, Drawn, drawn
from patience import LARGE, SLOW
from subjects import BY_LAYER, COLLECTIVE, PERSON
from whole_records import TODAY, known_of, whole_record

if TYPE_CHECKING:
    from chamdiem.engine.forms.filled import Filled
    from chamdiem.engine.forms.form import Form
    from chamdiem.engine.scoring.evaluation import Scoring

ROOT = Path(__file__).resolve().parents[2]
CATALOG = Catalog()
SHIPPED = list(CATALOG.all())
LEARNING = [load_framework(file) for file in sorted((ROOT / "docs" / "khung-day").glob("*.yaml"))]
FRAMEWORKS = {each.id: each for each in [*SHIPPED, *LEARNING, COLLECTIVE, PERSON, BY_LAYER]}
SCORERS = ScorerCache(CATALOG)
TYPED = settings(max_examples=150, deadline=None, suppress_health_check=list(SLOW))


@cache
def form_of(framework_id: str) -> Form:
    """Return the form of a framework, which is made once."""
    return make_form(FRAMEWORKS[framework_id], "vi")


def points_of(scoring: Scoring) -> object:
    """Return all that was concluded of points and ratings."""
    criteria = [
        (score.criterion.id, score.points, score.status, score.note, score.evidence) for score in scoring.criteria
    ]
    groups = [(group.group.id, group.points) for group in scoring.all_groups]
    return criteria, groups, scoring.total, scoring.rating, scoring.possible, scoring.findings


def check_round(form: Form, chance: Random) -> None:
    """Score a record, and what it says typed into its form: nothing may differ."""
    record = whole_record(form, chance)
    evaluation = SCORERS.evaluate(record, form.framework)
    texts = texts_of(form, record)
    filled = fill(form, texts, known_of(form), SCORERS, TODAY)
    assert filled.faults == {}
    assert filled.record.values == record.values
    assert filled.record.limitations == record.limitations
    assert points_of(filled.scoring) == points_of(evaluation.own)
    assert filled.questions() == explain(evaluation, "vi").warnings
    reasons = {each.id: (each.reason, each.better) for each in explain(evaluation, "vi").criteria}
    assert {name: (filled.criterion(name).reason, filled.criterion(name).better) for name in form.cards} == reasons
    assert texts_of(form, filled.record) == texts
    assert not {each.question for each in filled.missing} & texts.keys()


@pytest.mark.parametrize("framework_id", sorted(FRAMEWORKS))
def test_what_a_record_says_is_scored_as_the_record(framework_id: str) -> None:
    """Points, total, rating, warnings and reasons of whole records are the same by way of the form."""
    chance = Random(framework_id)  # noqa: S311 - chosen, not secret
    for _ in range(15):
        check_round(form_of(framework_id), chance)


@pytest.mark.nightly
@pytest.mark.parametrize("framework_id", sorted(each.id for each in SHIPPED))
def test_500_records_are_scored_as_the_records(framework_id: str) -> None:
    """The same of 500 over all that ship."""
    chance = Random(f"{framework_id}, 500")  # noqa: S311 - chosen, not secret
    for _ in range(-(-500 // len(SHIPPED))):
        check_round(form_of(framework_id), chance)


@given(drawn(), SEEDS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(LARGE))
def test_the_same_holds_of_any_framework(found: Drawn, seed: int) -> None:
    """Whatever framework is drawn, its form says what its records say."""
    try:
        check_round(make_form(found.loaded, "vi"), Random(seed))  # noqa: S311 - chosen, not secret
    except InferenceError as error:  # rules that disagree on some facts
        assert error.code == "inference.conflict"


NASTY = (
    "\0",
    "\u202e1",
    "\u200b",
    "\ud800",
    "0x1",
    "1e9",
    "-1",
    "٣",
    "=1+1",
    "'",
    "<script>",
    "_x0000_",
    "a" * 3000,
    "\n\n",
    "1.000",
)
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=20),
    st.integers(0, 60).map(str),
    st.sampled_from(
        ["có", "không", "0,5", "7,5", "9,25", "12/11/2026", "31/02/2026", "1/1/2030", "19:30", "Tốt", "x", *NASTY]
    ),
)


@st.composite
def typed(draw: st.DrawFn) -> tuple[Form, dict[str, str]]:
    """Return a form, and texts for some of its questions: what a record says, or anything at all."""
    form = form_of(draw(st.sampled_from(sorted(FRAMEWORKS))))
    texts: dict[str, str] = {}
    if draw(st.booleans()):
        chance = draw(st.randoms(use_true_random=False))
        texts = {
            name: text for name, text in texts_of(form, whole_record(form, chance)).items() if chance.random() < 0.9
        }
    return form, texts | draw(st.dictionaries(st.sampled_from(sorted(form.ids)), TEXTS, max_size=12))


def everything(filled: Filled) -> None:
    """Ask for all that a page may show."""
    for page in filled.form.pages:
        filled.status(page.id)
    for card in filled.form.cards:
        assert filled.criterion(card).reason
    assert all(filled.form.question(each.question) for each in filled.missing)
    assert filled.bar.least <= filled.bar.most
    _ = (filled.questions(), filled.lost, filled.unnoted, filled.rating)


@given(typed())
@TYPED
def test_whatever_is_typed_is_scored_or_told(given_: tuple[Form, dict[str, str]]) -> None:
    """No text makes it fail; a faulty value is told at its question, and counts as if nobody had typed it.

    What lacks something waits for a question that is missing, or faulty.
    """
    form, texts = given_
    known = known_of(form)
    filled = fill(form, texts, known, SCORERS, TODAY)
    everything(filled)
    assert filled.faults.keys() <= form.ids
    assert all(say_fault("vi", fault) for found in filled.faults.values() for fault in found)
    assert filled.faults.keys() <= texts.keys()
    without = fill(
        form, {name: text for name, text in texts.items() if name not in filled.faults}, known, SCORERS, TODAY
    )
    assert without.faults == {}
    assert points_of(without.scoring) == points_of(filled.scoring)

    waiting = [score for score in filled.scoring.to_score if score.status == "missing"]
    assert not waiting or filled.missing or filled.faults
    assert not {each.question for each in filled.missing} & filled.faults.keys()
    assert sum(each.most for each in filled.missing) <= sum(score.points.most for score in waiting)
