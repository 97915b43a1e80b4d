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
from samples import HEAD, Json, loaded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from chamdiem.engine.reading.catalog import LoadedFramework

MODES = 3


def judged(random: Random, name: str, *, outside: bool) -> Json:
    """Return a criterion that is judged, or chosen by levels of which some take points."""
    least = random.choice([0, 0, -1, -2])
    most = random.choice([0, 1, 3]) if outside else random.choice([1, 2, 3])
    made: Json = {"id": name, "title": name, "clause": "x", "maximum": str(most)}
    if least:
        made["minimum"] = str(least)
        points = sorted({least, most, random.randint(least, most)})
        made["levels"] = [{"id": f"l{number}", "title": "x", "points": str(p)} for number, p in enumerate(points)]
    else:
        made["judged"] = random.choice(["yes_no", "points"])
    return made


def scale(random: Random) -> LoadedFramework:
    """Return a small framework whose records can all be tried."""
    names = [str(number) for number in range(random.randint(2, 4))]
    inside = [judged(random, name, outside=False) for name in names]
    treatment = random.choice([None, "excluded", "rescaled"])
    if treatment:
        away = {"when": {"fact": "mode", "is": "online"}, "then": treatment, "reason": "x"}
        random.choice(inside)["not_applicable"] = [away]
    outside = [judged(random, name, outside=True) for name in random.choice([(), ("t",), ("t", "p")])]
    split = random.randint(0, len(inside) - 1)
    sums = [sum(int(item["maximum"]) for item in part) for part in (inside, inside[split:])]
    inner = {"id": "b", "title": "b", "maximum": str(sums[1]), "criteria": inside[split:]}
    own = {"criteria": inside[:split]} if split else {}
    marks = sorted({random.randint(-2, sums[0] + 2) for _ in range(2)}, reverse=True)
    ratings: list[Json] = [{"id": f"r{n}", "title": f"R{n}", "at_least": str(mark)} for n, mark in enumerate(marks)]
    if random.random() < 0.5:
        gate = {"when": {"group": random.choice("ab"), "at_least": str(random.randint(0, 2))}, "title": "g"}
        ratings[0]["requires"] = [gate]
    if random.random() < 0.8:
        ratings.append({"id": "last", "title": "L"})
    conditions = [
        {"fact": "mode", "is": "by_party_group"},
        {"criterion": names[0], "at_most": "1"},
        {"group": "b", "below": "1"},
    ]
    caps = [
        {"id": f"c{n}", "when": when, "lower_by": str(random.randint(1, 2)), "reason": f"c{n}"}
        for n, when in enumerate(random.sample(conditions, random.randint(0, 2)))
    ]
    points: Json = {"maximum": str(sums[0]), "step": "1", "rounding": random.choice(["half_up", "down", "up"])}
    points |= {"minimum": str(random.choice([-3, -1, 0])), "bonus_above_maximum": random.choice(["allowed", "capped"])}
    group = {"id": "a", "title": "a", "maximum": str(sums[0]), "groups": [inner], **own}
    parts = {"groups": [group], "outside": outside, "ratings": ratings, "caps": caps}
    return loaded({**HEAD, "points": points, **parts})


def records(made: LoadedFramework) -> Iterator[dict[Key, int]]:
    """Yield what follows from every record."""
    framework = made.framework
    questions = Scope(framework).questions
    part = Slice(made.program, made.program.by)
    mode = Key("field", "mode")
    for values in product(range(MODES), *(answers(framework, question) for question in questions.values())):
        yield part.run(dict(zip((mode, *questions), values, strict=True)))


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
