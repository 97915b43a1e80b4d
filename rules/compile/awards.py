"""Stratum 1: measures and answers → points per criterion, and the least and the most that they can still become."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.compile.conditions import LEFT_OUT, TREATMENTS, Draft
from chamdiem.rules.compile.keys import deduction_key, part_key
from chamdiem.rules.compile.literals import Literal, Tests, is_value, is_yes
from chamdiem.rules.compile.program import Extreme, Guarded, Key, Linear, Origin, Pick, Term, Within
from chamdiem.rules.compile.scope import scoring_key
from chamdiem.rules.language import ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chamdiem.rules.language.conditions import Condition
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.ways import NamedLevel, Part


def draft_awards(draft: Draft) -> None:
    """Write the rules and formulas of every criterion."""
    for criterion in draft.framework.criteria:
        _Award(draft, criterion).write()


def scoring_bounds(criterion: Criterion, maximum: int) -> tuple[int, int]:
    """Return the least and the most points that a criterion's own scoring can give, in hundredths."""
    way = criterion.way
    match way:
        case ways.Bands():
            points = [level.points for level in way.levels] + [exception.points for exception in way.unless]
        case ways.NamedLevels(levels):
            points = [level.points for level in levels]
        case ways.Checklist(parts):
            points = [0, sum(part.points for part in parts)]
        case ways.Deductions():
            points = [0 if way.at_most is None else maximum - way.at_most, maximum]
        case ways.Requirement() | ways.YesNoQuestion() | ways.PointsQuestion():
            points = [0, maximum]
        case _:
            assert_never(way)
    return min(points), max(points)


def is_told_by_ends(criterion: Criterion, maximum: int) -> bool:
    """Tell whether the points are known once only one number of them is possible, whatever else is missing.

    Not of a criterion whose scoring can only give one: its ends are equal before anything was found, and a measure
    may lie in no band of a table at all.
    """
    way = criterion.way
    if isinstance(way, ways.Bands):
        return len({level.points for level in way.levels}) > 1
    least, most = scoring_bounds(criterion, maximum)
    return least < most


