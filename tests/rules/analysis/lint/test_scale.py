"""Lint agrees with brute force where points lie outside the scale or below 0, groups in groups, and caps lower ratings."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.rules.analysis.limits import answers
from chamdiem.rules.analysis.lint.linter import proved_defects
from chamdiem.rules.analysis.lint.reach import Reach
from chamdiem.rules.analysis.lint.rows import table
from chamdiem.rules.analysis.lint.space import Space
from chamdiem.rules.analysis.lint.totals import Totals
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.keys import TOTAL, group_subject
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.ratings import RATING, possible
from chamdiem.rules.compile.scope import Scope
from scales import MODES, records, scale

if TYPE_CHECKING:
    from random import Random


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_what_is_reached_is_what_some_record_has(random: Random) -> None:
    """Totals, ratings, ratings by a bonus alone and lowerings that meet are those of all records, one by one."""
    made = scale(random)
    found = list(records(made))
    framework, space = made.framework, Space(made.framework)
    totals = Totals(space, [table(space, criterion) for criterion in framework.criteria])
    reach = Reach(totals, framework)
    total = Key("award", TOTAL)
    assert {outcome.total for outcome in reach.outcomes()} <= {facts[total] for facts in found if total in facts}
    given_ones = {facts.get(RATING) for facts in found if total in facts}
    for place in range(len(framework.ratings) + 1):
        assert (reach.rated(place) is not None) == (place in given_ones), place
    defects = list(proved_defects(framework))
    assert not [defect for defect in defects if defect.code == "undecided"]
    together = {
        second.id
        for first, second in combinations(framework.caps, 2)
        if any(facts[Key("cap", first.id)] == facts[Key("cap", second.id)] == 1 for facts in found)
    }
    assert {defect.at for defect in defects if defect.code == "lowerings-add"} == together


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_an_incomplete_record_holds_whatever_becomes_of_it(random: Random) -> None:
    """The ends of totals and groups hold every completion, and the ratings that may come are no fewer than theirs."""
    made = scale(random)
    framework, questions = made.framework, Scope(made.framework).questions
    part = Slice(made.program, made.program.by)
    domains = {Key("field", "mode"): range(MODES)}
    domains |= {key: answers(framework, question) for key, question in questions.items()}
    known = {key: random.choice(values) for key, values in domains.items() if random.random() < 0.5}
    now = part.run(known)
    may_come = possible(framework, now.get)
    left = {key: values for key, values in domains.items() if key not in known}
    for values in product(*left.values()):
        then = part.run({**known, **dict(zip(left, values, strict=True))})
        for subject in (TOTAL, group_subject("a"), group_subject("b")):
            award = then.get(Key("award", subject))
            if award is not None:
                assert now[Key("least", subject)] <= award <= now[Key("most", subject)]
        if Key("award", TOTAL) in then:
            assert then[RATING] in may_come.given
            assert now.get(RATING, then[RATING]) == then[RATING]
