"""Everything that a framework can conclude and a case should reach: its goals.

A goal is a rule that must have concluded a fact, or a value that a fact must have had: every band, exception, answer,
level, part, line, addition, deduction, treatment of what does not apply, choice of a measure, gate and cap (each both
ways), finding and rating.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.checks.places import criteria_with_paths
from chamdiem.rules.compile.conditions import Draft
from chamdiem.rules.compile.keys import chosen_key, gate_key, part_key, tally_key
from chamdiem.rules.compile.periods import framework_of_period
from chamdiem.rules.compile.program import Key, Origin, Within
from chamdiem.rules.compile.ratings import RATING
from chamdiem.rules.compile.scored import all_scored
from chamdiem.rules.language import tallies, ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.rules.compile.literals import Tests
    from chamdiem.rules.compile.scored import ScoredThing
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.records.faults import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One thing to reach: that `fact` is concluded by a rule of `origin`, or, without one, with a value in `value`.

    `owner` is the criterion, measure, rating, cap or finding; `path` is the place in the framework, and `item` the part
    of it that stands there, None where that is no more than a key and what it says; a band is of the fact `of`. It is
    reached only where all of `given` holds too: a criterion's own scoring counts where the criterion applies, a table
    where its line is the chosen one. Where no rule concludes the fact, one of `ways` must hold. `period` is the id of
    the period in which it stands; blank: a meeting's.
    """

    kind: str
    owner: str
    path: Path
    item: object
    fact: Key
    origin: Origin | None = None
    value: Within | None = None
    given: tuple[Within, ...] = ()
    ways: tuple[Tests, ...] = ()
    of: str = ""
    period: str = ""


def goals(framework: Framework) -> tuple[Goal, ...]:
    """Return the goals of a framework, in its own order; last those of its periods, which are frameworks themselves."""
    of_periods = (
        replace(goal, period=period.id)
        for period in framework.periods
        for goal in _own_goals(framework_of_period(framework, period))
    )
    return (*_own_goals(framework), *of_periods)


def _own_goals(framework: Framework) -> tuple[Goal, ...]:
    found = [goal for name in framework.measures for goal in _of_measure(framework, name)]
    found += [goal for path, each in criteria_with_paths(framework) for goal in _of_criterion(framework, path, each)]
    found += [*_of_ratings(framework), *_of_caps(framework)]
    for number, finding in enumerate(framework.findings):
        key = Key("finding", finding.id)
        found += _valued(finding, finding.id, ("findings", number), key, {"finding": 1})
    return tuple(found)


def _of_measure(framework: Framework, name: str) -> Iterator[Goal]:
    """Yield a goal for each choice; one that stands alone has no condition, and so no rule that could conclude it."""
    choices, fact, draft = framework.measures[name].choices, Key("measure", name), Draft(framework)
    for number, choice in enumerate(choices):
        path: Path = ("measures", name, "choose", number)
        if len(choices) == 1 and choice.constant is not None:
            # whatever a limit makes of it
            yield Goal(kind="choice", owner=name, path=path, item=choice, fact=fact, value=Within(fact))
        else:
            origin = Origin("measure", name, "choose", number)
            goal = Goal(kind="choice", owner=name, path=path, item=choice, fact=fact, origin=origin)
            is_ruled = not draft.scope.is_bounded(name)  # else by a formula, out of what the choices are made of
            yield goal if is_ruled else replace(goal, origin=None, ways=draft.numbers.chosen(name, number))


def _of_criterion(framework: Framework, path: Path, criterion: Criterion) -> Iterator[Goal]:
    applies = (Within(Key("treatment", criterion.id), 0, 0),) if criterion.not_applicable else ()
    for above, scored in all_scored(framework, criterion):
        given = (*applies, *((scored.when,) if scored.when else ()))
        of = scored.way.of if isinstance(scored.way, ways.Bands) else ""
        for kind, rest, item, reached in _of_way(scored):
            place: Path = (*path, *above, *rest)
            goal = Goal(kind=kind, owner=criterion.id, path=place, item=item, fact=scored.points, given=given, of=of)
            if isinstance(reached, Origin):
                points = part_key(scored.subject, reached.part) if reached.way == "checklist" else scored.points
                yield replace(goal, origin=reached, fact=points)
            else:
                yield replace(goal, fact=reached.fact, value=reached)
    for number, rule in enumerate(criterion.not_applicable):
        place = (*path, "not_applicable", number)
        origin, fact = Origin("criterion", criterion.id, "not_applicable", number), Key("treatment", criterion.id)
        yield Goal(kind="not_applicable", owner=criterion.id, path=place, item=rule, fact=fact, origin=origin)


def _of_way(  # noqa: C901, PLR0912 - one for each way of scoring
    scored: ScoredThing,
) -> Iterator[tuple[str, Path, object, Origin | Within]]:
    """Yield (kind, place in what is scored, what stands there, what reaches it): a rule's origin, or a fact's value."""
    way = scored.way
    match way:
        case ways.Bands():
            for number, level in enumerate(way.levels):
                yield "band", ("bands", "levels", number), level, scored.origin("bands", number)
            for number, exception in enumerate(way.unless):
                yield "exception", ("bands", "unless", number), exception, scored.origin("unless", number)
        case ways.Requirement():
            yield "held", ("holds",), None, scored.origin("holds", met=True)
            yield "failed_condition", ("holds",), None, scored.origin("holds", met=False)
        case ways.YesNoQuestion():
            yield "yes", ("judged",), None, scored.origin("judged", met=True)
            yield "no", ("judged",), None, scored.origin("judged", met=False)
        case ways.PointsQuestion():
            yield "points", ("judged",), None, Within(scored.points)
        case ways.Proportional():
            yield "proportion", ("proportional",), None, Within(scored.points)
        case ways.NamedLevels(levels):
            for number, named in enumerate(levels):
                yield "level", ("levels", number), named, scored.origin("levels", number)
        case ways.Checklist(parts):
            for number, part in enumerate(parts):
                met = scored.origin("checklist", number, part=part.id, met=True)
                yield "part_met", ("checklist", number), part, met
                yield "part_missed", ("checklist", number), part, met._replace(met=False)
        case ways.Lines(lines):
            for number, line in enumerate(lines):
                yield "line", ("choose", number), line, Within(chosen_key(scored.subject), number, number)
        case tallies.Additions() | tallies.Deductions():
            for number, each in enumerate(way.each):
                key = tally_key(way.item, scored.subject, each.id)
                yield way.item, (way.key, "each", number), each, Within(key, 1)
        case ways.Parts():
            return  # each of them has goals of its own
        case _:
            assert_never(way)


def _of_ratings(framework: Framework) -> Iterator[Goal]:
    for place, rating in enumerate(framework.ratings):
        path = ("ratings", place)
        yield from _valued(rating, rating.id, path, RATING, {"rating": place})
        for number, gate in enumerate(rating.requires):
            key = gate_key(rating.id, number)
            yield from _valued(gate, rating.id, (*path, "requires", number), key, {"gate_held": 1, "gate_failed": 0})


def _of_caps(framework: Framework) -> Iterator[Goal]:
    for number, cap in enumerate(framework.caps):
        yield from _valued(cap, cap.id, ("caps", number), Key("cap", cap.id), {"cap_held": 1, "cap_open": 0})


def _valued(item: object, owner: str, path: Path, fact: Key, kinds: Mapping[str, int]) -> Iterator[Goal]:
    """Yield a goal of each kind that is reached when a fact has one value."""
    for kind, value in kinds.items():
        yield Goal(kind=kind, owner=owner, path=path, item=item, fact=fact, value=Within(fact, value, value))
