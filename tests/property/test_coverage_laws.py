"""Coverage and suggestions against brute force: which goals a record reaches, told by the reference scorer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from alike import facts_of, loaded
from brute.goals import Reached
from brute.records import fullest, records, small
from chamdiem.engine.authoring.coverage import is_reached
from chamdiem.engine.authoring.suggestions import suggest
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.coverage import goals
from drawn.chance import seeded
from drawn.facts import partial
from reference.facts import Disagreement

if TYPE_CHECKING:
    from chamdiem.rules.analysis.coverage import Goal
    from drawn.chance import Chance
    from reference.facts import Record
    from reference.spans import Json

CHUNK = 40
RECORDS = 4
FEW = 150
"""So many records have the frameworks whose suggestions are compared: for each goal all of them are looked through."""


def reached_by(data: Json, record: Record) -> Reached | None:
    """Look at a record; None where the framework contradicts itself on it."""
    found = Reached.by(data, record)
    try:
        found.record.result()
    except Disagreement:
        return None
    return found


def check_goals(chance: Chance) -> None:
    """Draw a framework and records, and compare every goal; of what is missing the program may know less."""
    data = small(chance)
    scorer = Scorer(loaded(data))
    everything = [*records(data, fullest(data))]
    for number in range(RECORDS):
        whole = chance.pick(everything)
        record = partial(chance, whole) if number % 2 else whole
        seen = reached_by(data, record)
        if seen is None:
            continue
        of_it = [each for each in everything if is_part(record, each)]
        try:
            concluded = scorer.of_layer(record.layer).engine.run(facts_of(scorer.framework, record))
        except InferenceError:  # bounds tell more than a scorer that takes each fact by itself
            assert not any(reached_by(data, each) for each in of_it)
            continue
        for goal in goals(scorer.framework):
            found, expected = is_reached(goal, concluded), seen(goal)
            assert found or not expected or record is not whole, (goal, record)
            # bounds may tell more, as above: then every completion reaches it
            assert expected or not found or all_reach(data, of_it, goal), (goal, record)


def is_part(part: Record, whole: Record) -> bool:
    """Tell whether a record may turn out to be another one."""
    return part.facts.items() <= whole.facts.items() and part.answers.items() <= whole.answers.items()


def all_reach(data: Json, whole: list[Record], goal: Goal) -> bool:
    """Tell whether each of some records reaches a goal, whatever stands before it there and is not known yet."""
    return all(seen is None or seen.holds(goal) for seen in (reached_by(data, of) for of in whole))


def check_suggestions(chance: Chance) -> list[Goal]:
    """Return the goals for which no case was found though some record reaches them."""
    data = small(chance, most=FEW)
    scorer = Scorer(loaded(data))
    none = {each.goal for each in suggest(scorer, goals(scorer.framework), "vi") if each.case is None}
    missed: list[Goal] = []
    for record in records(data) if none else ():
        seen = reached_by(data, record)
        found = {goal for goal in none if seen is not None and seen(goal)}
        none -= found
        missed += found
    return missed


def test_a_goal_is_reached_where_the_framework_says_so() -> None:
    """A goal is reached just when the framework itself, read without its rules, says that the record is such a case."""
    for seed in range(8):
        check_goals(seeded(f"goals {seed}"))


def test_a_case_is_suggested_for_what_can_be_reached() -> None:
    """Where no case is suggested for a goal, no record reaches it."""
    # rules that agree, rules that disagree, ends of measures, a layer that is asked nothing
    for seed in (0, 2, 7, 8, 11, 22, 77):
        assert not check_suggestions(seeded(f"suggest {seed}"))


@pytest.mark.nightly
@pytest.mark.parametrize("chunk", range(25))
def test_goals_at_length(chunk: int) -> None:
    """0 false and 0 missed on 1,000 frameworks."""
    for seed in range(CHUNK * chunk, CHUNK * (chunk + 1)):
        check_goals(seeded(f"goals {seed}"))


@pytest.mark.nightly
@pytest.mark.parametrize("chunk", range(25))
def test_suggestions_at_length(chunk: int) -> None:
    """Of 1,000 frameworks, a case is found for every goal that some record reaches."""
    for seed in range(CHUNK * chunk, CHUNK * (chunk + 1)):
        assert not check_suggestions(seeded(f"suggest {seed}")), seed