class _Award:
    """Writes one criterion: its scoring, what not applying makes of it, and its bounds."""

    def __init__(self, draft: Draft, criterion: Criterion) -> None:
        self.draft = draft
        self.criterion = criterion
        self.id = criterion.id
        self.clause = criterion.clause
        self.maximum = draft.framework.maximum_of(criterion)
        self.floor, self.ceiling = scoring_bounds(criterion, self.maximum)
        # Two names for one number only where they can differ: most criteria always apply, and every fact costs in each
        # meeting.
        conditional = bool(criterion.not_applicable)
        self.scored = scoring_key(criterion)
        self.least = Key("score_least" if conditional else "least", self.id)
        self.most = Key("score_most" if conditional else "most", self.id)

    def write(self) -> None:
        if self.criterion.is_asked_of(self.draft.layer):
            self._write_scoring()
        else:
            for then in (self.scored, self.least, self.most):
                self._sum(then, ())
        if self.criterion.not_applicable:
            self._write_not_applicable()

    def _write_scoring(self) -> None:
        way = self.criterion.way
        match way:
            case ways.Bands():
                self._write_bands(way)
            case ways.Requirement(condition):
                self._write_met(self.draft.literal(condition, self._origin("condition")))
            case ways.YesNoQuestion():
                self._write_met(is_yes(Key("answer", self.id)))
            case ways.PointsQuestion():
                self._copy(self.scored, Key("answer", self.id))
            case ways.NamedLevels(levels):
                self._write_levels(levels)
            case ways.Checklist(parts):
                self._write_checklist(parts)
            case ways.Deductions():
                self._write_deductions(way)
            case _:
                assert_never(way)
        if not isinstance(way, ways.Bands | ways.Checklist | ways.Deductions):  # those write their own bounds
            self._copy(self.least, self.scored, self.floor)
            self._copy(self.most, self.scored, self.ceiling)

    def _copy(self, then: Key, source: Key, default: int | None = None) -> None:
        self._sum(then, (Term(1, source, default),))

    def _sum(self, then: Key, terms: Iterable[Term], **ends: int) -> None:
        place, terms = self._origin(then.kind), tuple(terms)
        self.draft.formulas.append(Linear(origin=place, then=then, terms=terms, clause=self.clause, **ends))

    def _rule(self, origin: Origin, alternatives: Sequence[Sequence[Within]], points: int) -> None:
        self.draft.conclude(origin, alternatives, self.scored, points, self.clause)

    def _origin(self, way: str, place: int = 0, *, part: str = "", met: bool | None = None) -> Origin:
        return Origin("criterion", self.id, way, place, part, met)

    def _write_bands(self, bands: ways.Bands) -> None:
        quantity = self.draft.scope.known_fact(bands.of)
        inside = [Within(quantity.least, *quantity.interval(level)) for level in bands.levels]
        exceptions = [self._exception(number, exception.when) for number, exception in enumerate(bands.unless)]
        # A band needs every exception to be known not to hold. Else 95 % present with one unexcused absence would be in
        # two bands (criterion 2.1 of the An Phú form), and with the absences missing it would be in the better one.
        ordinary = [test for literal in exceptions for test in literal.false[0]]
        for number, (level, band) in enumerate(zip(bands.levels, inside, strict=True)):
            self._rule(self._origin("bands", number), [[band, *ordinary]], level.points)
        for number, (exception, literal) in enumerate(zip(bands.unless, exceptions, strict=True)):
            self._rule(self._origin("unless", number), literal.true, exception.points)
        self._bound_bands(bands, inside, exceptions)

    def _bound_bands(self, bands: ways.Bands, inside: Sequence[Within], exceptions: Sequence[Literal]) -> None:
        """Write the lowest and highest points of the bands and exceptions that are not out yet.

        A measure that lies in no band, or cannot be made, leaves every band open where no exception decides.
        """
        # An option is out by tests that are known to hold, never by tests that are not known: see `Guarded`.
        excepted = [tests for literal in exceptions for tests in literal.true]
        points = [level.points for level in bands.levels]
        options = [Guarded(given, (*_outside(test), *excepted)) for given, test in zip(points, inside, strict=True)]
        unless = [exception.points for exception in bands.unless]
        options += [Guarded(*option) for option in _exclusive(unless, exceptions)]
        unmatched = (*((test,) for test in inside), *excepted)
        self._extreme(self.least, [*options, Guarded(min(points), unmatched)], highest=False)
        self._extreme(self.most, [*options, Guarded(max(points), unmatched)], highest=True)

    def _extreme(self, then: Key, options: Iterable[Guarded], *, highest: bool, default: int | None = None) -> None:
        end = default if default is not None else self.ceiling if highest else self.floor
        place, options = self._origin(then.kind), tuple(options)
        formula = Extreme(origin=place, then=then, highest=highest, options=options, default=end, clause=self.clause)
        self.draft.formulas.append(formula)

    def _exception(self, number: int, condition: Condition) -> Literal:
        """Return a literal that is false by one alternative, so that every band can require it."""
        origin = self._origin("exception", number)
        literal = self.draft.literal(condition, origin)
        return literal if len(literal.false) == 1 else self.draft.name_condition(literal, origin, self.clause)

    def _write_met(self, literal: Literal) -> None:
        way = self.criterion.way.key
        self._rule(self._origin(way, met=True), literal.true, self.maximum)
        self._rule(self._origin(way, met=False), literal.false, 0)

    def _write_levels(self, levels: Sequence[NamedLevel]) -> None:
        for number, level in enumerate(levels):
            self._rule(self._origin("levels", number), [[is_value(Key("answer", self.id), number)]], level.points)

    def _write_checklist(self, parts: Sequence[Part]) -> None:
        for number, part in enumerate(parts):
            origin = self._origin("checklist", number, part=part.id)
            literal = self.draft.part(self.criterion, part, origin.within("condition"))
            then = part_key(self.id, part.id)
            for met, tests, points in ((True, literal.true, part.points), (False, literal.false, 0)):
                self.draft.conclude(origin._replace(met=met), tests, then, points, self.clause)
        self._sum_parts(self.scored, [(part, None) for part in parts])
        self._sum_parts(self.least, [(part, 0) for part in parts])
        self._sum_parts(self.most, [(part, part.points) for part in parts])

    def _sum_parts(self, then: Key, parts: Sequence[tuple[Part, int | None]]) -> None:
        self._sum(then, [Term(1, part_key(self.id, part.id), default) for part, default in parts])

    def _write_deductions(self, deductions: ways.Deductions) -> None:
        terms = []
        for number, each in enumerate(deductions.each):
            counted = (Term(each.points, self.draft.scope.counted(self.criterion, each).least),)
            # A fact of its own, so that the explanation can say what each fault took and the search knows where it
            # takes no more.
            origin, taken = self._origin("deductions", number, part=each.id), deduction_key(self.id, each.id)
            # a measure may be negative, and fewer than no occurrences earn nothing
            formula = Linear(
                origin=origin, then=taken, terms=counted, at_least=0, at_most=each.at_most, clause=self.clause
            )
            self.draft.formulas.append(formula)
            terms.append((taken, each.at_most if each.points else 0))
        self._deduct(self.scored, [Term(-1, taken) for taken, _ in terms])
        self._deduct(self.most, [Term(-1, taken, 0) for taken, _ in terms])
        # a count that is not known may take everything that may be taken
        whole = self.maximum - self.floor
        self._deduct(self.least, [Term(-1, taken, whole if most is None else most) for taken, most in terms])

    def _deduct(self, then: Key, terms: Sequence[Term]) -> None:
        self._sum(then, terms, constant=self.maximum, at_least=self.floor)

    def _write_not_applicable(self) -> None:
        treatment = Key("treatment", self.id)
        rules = self.criterion.not_applicable
        places = [self._origin("not_applicable", number) for number, _ in enumerate(rules)]
        literals = [self.draft.literal(r.when, place.within("when")) for r, place in zip(rules, places, strict=True)]
        for rule, place, literal in zip(rules, places, literals, strict=True):
            self.draft.conclude(place, literal.true, treatment, TREATMENTS.index(rule.then), self.clause)
        # It must be known that none of them holds: with a condition open the criterion neither applies nor does not,
        # and its award stays missing. "Not said" is not "no".
        origin = self._origin("applies")
        applies = self.draft.all_of([~literal for literal in literals], origin)
        self.draft.conclude(origin, applies.true, treatment, 0, self.clause)
        self._write_treated(treatment, literals)

    def _write_treated(self, treatment: Key, literals: Sequence[Literal]) -> None:
        """Replace the score where the criterion does not apply; its bounds are of all that may become of it."""
        codes = [TREATMENTS.index(rule.then) for rule in self.criterion.not_applicable]
        full = TREATMENTS.index("full_marks")
        instead: dict[int, Key | int] = {code: self.maximum if code == full else 0 for code in sorted(codes)}
        self._pick(Key("award", self.id), treatment, {0: self.scored} | instead)
        applies = tuple(tests for literal in literals for tests in literal.true)
        outcomes = [(0, applies), *_exclusive(codes, literals)]
        least, most = {0: self.least} | instead, {0: self.most} | instead
        for kind, becomes, highest in (("least", least, False), ("most", most, True)):
            then = Key(f"treated_{kind}", self.id)
            self._extreme(then, [Guarded(becomes[code], out) for code, out in outcomes], highest=highest)
            self._copy(Key(kind, self.id), then)
        if max(codes) >= LEFT_OUT:
            self._write_maximum(treatment, outcomes)
            for kind, becomes, highest in (("least", least, False), ("most", most, True)):
                # `least` and `most` hold a 0 for the case that the criterion is left out. A scale that is divided by
                # what applies needs the ends of the points for the case that it is not.
                counted = [Guarded(becomes[code], out) for code, out in outcomes if code < LEFT_OUT]
                self._extreme(Key(f"counted_{kind}", self.id), counted, highest=highest, default=0)

    def _write_maximum(self, treatment: Key, outcomes: Sequence[tuple[int, tuple[Tests, ...]]]) -> None:
        """Write the maximum that counts in the total, and its ends."""
        maxima = {code: 0 if code >= LEFT_OUT else self.maximum for code in sorted({code for code, _ in outcomes})}
        self._pick(Key("maximum", self.id), treatment, maxima)
        ends = [Guarded(maxima[code], out) for code, out in outcomes]
        self._extreme(Key("maximum_least", self.id), ends, highest=False, default=0)
        self._extreme(Key("maximum_most", self.id), ends, highest=True, default=0)

    def _pick(self, then: Key, selector: Key, options: Mapping[int, Key | int]) -> None:
        origin, pairs = self._origin(then.kind), tuple(options.items())
        self.draft.formulas.append(Pick(origin=origin, then=then, selector=selector, options=pairs, clause=self.clause))


def _exclusive(values: Sequence[int], literals: Sequence[Literal]) -> list[tuple[int, tuple[Tests, ...]]]:
    """Return every value that a literal decides, with what rules it out: that one being false, or another being true.

    Two that decide the same value may both hold; neither rules the other out.
    """
    told = list(zip(values, literals, strict=True))
    return [
        (value, (*literal.false, *(tests for other, one in told if other != value for tests in one.true)))
        for value, literal in told
    ]


def _outside(test: Within) -> tuple[Tests, ...]:
    """Return the alternatives in which a known fact fails a test."""
    below = () if test.at_least is None else ((Within(test.fact, None, test.at_least - 1),),)
    above = () if test.at_most is None else ((Within(test.fact, test.at_most + 1, None),),)
    return (*below, *above)
