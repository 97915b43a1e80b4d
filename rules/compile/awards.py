"""Stratum 1: measures and answers → points per criterion, and the least and the most that they can still become."""

from __future__ import annotations

from fractions import Fraction as Rational
from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.compile.expressions import Quotient, Weighted
from chamdiem.rules.compile.keys import answer_key, chosen_key, part_key
from chamdiem.rules.compile.literals import ALWAYS, Literal, in_range, in_stretches, is_value, is_yes
from chamdiem.rules.compile.program import Guarded, Key, Term
from chamdiem.rules.compile.scored import each_part, reach, the_table, the_whole
from chamdiem.rules.compile.tallies import TallyWriter
from chamdiem.rules.compile.treatments import Treatment, exclusive
from chamdiem.rules.compile.writing import Writer
from chamdiem.rules.language import tallies, ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.rules.compile.conditions import Draft
    from chamdiem.rules.compile.expressions import Number
    from chamdiem.rules.language.conditions import Condition
    from chamdiem.rules.language.ways import Line, NamedLevel, Part


def draft_awards(draft: Draft) -> None:
    """Write the rules and formulas of every criterion."""
    for criterion in draft.framework.criteria:
        whole = the_whole(draft.framework, criterion)
        ends = reach(draft.framework, criterion)
        _Award(draft, whole, ends).write()
        if criterion.not_applicable:
            Treatment(draft, whole, ends).write()


