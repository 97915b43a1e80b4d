"""Everything that a framework can conclude and a case should reach: its goals.

A goal is a rule that must have concluded a fact, or a value that a fact must have had: every band, exception, answer,
level, part, deduction, treatment of what does not apply, choice of a measure, gate and cap (each both ways), finding
and rating.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.compile.awards import scoring_key
from chamdiem.rules.compile.checks import criteria_with_paths
from chamdiem.rules.compile.program import Key, Origin, Within
from chamdiem.rules.compile.ratings import RATING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.faults import Path
    from chamdiem.rules.language.framework import Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One thing to reach: that `fact` is concluded by a rule of `origin`, or, without one, with a value in `value`.

    `owner` is the criterion, measure, rating, cap or finding; `path` is the place in the framework. A criterion's own
    scoring is reached only where the criterion applies: `applies` is the fact that says so by 0.
    """

    kind: str
    owner: str
    path: Path
    fact: Key
    origin: Origin | None = None
    value: Within | None = None
    applies: Key | None = None


def goals(framework: Framework) -> tuple[Goal, ...]:
    """Return the goals of a framework, in its own order."""
    found = [goal for name in framework.measures for goal in _of_measure(framework, name)]
    found += [goal for path, criterion in criteria_with_paths(framework) for goal in _of_criterion(path, criterion)]
    found += [*_of_ratings(framework), *_of_caps(framework)]
    for number, finding in enumerate(framework.findings):
        fact = Key("finding", finding.id)
        found.append(
            Goal(kind="finding", owner=finding.id, path=("findings", number), fact=fact, value=Within(fact, 1, 1))
        )
    return tuple(found)


def _of_measure(framework: Framework, name: str) -> Iterator[Goal]:
    """Yield a goal for each choice; one that stands alone has no condition, and so no rule that could conclude it."""
    choices, fact = framework.measures[name].choices, Key("measure", name)
    for number, choice in enumerate(choices):
        path: Path = ("measures", name, "choose", number)
        if len(choices) == 1:
            value = Within(fact, choice.value, choice.value)
            yield Goal(kind="choice", owner=name, path=path, fact=fact, value=value)
        else:
            yield Goal(
                kind="choice", owner=name, path=path, fact=fact, origin=Origin("measure", name, "choose", number)
            )


def _of_criterion(path: Path, criterion: Criterion) -> Iterator[Goal]:
    applies = Key("treatment", criterion.id) if criterion.not_applicable else None
    fact = scoring_key(criterion)
    for kind, rest, origin in _rules(criterion):
        yield Goal(
            kind=kind,
            owner=criterion.id,
            path=(*path, *rest),
            fact=fact,
            origin=origin,
            applies=applies,
        )
    for kind, rest, key, value in _values(criterion, fact):
        test = Within(key, *value)
        yield Goal(kind=kind, owner=criterion.id, path=(*path, *rest), fact=key, value=test, applies=applies)
    for number, _ in enumerate(criterion.not_applicable):
        yield Goal(
            kind="not_applicable",
            owner=criterion.id,
            path=(*path, "not_applicable", number),
            fact=Key("treatment", criterion.id),
            origin=Origin("criterion", criterion.id, "not_applicable", number),
        )


def _rules(criterion: Criterion) -> Iterator[tuple[str, Path, Origin]]:
    """Yield (kind, place in the criterion, origin of the rules) for a scoring that rules conclude."""
    for number, _ in enumerate(criterion.bands.levels if criterion.bands else ()):
        yield "band", ("bands", "levels", number), Origin("criterion", criterion.id, "bands", number)
    for number, _ in enumerate(criterion.bands.unless if criterion.bands else ()):
        yield "exception", ("bands", "unless", number), Origin("criterion", criterion.id, "unless", number)
    if criterion.holds is not None:
        yield "held", ("holds",), Origin("criterion", criterion.id, "holds", met=True)
        yield "failed_condition", ("holds",), Origin("criterion", criterion.id, "holds", met=False)
    if criterion.judged == "yes_no":
        yield "yes", ("judged",), Origin("criterion", criterion.id, "judged", met=True)
        yield "no", ("judged",), Origin("criterion", criterion.id, "judged", met=False)
    for number, _ in enumerate(criterion.levels or ()):
        yield "level", ("levels", number), Origin("criterion", criterion.id, "levels", number)


def _values(criterion: Criterion, fact: Key) -> Iterator[tuple[str, Path, Key, tuple[int | None, int | None]]]:
    """Yield (kind, place in the criterion, fact, ends of its value) for a scoring that formulas conclude."""
    if criterion.judged == "points":
        yield "points", ("judged",), fact, (None, None)
    for number, part in enumerate(criterion.checklist or ()):
        key = Key("part", f"{criterion.id}/{part.id}")
        yield "part_met", ("checklist", number), key, (1, None)
        yield "part_missed", ("checklist", number), key, (0, 0)
    for number, each in enumerate(criterion.deductions.each if criterion.deductions else ()):
        yield "deduction", ("deductions", "each", number), Key("deduction", f"{criterion.id}/{each.id}"), (1, None)


def _of_ratings(framework: Framework) -> Iterator[Goal]:
    for place, rating in enumerate(framework.ratings):
        path = ("ratings", place)
        value = Within(RATING, place, place)
        yield Goal(kind="rating", owner=rating.id, path=path, fact=RATING, value=value)
        for number, _ in enumerate(rating.requires):
            key = Key("gate", f"{rating.id}/{number}")
            yield from _both(("gate_held", "gate_failed"), rating.id, (*path, "requires", number), key)


def _of_caps(framework: Framework) -> Iterator[Goal]:
    for number, cap in enumerate(framework.caps):
        yield from _both(("cap_held", "cap_open"), cap.id, ("caps", number), Key("cap", cap.id))


def _both(kinds: tuple[str, str], owner: str, path: Path, key: Key) -> Iterator[Goal]:
    for kind, value in zip(kinds, (1, 0), strict=True):
        yield Goal(kind=kind, owner=owner, path=path, fact=key, value=Within(key, value, value))
