"""The rules and formulas of one thing that is scored, each with its origin and clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.compile.exact import Agreed, Exact
from chamdiem.rules.compile.program import Extreme, Guarded, Key, Linear, Pick, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chamdiem.rules.compile.conditions import Draft
    from chamdiem.rules.compile.expressions import Number
    from chamdiem.rules.compile.program import Origin, Within
    from chamdiem.rules.compile.scored import ScoredThing


class Writer:
    """Writes what concludes facts of one thing that is scored. Its way alone can give from `floor` to `ceiling`."""

    def __init__(self, draft: Draft, scored: ScoredThing, ends: tuple[int, int]) -> None:
        self.draft = draft
        self.scored = scored
        self.floor, self.ceiling = ends
        self.subject, self.clause = scored.subject, scored.clause
        self.origin = scored.origin

    def rule(self, origin: Origin, alternatives: Iterable[Iterable[Within]], points: int) -> None:
        """Write rules that give its points."""
        self.draft.conclude(origin, alternatives, self.scored.points, points, self.clause)

    def copy(self, then: Key, source: Key, default: int | None = None) -> None:
        """Write a fact that is another one, or a number while that is missing."""
        self.sum(then, (Term(1, source, default),))

    def sum(  # noqa: PLR0913 - a sum, the ends that hold it, and where it is written
        self,
        then: Key,
        terms: Iterable[Term],
        *,
        constant: int = 0,
        at_least: int | None = None,
        at_most: int | None = None,
        origin: Origin | None = None,
    ) -> None:
        """Write a fact that is a sum, held within ends."""
        self.draft.formulas.append(
            Linear(
                origin=origin or self.origin(then.kind),
                then=then,
                terms=tuple(terms),
                constant=constant,
                at_least=at_least,
                at_most=at_most,
                clause=self.clause,
            )
        )

    def ends(self, least: Sequence[Guarded], most: Sequence[Guarded]) -> None:
        """Write its bounds over what may still come."""
        self.extreme(self.scored.least, least, highest=False, default=self.floor)
        self.extreme(self.scored.most, most, highest=True, default=self.ceiling)

    def extreme(self, then: Key, options: Iterable[Guarded], *, highest: bool, default: int | None = None) -> None:
        """Write a fact that is the lowest or highest of what is not out."""
        place, options = self.origin(then.kind), tuple(options)
        self.draft.formulas.append(
            Extreme(origin=place, then=then, highest=highest, options=options, default=default, clause=self.clause)
        )

    def number(  # noqa: PLR0913 - a number, the facts that tell it, and what bounds and rounds them
        self,
        origin: Origin,
        facts: tuple[Key, Key, Key],
        number: Number,
        *,
        at_most: int | None,
        default: int | None = None,
        step: int | None = None,
        measures: tuple[Key, ...] = (),
        stored: Number | None = None,
    ) -> None:
        """Write the least of an exact number of points, itself, and the most: from 0 on, and up to what it may be.

        It is rounded to the scale's step, or to another one; `default` is the most while no end is known, else
        `at_most`.
        """
        least, points, most = facts
        scheme = self.draft.framework.points
        for key, highest, end in ((least, False, 0), (most, True, at_most if default is None else default)):
            self.draft.formulas.append(
                Exact(
                    origin=origin,
                    then=key,
                    number=number,
                    highest=highest,
                    scale=1,
                    rounding=scheme.rounding if scheme else "down",
                    step=step or (scheme.step if scheme else 1),
                    at_least=0,
                    at_most=at_most,
                    default=end,
                    clause=self.clause,
                    measures=measures,
                    stored=stored,
                )
            )
        # what cannot be made may still be anything, and is nothing yet
        self.draft.formulas.append(Agreed(origin=origin, then=points, least=least, most=most, clause=self.clause))

    def pick(self, then: Key, selector: Key, options: Mapping[int, Key | int]) -> None:
        """Write a fact that is what another one points at."""
        origin, pairs = self.origin(then.kind), tuple(options.items())
        self.draft.formulas.append(Pick(origin=origin, then=then, selector=selector, options=pairs, clause=self.clause))
