"""What results tell of every row: points that stand, ratings that may come, what is missing; and of what it is made.

`telling` makes it of facts that were concluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.bulk.query import rule_column
from chamdiem.rules.compile.keys import TOTAL, group_subject
from chamdiem.rules.compile.personal import made_of_own
from chamdiem.rules.compile.program import Key, Linear, needs
from chamdiem.rules.compile.ratings import RATING, lowering_caps
from chamdiem.rules.compile.scope import is_movable
from chamdiem.rules.compile.scored import is_told_by_ends
from chamdiem.rules.compile.totals import SCALE_LEAST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.rules.compile.program import Program
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework

RATED, UNRATED, POSSIBLE, MISSING = "rating", "unrated", "possible", "missing"
"""The columns of the rating by its id; whether none applies; the ratings that may come, best first, with commas between
them; how many facts are missing that open criteria need."""
BOUNDS = ("least", "most")
_POINTS = ("award", *BOUNDS)


def made_column(key: Key) -> str:
    """Return the column that has what was made of facts of one person's own."""
    return f"made {key}"


def fixed_maximum(framework: Framework, program: Program, subject: str) -> int | None:
    """Return the most that points can be where that is the same for all records; None: each has its own."""
    made = program.by.get(Key("maximum", subject))
    if made is None:
        criterion = next((each for each in framework.criteria if each.id == subject), None)
        return None if criterion is None else framework.maximum_of(criterion)
    return made.constant if isinstance(made, Linear) and not made.terms else None


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Results:
    """The results of one layer of one framework, of which `program` is the program."""

    framework: Framework
    program: Program
    with_rules: bool = False

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        points = [str(Key(kind, subject)) for subject in self.subjects for kind in _POINTS]
        others = [*map(str, self.maxima), *map(str, self.findings), *map(rule_column, self.ruled)]
        return (RATED, UNRATED, POSSIBLE, MISSING, *points, *others, *map(made_column, self.made))

    @cached_property
    def facts(self) -> tuple[Key, ...]:
        """The facts of which results are made."""
        wanted = [
            *(Key(kind, subject) for subject in self.subjects for kind in _POINTS),
            *(Key("finding", each.id) for each in self.framework.findings),
            *self.certain,
            *self.made,
            SCALE_LEAST,
        ]
        return tuple(key for key in dict.fromkeys(wanted) if key in self.program.by)

    # --- what is told ---

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The total, the groups and the criteria, by the subjects of their points."""
        return tuple(subject for subject, _ in self._scored())

    def _scored(self) -> Iterator[tuple[str, tuple[Criterion, ...]]]:
        """Yield each subject of points, and the criteria in it."""
        yield TOTAL, tuple(self.framework.criteria)
        for group in self.framework.all_groups:
            yield group_subject(group.id), tuple(group.all_criteria)
        for each in self.framework.criteria:
            yield each.id, (each,)

    @cached_property
    def maxima(self) -> tuple[Key, ...]:
        """The most that points can be, of those of which it is not the same for all records."""
        keys = (Key("maximum", subject) for subject in self.subjects)
        return tuple(key for key in keys if fixed_maximum(self.framework, self.program, key.subject) is None)

    @cached_property
    def findings(self) -> tuple[Key, ...]:
        """The findings that the program makes."""
        keys = (Key("finding", each.id) for each in self.framework.findings)
        return tuple(key for key in keys if key in self.program.by)

    @cached_property
    def ruled(self) -> tuple[Key, ...]:
        """The facts of which results have the numbers of the rules."""
        return tuple(key for key in self.facts if self.with_rules and isinstance(self.program.by[key], tuple))

    @cached_property
    def made(self) -> tuple[Key, ...]:
        """What is made of facts of one person's own, where facts go with results: it stands in their place."""
        return tuple(sorted(made_of_own(self.program, self.framework.shape.personal))) if self.with_rules else ()

    # --- of what it is made ---

    @cached_property
    def certain(self) -> tuple[Key, ...]:
        """The facts of which completions may tell more than the rules do, and of which that is asked."""
        bounds = [Key(kind, subject) for subject in self.subjects for kind in BOUNDS]
        maxima = [Key("maximum", subject) for subject in self.subjects]
        return tuple(key for key in (*bounds, *maxima, *self.deciding, RATING) if key in self.program.by)

    @cached_property
    def deciding(self) -> tuple[Key, ...]:
        """The facts that decide which ratings may be given."""
        reached = [Key("reaches", rating.id) for rating in self.framework.ratings]
        caps = [cap for cap, _ in lowering_caps(self.framework)]
        return tuple(key for key in (*reached, *caps) if key in self.program.by)

    @cached_property
    def stood_for(self) -> Mapping[str, tuple[Key, ...]]:
        """By subjects whose points are told by their ends, once these are one, the awards that have to be known first.

        In the others nothing is told by its ends.
        """
        ends = {each.id for each in self.framework.criteria if is_told_by_ends(self.framework, each)}
        found = {}
        for subject, criteria in self._scored():
            is_unscored = len(criteria) == 1 and subject == criteria[0].id and not criteria[0].scored
            open_ = [each for each in criteria if each.scored and each.id not in ends]
            if ends and not is_unscored:
                found[subject] = tuple(Key("award", each.id) for each in open_)
        return found

    @cached_property
    def movable(self) -> frozenset[str]:
        """The subjects whose maximum may be unknown."""
        fixed = {each.id for each in self.framework.criteria if not is_movable(each)}
        return frozenset(self.subjects) - fixed

    @cached_property
    def needing(self) -> Mapping[Key, tuple[str, ...]]:
        """By fact from outside the criteria that need it."""
        needed = needs(self.program, bounding=False)
        found: dict[Key, list[str]] = {}
        for criterion in self.framework.criteria:
            for key in needed.get(Key("award", criterion.id), ()):
                if key in self.program.inputs:
                    found.setdefault(key, []).append(criterion.id)
        return {key: tuple(several) for key, several in found.items()}