class _Award(Writer):
    """Writes the points of one thing that is scored, and their bounds."""

    def write(self) -> None:
        """Write it."""
        if self.scored.criterion.is_asked_of(self.draft.layer):
            self._write_way()
        else:
            for then in (self.scored.points, self.scored.least, self.scored.most):
                self.sum(then, ())

    def _write_way(self) -> None:  # noqa: C901 - one for each way of scoring
        way = self.scored.way
        match way:
            case ways.Bands():
                self._write_bands(way)
            case ways.Proportional():
                self._write_proportion(way)
            case ways.Requirement(condition):
                self._write_met(self.draft.literal(condition, self.origin("condition")))
            case ways.YesNoQuestion():
                self._write_met(is_yes(answer_key(self.subject)))
            case ways.PointsQuestion():
                self.copy(self.scored.points, answer_key(self.subject))
                self._bound_by_reach()
            case ways.NamedLevels(levels):
                self._write_levels(levels)
            case ways.Checklist(parts):
                self._write_checklist(parts)
            case ways.Lines(lines):
                self._write_lines(lines)
            case tallies.Additions() | tallies.Deductions():
                TallyWriter(self.draft, self.scored, (self.floor, self.ceiling)).write(way)
            case ways.Parts():
                self._write_parts(way)
            case _:
                assert_never(way)

    def _bound_by_reach(self) -> None:
        """Write the bounds of points of which nothing is known before they are known."""
        self.copy(self.scored.least, self.scored.points, self.floor)
        self.copy(self.scored.most, self.scored.points, self.ceiling)

    # --- tables ---

    def _write_bands(self, bands: ways.Bands) -> None:
        quantity = self.draft.scope.known_fact(bands.of)
        inside = [in_range(quantity, level) for level in bands.levels]
        exceptions = [self._exception(number, exception.when) for number, exception in enumerate(bands.unless)]
        # A band needs every exception to be known not to hold. Else 95 % present with one unexcused absence would be in
        # two bands (criterion 2.1 of the An Phú form), and with the absences missing it would be in the better one.
        ordinary = [test for literal in exceptions for test in literal.false[0]]
        for number, (level, band) in enumerate(zip(bands.levels, inside, strict=True)):
            self.rule(self.origin("bands", number), [[*tests, *ordinary] for tests in band.true], level.points)
        for number, (exception, literal) in enumerate(zip(bands.unless, exceptions, strict=True)):
            self.rule(self.origin("unless", number), literal.true, exception.points)
        self._bound_bands(bands, inside, exceptions)

    def _bound_bands(self, bands: ways.Bands, inside: Sequence[Literal], exceptions: Sequence[Literal]) -> None:
        """Write the lowest and highest points of the bands and exceptions that are not out yet.

        A measure that may lie in no band leaves every band open where no exception decides.
        """
        # An option is out by tests that are known to hold, never by tests that are not known: see `Guarded`.
        excepted = [tests for literal in exceptions for tests in literal.true]
        points = [level.points for level in bands.levels]
        options = [Guarded(given, (*band.false, *excepted)) for given, band in zip(points, inside, strict=True)]
        unless = [exception.points for exception in bands.unless]
        options += [Guarded(*option) for option in exclusive(unless, exceptions)]
        unmatched = (*in_stretches(self.draft.scope.known_fact(bands.of), bands.levels), *excepted)
        low, high = Guarded(min(points), unmatched), Guarded(max(points), unmatched)
        self.ends([*options, low], [*options, high])

    def _exception(self, number: int, condition: Condition) -> Literal:
        """Return a literal that is false by one alternative, so that every band can require it."""
        origin = self.origin("exception", number)
        literal = self.draft.literal(condition, origin)
        return literal if len(literal.false) == 1 else self.draft.name_condition(literal, origin, self.clause)

    def _write_lines(self, lines: Sequence[Line]) -> None:
        """The first line that holds counts: each rule also needs that the lines before it do not."""
        chosen = chosen_key(self.subject)
        given = [self._given(number, line) for number, line in enumerate(lines)]
        held: list[Literal] = []
        for number, line in enumerate(lines):
            origin = self.origin("choose", number)
            own = ALWAYS if line.when is None else self.draft.literal(line.when, origin)
            first = self.draft.all_of([*(~literal for literal in held), own], origin.within("first"))
            self.draft.conclude(origin, first.true, chosen, number, self.clause)
            held.append(own)
        self.pick(self.scored.points, chosen, {number: points for number, (points, _, _) in enumerate(given)})
        self._bound_lines(given, held)

    def _given(self, number: int, line: Line) -> tuple[Key | int, Key | int, Key | int]:
        """Return the points of a line, and their ends."""
        if not isinstance(line.gives, ways.Bands):
            return line.gives, line.gives, line.gives
        table = the_table(self.scored, number, line.gives)
        points = line.gives.points
        _Award(self.draft, table, (min(points), max(points))).write()
        return table.points, table.least, table.most

    def _bound_lines(self, given: Sequence[tuple[Key | int, Key | int, Key | int]], held: Sequence[Literal]) -> None:
        """Write the lowest and highest points of the lines that may still be the first that holds.

        Where no line holds there are no points, and nothing tells in which direction that will be settled.
        """
        outs = [
            (*literal.false, *(tests for earlier in held[:number] for tests in earlier.true))
            for number, literal in enumerate(held)
        ]
        none = tuple(tests for literal in held for tests in literal.true)
        ends = []
        for place, end in ((1, self.floor), (2, self.ceiling)):
            options = [Guarded(one[place], out) for one, out in zip(given, outs, strict=True)]
            ends.append(options if ALWAYS in held else [*options, Guarded(end, none)])
        self.ends(*ends)

    def _write_proportion(self, way: ways.Proportional) -> None:
        """Write maximum × number ÷ `out_of`, exactly, and rounded only when it becomes points."""
        numbers, maximum = self.draft.numbers, Rational(self.scored.maximum)
        stored: Number | None = None
        if way.whole is None:
            number: Number = Quotient(numbers.fact(way.of), numbers.operand(way.out_of), maximum)
        else:
            above, below = way.whole.as_integer_ratio()
            share = maximum * Rational(below, above)
            number = Weighted(((share, numbers.fact(way.of)),))
            stored = Weighted(((share, numbers.stored(way.of)),))
        self.number(
            self.origin("proportional"),
            (self.scored.least, self.scored.points, self.scored.most),
            number,
            at_most=self.scored.maximum,
            measures=tuple(key for name in (way.of, way.out_of.name) for key in self.draft.scope.measures_of(name)),
            stored=stored,
        )

    # --- answers and conditions ---

    def _write_met(self, literal: Literal) -> None:
        way = self.scored.way.key
        self.rule(self.origin(way, met=True), literal.true, self.scored.maximum)
        self.rule(self.origin(way, met=False), literal.false, self.scored.minimum)
        self._bound_by_reach()

    def _write_levels(self, levels: Sequence[NamedLevel]) -> None:
        for number, level in enumerate(levels):
            self.rule(self.origin("levels", number), [[is_value(answer_key(self.subject), number)]], level.points)
        self._bound_by_reach()

    def _write_checklist(self, parts: Sequence[Part]) -> None:
        for number, part in enumerate(parts):
            origin = self.origin("checklist", number, part=part.id)
            literal = self.draft.part(self.scored.criterion, self.subject, part, origin.within("condition"))
            then = part_key(self.subject, part.id)
            for met, tests, points in ((True, literal.true, part.points), (False, literal.false, 0)):
                self.draft.conclude(origin._replace(met=met), tests, then, points, self.clause)
        self._sum_parts(self.scored.points, [(part, None) for part in parts])
        self._sum_parts(self.scored.least, [(part, 0) for part in parts])
        self._sum_parts(self.scored.most, [(part, part.points) for part in parts])

    def _sum_parts(self, then: Key, parts: Sequence[tuple[Part, int | None]]) -> None:
        self.sum(then, [Term(1, part_key(self.subject, part.id), default) for part, default in parts])

    # --- parts ---

    def _write_parts(self, parts: ways.Parts) -> None:
        """Write each part by its own way, then what is taken of them; of their ends the same is taken."""
        each = each_part(self.draft.framework, self.scored, parts)
        for part, written in zip(each, parts.each, strict=True):
            _Award(self.draft, part, reach(self.draft.framework, written)).write()
        self._take(parts, self.scored.points, [part.points for part in each])
        self._take(parts, self.scored.least, [part.least for part in each])
        self._take(parts, self.scored.most, [part.most for part in each])

    def _take(self, parts: ways.Parts, then: Key, keys: Sequence[Key]) -> None:
        if parts.take == "sum":
            low, high = (self.scored.minimum, self.scored.maximum) if parts.capped else (None, None)
            self.sum(then, [Term(1, key) for key in keys], at_least=low, at_most=high)
        else:
            self.extreme(then, [Guarded(key) for key in keys], highest=parts.take == "highest")
