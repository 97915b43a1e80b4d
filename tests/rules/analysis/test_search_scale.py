"""The smallest changes agree with brute force where points lie outside the scale or below 0, and caps lower ratings."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.rules.analysis.levers import Situation
from chamdiem.rules.analysis.limits import answers
from chamdiem.rules.analysis.search import Search
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.program import Key, all_hold
from chamdiem.rules.compile.ratings import RATING, alternatives, exactly
from chamdiem.rules.compile.scope import Scope
from scales import MODES, scale

if TYPE_CHECKING:
    from random import Random


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_fewest_changes_are_found(random: Random) -> None:
    """As many criteria change as must for a rating or a better one, and where none of all answers does, none is told."""
    made = scale(random)
    framework, questions = made.framework, Scope(made.framework).questions
    part = Slice(made.program, made.program.by)
    domains = [answers(framework, question) for question in questions.values()]
    mode = {Key("field", "mode"): random.randrange(MODES)}
    now = {**mode, **{key: random.choice(values) for key, values in zip(questions, domains, strict=True)}}
    before = part.run(now)
    found = [part.run({**mode, **dict(zip(questions, values, strict=True))}) for values in product(*domains)]
    place = random.randrange(len(framework.ratings))
    wanted = random.choice([tuple(alternatives(framework, place)), tuple(exactly(framework, place))])
    costs = [
        sum(facts.get(key) != before.get(key) for key in (Key("award", each.id) for each in framework.criteria))
        for facts in found
        if any(all_hold(tests, facts) for tests in wanted)
    ]
    search = Search(Situation(framework, made.program, now, lambda key: key.kind == "answer"))
    solutions = search.smallest(wanted)
    assert [solution.cost for solution in solutions[:1]] == ([min(costs)] if costs else [])
    for solution in solutions:
        facts = part.run({**now, **solution.changes})
        assert any(all_hold(tests, facts) for tests in wanted)
        assert RATING not in facts or facts[RATING] <= place
