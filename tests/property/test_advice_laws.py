"""Laws of advice on records of which parts are missing: compared with writing down everything that could be missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alike import facts_of, loaded
from brute.advised import Reachable, check_advice
from brute.linted import Tally
from brute.records import small
from chamdiem.engine.advice.advice import advise
from chamdiem.engine.advice.advice_results import advice_json
from chamdiem.engine.advice.advice_words import AdviceWords
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.documents import Document
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.levers import Situation
from chamdiem.rules.analysis.limits import answers
from chamdiem.rules.analysis.options import TRIED
from chamdiem.rules.analysis.search import Search
from chamdiem.rules.compile.program import Key, Within
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.meeting import MEETING
from drawn.chance import seeded
from drawn.facts import partial
from patience import LARGE
from samples import record

if TYPE_CHECKING:
    from chamdiem.engine.advice.advice import Advice
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.language.framework import Framework, Rating

NOTHING = record()
LAW = settings(suppress_health_check=LARGE)
FEW = 300
"""So many records have the frameworks that are drawn: for each rating, all of them are looked through."""
RECORDS = 3
CHUNK = 40


def values_of(framework: Framework, key: Key) -> range | tuple[int, ...]:
    """Return what an answer may be; counts go to a few."""
    return answers(framework, Scope(framework).questions[key]) or range(5)


def check_ways(scorer: Scorer, advice: Advice, target: Rating) -> None:
    """Each way was scored and reaches the target, and no figure of an unwritten field is told."""
    good = scorer.framework.ratings[: scorer.framework.ratings.index(target) + 1]
    words = AdviceWords(scorer, "vi")
    for way in (*advice.ways, *advice.now):
        assert way.after.rating in good or set(way.after.possible) <= set(good)
        unwritten = {step.key for step in way.steps if step.before is None and step.key.kind == "field"}
        assert unwritten <= words.made_up(way)


def told(scorer: Scorer, advice: Advice) -> str:
    """Put the advice into all its words."""
    words = AdviceWords(scorer, "vi")
    assert advice_json(advice, words)
    return words.line(advice)


def check_drawn(seed: str, tally: Tally) -> None:
    """Draw a small framework and records of which parts are missing, and compare the advice with all that can come."""
    chance = seeded(seed)
    data = small(chance, most=FEW)
    scorer = Scorer(loaded(data))
    reachable = Reachable(data, scorer)
    for number in range(RECORDS if reachable.all else 0):
        start = chance.pick(reachable.all)[0]
        start = partial(chance, start) if number else start
        for place, rating in enumerate(scorer.framework.ratings):
            made = replace(drawn_record(scorer), made=facts_of(scorer.framework, start))
            try:
                advice = advise(scorer, scorer.evaluate(made), rating.id)
            except InferenceError:
                continue  # two rules of the drawn framework disagree
            check_advice(reachable, start, place, advice, tally)
            assert told(scorer, advice)
    assert not tally.false, (seed, tally.false)
    assert not tally.missed, (seed, tally.missed)


def drawn_record(scorer: Scorer) -> Record:
    """Return a record of a framework's subject that says nothing."""
    return parse_record(Document("ho-so.yaml", "", {}, {}, {}), dt.date(2026, 1, 31), shape=scorer.framework.shape)


def test_advice_is_what_trying_everything_gives() -> None:
    """What is advised reaches the target at the least cost; “cannot be reached” is said only where nothing reaches it."""
    tally = Tally()
    for seed in range(6):
        check_drawn(f"advise {seed}", tally)


@pytest.mark.parametrize("framework_id", Catalog().ids)
def test_a_blank_record_is_advised_on_within_bounds(framework_id: str) -> None:
    """However much is missing, a cluster of facts is tried within its bounds, and what was left out is no proof."""
    scorer = Scorer(Catalog().get(framework_id))
    for rating in scorer.framework.ratings:
        search = Search(Situation(scorer.framework, scorer.program, {}, lambda _: True))
        search.smallest([(Within(Key("reaches", rating.id), 1, 1),)])
        assert sum(cluster.tried for cluster in search.clusters) <= 20 * TRIED
        assert all(cluster.whole for cluster in search.clusters) or not search.is_exhaustive


@pytest.mark.nightly
@pytest.mark.parametrize("chunk", range(25))
def test_advice_is_what_trying_everything_gives_at_length(chunk: int) -> None:
    """0 false, 0 missed, at most 1 % undecided on 1,000 frameworks."""
    tally = Tally()
    for seed in range(CHUNK * chunk, CHUNK * (chunk + 1)):
        check_drawn(f"advise {seed}", tally)
    assert 100 * tally.undecided.total() <= tally.right["advice"]


# --- the shipped frameworks, with any part of a record missing ---

CATALOG = Catalog()


@lru_cache
def shipped(framework_id: str) -> Scorer:
    """Return a shipped framework, made ready once."""
    return Scorer(Catalog().get(framework_id))


_HABITS = {
    FieldType.COUNT: st.integers(0, 12),
    FieldType.YES_NO: st.integers(0, 1),
    FieldType.TIME: st.integers(1140, 1300),
}


@st.composite
def records(draw: st.DrawFn) -> tuple[Scorer, dict[Key, int]]:
    """Draw any part of a meeting under a shipped framework: from a blank record to a full one."""
    scorer = shipped(draw(st.sampled_from([each.id for each in CATALOG.all() if each.framework.subject is None])))
    day = scorer.framework.in_force.from_.toordinal() + 5
    facts: dict[Key, int] = {}
    share = draw(st.sampled_from([0, 2, 5, 8, 10]))
    for field in MEETING.fields:
        kept = draw(st.integers(1, 10)) <= share
        if field.type in {FieldType.TEXT, FieldType.PERIOD} or not kept:
            continue
        if field.type is FieldType.DATE:
            facts[Key("field", field.name)] = day if field.name == "date" else day + draw(st.integers(-3, 4))
        else:
            values = st.integers(0, len(field.words) - 1) if field.words else _HABITS[field.type]
            facts[Key("field", field.name)] = draw(values)
    for key in Scope(scorer.framework).questions:
        if draw(st.integers(1, 10)) <= share:
            facts[key] = draw(st.sampled_from(values_of(scorer.framework, key)))
    return scorer, facts


def check_shipped(drawn: tuple[Scorer, dict[Key, int]]) -> None:
    """Advise on every rating, and compare the ceiling with the score's."""
    scorer, facts = drawn
    evaluation = scorer.evaluate(replace(NOTHING, made=facts))
    scored = evaluation.own
    for rating in scorer.framework.ratings:
        advice = advise(scorer, evaluation, rating.id)
        assert (advice.least, advice.most) == (scored.total.least, scored.total.most)
        if rating in scored.possible:
            assert advice.because == ()
            assert advice.too_late == ()
        check_ways(scorer, advice, rating)
        assert told(scorer, advice)


@given(records())
@settings(LAW, max_examples=5)
def test_any_part_of_a_record_is_advised_on(drawn: tuple[Scorer, dict[Key, int]]) -> None:
    """Whatever is missing, advice is given; what the score holds possible is never said to be out of reach."""
    check_shipped(drawn)


@pytest.mark.nightly
@given(records())
@settings(LAW, max_examples=1000)
def test_any_part_of_a_record_is_advised_on_in_a_thousand(drawn: tuple[Scorer, dict[Key, int]]) -> None:
    """The same of a thousand records."""
    check_shipped(drawn)
