"""What not applying makes of the points of a criterion, and of their bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.compile.conditions import LEFT_OUT, TREATMENTS
from chamdiem.rules.compile.program import Guarded, Key
from chamdiem.rules.compile.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.rules.compile.literals import Literal, Tests


class Treatment(Writer):
    """Writes what becomes of a criterion that may not apply, once its own way of scoring is written."""

    def write(self) -> None:
        """Write it."""
        treatment = Key("treatment", self.subject)
        rules = self.scored.criterion.not_applicable
        places = [self.origin("not_applicable", number) for number, _ in enumerate(rules)]
        literals = [self.draft.literal(r.when, place.within("when")) for r, place in zip(rules, places, strict=True)]
        for rule, place, literal in zip(rules, places, literals, strict=True):
            self.draft.conclude(place, literal.true, treatment, TREATMENTS.index(rule.then), self.clause)
        # It must be known that none of them holds: with a condition open the criterion neither applies nor does not,
        # and its award stays missing. "Not said" is not "no".
        origin = self.origin("applies")
        applies = self.draft.all_of([~literal for literal in literals], origin)
        self.draft.conclude(origin, applies.true, treatment, 0, self.clause)
        self._write_treated(treatment, literals)

    def _write_treated(self, treatment: Key, literals: Sequence[Literal]) -> None:
        """Replace the score where the criterion does not apply; its bounds are of all that may become of it."""
        codes = [TREATMENTS.index(rule.then) for rule in self.scored.criterion.not_applicable]
        full = TREATMENTS.index("full_marks")
        instead: dict[int, Key | int] = {code: self.scored.maximum if code == full else 0 for code in sorted(codes)}
        self.pick(Key("award", self.subject), treatment, {0: self.scored.points} | instead)
        applies = tuple(tests for literal in literals for tests in literal.true)
        outcomes = [(0, applies), *exclusive(codes, literals)]
        ends = (
            ("least", {0: self.scored.least} | instead, False, self.floor),
            ("most", {0: self.scored.most} | instead, True, self.ceiling),
        )
        for kind, becomes, highest, end in ends:
            then = Key(f"treated_{kind}", self.subject)
            self.extreme(then, [Guarded(becomes[code], out) for code, out in outcomes], highest=highest, default=end)
            self.copy(Key(kind, self.subject), then)
        if max(codes) >= LEFT_OUT:
            self._write_maximum(treatment, outcomes)
            for kind, becomes, highest, _ in ends:
                # `least` and `most` hold a 0 for the case that the criterion is left out. A scale that is divided by
                # what applies needs the ends of the points for the case that it is not.
                counted = [Guarded(becomes[code], out) for code, out in outcomes if code < LEFT_OUT]
                self.extreme(Key(f"counted_{kind}", self.subject), counted, highest=highest, default=0)

    def _write_maximum(self, treatment: Key, outcomes: Sequence[tuple[int, tuple[Tests, ...]]]) -> None:
        """Write the maximum that counts in the total, and its ends."""
        full = self.scored.maximum
        maxima: dict[int, Key | int] = {
            code: 0 if code >= LEFT_OUT else full for code in sorted({code for code, _ in outcomes})
        }
        self.pick(Key("maximum", self.subject), treatment, maxima)
        ends = [Guarded(maxima[code], out) for code, out in outcomes]
        self.extreme(Key("maximum_least", self.subject), ends, highest=False, default=0)
        self.extreme(Key("maximum_most", self.subject), ends, highest=True, default=0)


def exclusive(values: Sequence[int], literals: Sequence[Literal]) -> list[tuple[int, tuple[Tests, ...]]]:
    """Return every value that a literal decides, with what rules it out: that one being false, or another being true.

    Two that decide the same value may both hold; neither rules the other out.
    """
    told = list(zip(values, literals, strict=True))
    return [
        (value, (*literal.false, *(tests for other, one in told if other != value for tests in one.true)))
        for value, literal in told
    ]
