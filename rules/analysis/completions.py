"""What an incomplete record can still become, by trying: exact where a missing fact is used more than once.

The program bounds every criterion by itself. Where one missing fact decides several things, not every combination of
their ends can come together, and a measure that lacks one number is not wholly unknown. So missing facts are tried:
their values fall into stretches within which no rule can tell two values apart, and one value of each stretch stands
for all. What cannot be tried so stays missing in each of these completions, and is bounded by the program as ever: what
is found is never narrower than the truth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import prod
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.stretches import Stretches
from chamdiem.rules.compile.interpreter import Disagreement, Slice, only
from chamdiem.rules.compile.keys import TOTAL, group_subject
from chamdiem.rules.compile.program import Key, needs
from chamdiem.rules.compile.ratings import RATING, possible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chamdiem.rules.compile.program import Program
    from chamdiem.rules.language.framework import Framework

Facts = dict[Key, int]
MAX_COMPLETIONS = 128
"""So many are tried of one record."""
MAX_OPEN = MAX_COMPLETIONS.bit_length() - 1
"""Of more facts than these there are too many completions, since each has two values at least."""
MAX_ALONE = 16
"""Answers that are used once are tried only where they have few combinations: it tells which totals lie between."""
_TRUTHS = frozenset({"gate", "cap", "reaches"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What holds in every completion: bounds and truths, by their facts; and the places of the ratings that may come.

    `ratings` is None where nothing was tried.
    """

    facts: Mapping[Key, int] = field(default_factory=dict)
    ratings: frozenset[int] | None = None


