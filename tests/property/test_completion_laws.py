"""Laws of what an incomplete record can still become: its bounds are those of all its completions, no wider, no less.

The completions are tried one by one, and each is scored by the second scorer, which shares no line with the program.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chamdiem.engine.reading.documents import Document
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import Scope
from direct import Direct, Disagreement
from generated import COUNTS, DATES, FLAGS, TIMES, WORDS, frameworks, meetings
from patience import LARGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import DataObject

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.scoring.evaluation import Points, Scoring
    from chamdiem.rules.language.framework import Framework

FEW = settings(max_examples=60, suppress_health_check=LARGE)
MANY = settings(max_examples=5000, suppress_health_check=LARGE)
NUMBERS = 46
"""Beyond so much no count of the generated frameworks changes anything: shares of 9 from 25 percent on, times under ten
minutes, ends up to 9 of sums of three counts of 9."""
MOST_TRIED = 1500
Facts = dict[Key, int]


# --- by trying ---


def domain(framework: Framework, key: Key, facts: Mapping[Key, int]) -> range:
    """Return every value that a missing fact may have beside the given ones, as far as it changes anything."""
    if key.kind == "answer":
        question = Scope(framework).questions[key]
        criterion, quantity = question.criterion, question.quantity
        if quantity.words:
            return range(len(quantity.words))
        if quantity.role == "points":
            assert framework.points
            return range(0, (criterion.maximum or 0) + 1, framework.points.step)
        return range(NUMBERS)
    if key.subject in FLAGS:
        return range(2)
    if key.subject in WORDS:
        return range(3)
    return _numbers(key.subject, {fact.subject: value for fact, value in facts.items() if fact.kind == "field"})


def _numbers(name: str, known: Mapping[str, int]) -> range:
    """Return the numbers that a record may have: no more speakers than present, no more absent than members."""
    if name in DATES:
        other = known.get(DATES[1 - DATES.index(name)], 739_000)
        return range(other - NUMBERS, other + NUMBERS)
    if name == "start_time":
        return range(known.get("end_time", 1200) - NUMBERS, known.get("end_time", 1200))
    if name == "end_time":
        return range(known.get("start_time", 1200) + 1, known.get("start_time", 1200) + NUMBERS)
    low, high = 0, NUMBERS
    for part, whole in (("speakers", "present"), ("absent_unexcused", "members_total")):
        if name == part and whole in known:
            high = known[whole] + 1
        if name == whole and part in known:
            low = known[part]
    return range(low, high)


@dataclass(frozen=True, slots=True)
class Tried:
    """The results of every completion that can be scored."""

    results: list[Direct]

    def ends(self, points: str, subject: str = "") -> tuple[int, int]:
        """Return the least and the most points of a criterion, a group or the total in any completion."""
        spans = []
        for one in self.results:
            if points == "criterion":
                criterion = one.framework.criterion(subject)
                assert criterion
                spans.append(one.span(criterion))
            else:
                spans.append(one.group(subject) if points == "group" else one.total())
        return min(span.least for span in spans), max(span.most for span in spans)

    @property
    def ratings(self) -> set[int | None]:
        """The places of the ratings of all completions."""
        return {one.rating() for one in self.results}


def tried(framework: Framework, facts: Facts, missing: list[Key]) -> Tried:
    """Score every completion; one on which the framework contradicts itself is no result."""
    results = []
    for chosen in product(*(domain(framework, key, facts) for key in missing)):
        whole = {**facts, **dict(zip(missing, chosen, strict=True))}
        fields = {key.subject: value for key, value in whole.items() if key.kind == "field"}
        answers = {key.subject: value for key, value in whole.items() if key.kind == "answer"}
        try:
            results.append(Direct(framework, fields, answers).run())
        except Disagreement:
            continue
    return Tried(results)


def of_a_record(facts: Facts) -> Facts:
    """Return facts made such that a record may say them."""
    given = dict(facts)
    for part, whole in (("speakers", "present"), ("absent_unexcused", "members_total")):
        lesser, greater = Key("field", part), Key("field", whole)
        given[lesser] = min(given[lesser], given[greater])
    start, end = (Key("field", name) for name in TIMES)
    given[end] = max(given[end], given[start] + 1)
    return given


# --- the laws ---


def ends(points: Points) -> tuple[int, int]:
    """Return the bounds that are shown."""
    return points.least, points.most


def scoring_of(loaded: LoadedFramework, facts: Facts) -> Scoring:
    """Score facts by a framework."""
    return Scorer(loaded).score_facts(parse_record(Document("ho-so.yaml", "", {}, {}, {}), dt.date(2026, 1, 1)), facts)


def check_bounds(data: DataObject) -> None:
    """Draw a framework and a record that lacks a little, and compare its bounds with all of its completions."""
    loaded = data.draw(frameworks())
    framework = loaded.framework
    facts = of_a_record(data.draw(meetings(framework, complete=True)))
    numbers = {Key("field", name) for name in (*COUNTS, *TIMES, *DATES)}
    used = Scorer(loaded).program.inputs
    candidates = sorted(key for key in facts if key in used)
    assume(candidates)
    missing = sorted(data.draw(st.sets(st.sampled_from(candidates), min_size=1, max_size=3)))
    assume(len(numbers.intersection(missing)) <= 1)
    known = {key: value for key, value in facts.items() if key not in missing}
    sizes = [len(domain(framework, key, known)) for key in missing]
    assume(all(sizes) and sizes and _times(sizes) <= MOST_TRIED)
    all_of_them = tried(framework, known, missing)
    try:
        scoring = scoring_of(loaded, known)
    except InferenceError:
        assert not all_of_them.results
        return
    assume(all_of_them.results)
    compare(framework, scoring, all_of_them)


def _times(sizes: list[int]) -> int:
    whole = 1
    for size in sizes:
        whole *= size
    return whole


def compare(framework: Framework, scoring: Scoring, found: Tried) -> None:
    """Assert that bounds are those of the completions, and that a rating is certain only where all have it."""
    for score in scoring.criteria:
        assert ends(score.points) == found.ends("criterion", score.criterion.id), score.criterion.id
    for group in scoring.groups:
        assert ends(group.points) == found.ends("group", group.group.id)
    assert ends(scoring.total) == found.ends("total")
    check_standing(scoring, found)
    ratings = found.ratings
    possible = {framework.ratings.index(rating) for rating in scoring.possible}
    assert {rating for rating in ratings if rating is not None and rating < len(framework.ratings)} <= possible
    if scoring.rating is not None:
        assert ratings <= {framework.ratings.index(scoring.rating), None}


def check_standing(scoring: Scoring, found: Tried) -> None:
    """Assert that points which stand are those of every completion, and that none has a band in none of them."""
    for score in scoring.criteria:
        if score.points.award is not None:
            assert found.ends("criterion", score.criterion.id) == (score.points.award,) * 2
    if scoring.total.award is not None:
        assert found.ends("total") == (scoring.total.award,) * 2


@FEW
@given(st.data())
def test_bounds_are_those_of_the_completions(data: DataObject) -> None:
    """What an incomplete record can still become lies exactly between the worst and the best of its completions."""
    check_bounds(data)


@pytest.mark.nightly
@MANY
@given(st.data())
def test_bounds_are_those_of_the_completions_at_length(data: DataObject) -> None:
    """Bounds equal enumeration on 5,000 generated records."""
    check_bounds(data)