NOTHING = Outlook()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Completions of a record that are worth trying: what is known in all of them, and the facts `tried`.

    Each of `chosen` has a value for every one of these. `told` are those of the known facts that are not the record's
    own: they can only be one. `kept` are the measures that stay what they are without the facts that are tried.
    """

    known: Facts
    told: tuple[Key, ...]
    tried: tuple[Key, ...]
    chosen: tuple[tuple[int, ...], ...]
    kept: frozenset[Key]


class Completions:
    """The completions of one framework's records."""

    def __init__(self, framework: Framework, program: Program) -> None:
        self.framework = framework
        self.program = program
        self._needs = needs(program)
        self._stretches = Stretches(framework, program, self._needs, MAX_COMPLETIONS)
        groups = (group_subject(group.id) for group in framework.all_groups)
        subjects = [*(criterion.id for criterion in framework.criteria), *groups, TOTAL]
        bounds = [Key(kind, subject) for subject in subjects for kind in ("least", "most")]
        # What holds in all completions is more than three-valued logic finds: of "kind is A or kind is not A" with the
        # kind missing Kleene's tables say unknown, and bounds that are added up take the worst of each criterion though
        # these worst cases exclude each other. (In logic this is supervaluation; it costs a run of the program for each
        # completion.)
        self._decided = [key for key in self._needs if key.kind in _TRUTHS or key == RATING]
        maxima = [key for subject in subjects if (key := Key("maximum", subject)) in self._needs]
        self._wanted = (*bounds, *maxima, *self._decided)
        deciding = [self._needs[key] for key in self._wanted if key.kind in {"least", "gate", "cap"}]
        self._uses = {key: sum(key in needed for needed in deciding) for key in program.inputs}
        """How many criteria, groups, gates and caps each fact from outside decides; a finding decides nothing."""
        # all but findings, which decide nothing: what any two rules disagree on is no record that is scored
        self._decisive = {key for key in self._needs if key.kind != "finding"}
        self._whole = Slice(program, self._decisive)

    @cached_property
    def decisive(self) -> Program:
        """The part of the program that decides anything, by which a completion is concluded."""
        return only(self.program, self._decisive)

    def outlook(self, facts: Mapping[Key, int]) -> Outlook:
        """Return what all completions of some facts have in common, where there are few enough to try.

        Facts that no rule reads count too, for they bound others.
        """
        trial = self.trial(facts)
        return self.tried(trial) if trial else NOTHING

    def trial(self, facts: Mapping[Key, int]) -> Trial | None:
        """Return the completions of some facts that are tried; None: they are too many, or nothing is to be tried."""
        missing = sorted(key for key in self.program.inputs - facts.keys() if self._uses[key])
        shared = [key for key in missing if not self._is_alone(key)]
        if len(shared) > MAX_OPEN:
            return None
        # A number that can only be one is no choice: it is put in first, costs nothing, and narrows the others.
        told = self._stretches.told(shared, facts)
        known = {**facts, **told}
        # What is used most comes first, of what is missing in its order; last what is tried only for some of its uses.
        often = sorted((key for key in shared if key not in told), key=lambda key: self._rank(key, known))
        tried = self._within(MAX_COMPLETIONS, often, known)
        alone = [key for key in missing if key not in shared]
        # All of these or none: some alone would cost runs and still not tell which totals lie between the bounds.
        more = self._within(min(MAX_ALONE, MAX_COMPLETIONS // prod(map(len, tried.values()))), alone, known)
        if len(more) == len(alone):
            tried |= more
        if not tried and not told:
            return None
        return Trial(
            known=known,
            told=tuple(told),
            tried=tuple(tried),
            chosen=tuple(self._stretches.together(tried, known)),
            # a measure that cannot be followed is what it is without them, known or not
            kept=frozenset().union(*(self._stretches.opened(key, known) for key in tried)),
        )

    def _rank(self, key: Key, known: Mapping[Key, int]) -> tuple[bool, int]:
        return bool(self._stretches.opened(key, known)), -self._uses[key]

    def _within(self, limit: int, keys: Iterable[Key], known: Mapping[Key, int]) -> dict[Key, Sequence[int]]:
        """Return the values of as many facts as can be tried together."""
        found: dict[Key, Sequence[int]] = {}
        for key in keys:
            values = self._stretches.of(key, known)
            if values and len(values) <= limit:
                found[key], limit = values, limit // len(values)
        return found

    def _is_alone(self, key: Key) -> bool:
        """Tell whether a missing fact is an answer by which one criterion is scored, and nothing else is decided.

        The program's bounds are exact then; to try it only helps to see which totals there are between them.
        """
        return key.kind == "answer" and not self._stretches.is_shared(key)

    def tried(self, trial: Trial) -> Outlook:
        """Run every completion, and keep what bounds them all and what all agree on."""
        found = list(self._completed(trial))
        if not found:
            return NOTHING
        common = {key: _common(key, [facts.get(key) for facts in found]) for key in self._wanted}
        return Outlook(
            facts={key: value for key, value in common.items() if value is not None},
            ratings=frozenset(chain.from_iterable(map(self._may_come, found))),
        )

    def _completed(self, trial: Trial) -> Iterator[Facts]:
        """Yield what follows from every completion on which no two rules disagree.

        Only what the tried facts move is run again and again; all else is concluded once.
        """
        tried, kept = set(trial.tried), trial.kept
        moved = {key for key, needed in self._needs.items() if not tried.isdisjoint(needed)}
        moving = Slice(self.program, self._decisive & moved, lambda key: key not in moved or key in kept)
        try:
            fixed = {
                key: value for key, value in self._whole.run(trial.known).items() if key not in moved or key in kept
            }
        except Disagreement:
            return
        for chosen in trial.chosen:
            try:
                yield moving.run({**fixed, **dict(zip(trial.tried, chosen, strict=True))})
            except Disagreement:
                continue

    def _may_come(self, facts: Facts) -> Iterator[int]:
        """Yield the places of the ratings that are not ruled out."""
        return (place for place in possible(self.framework, facts.get).given if place < len(self.framework.ratings))


def _common(key: Key, values: Sequence[int | None]) -> int | None:
    """Return the lowest of lower bounds, the highest of upper ones, and of all else what all have in common."""
    # A completion that leaves a fact open leaves it open altogether; a bound over the others alone would be too narrow.
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    if key.kind == "least":
        return min(known)
    if key.kind == "most":
        return max(known)
    return known[0] if len(set(known)) == 1 else None
