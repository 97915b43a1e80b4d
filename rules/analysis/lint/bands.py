"""What is wrong within one criterion: gaps, overlaps, bands that no record reaches, bands that run the wrong way."""

from __future__ import annotations

from itertools import combinations, groupby, pairwise
from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.analysis.lint.cells import ValueCell
from chamdiem.rules.analysis.lint.defects import ShownKind, Witness, WitnessScoring, defect_at
from chamdiem.rules.analysis.lint.forms import WHOLE_PERCENT
from chamdiem.rules.analysis.lint.rows import CriterionRow, CriterionTable, ends, other_end
from chamdiem.rules.checks.places import criteria_with_paths
from chamdiem.rules.compile.exact import Exact
from chamdiem.rules.compile.expressions import Held, Quotient
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.keys import chosen_key, part_key
from chamdiem.rules.compile.program import Fraction, Key
from chamdiem.rules.compile.scored import all_scored
from chamdiem.rules.language import tallies, ways
from chamdiem.rules.language.measures import Percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.rules.analysis.lint.cells import Choice
    from chamdiem.rules.analysis.lint.defects import Defect, Detail
    from chamdiem.rules.analysis.lint.space import Space
    from chamdiem.rules.compile.program import Origin, Within
    from chamdiem.rules.compile.scored import ScoredThing
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.lint_codes import Code
    from chamdiem.rules.records.faults import Path


def criterion_defects(space: Space, path: Path, table: CriterionTable) -> Iterator[Defect]:
    """Yield the defects of one criterion. The defect's `at` is the criterion's id; of a measure, its name."""
    for at, scored in all_scored(space.framework, table.criterion):
        of = _Checks(space, (*path, *at), table, scored)
        # what not applying makes of it, and what is left at the worst, is asked of the criterion as a whole
        checks = [of.gaps, of.overlaps, of.unreachable, of.constant, of.order, of.lines]
        if not at:
            checks = [of.gaps, of.overlaps, of.treatments, of.unreachable, of.constant, of.order, of.floor, of.lines]
        for check in checks:
            yield from check()


def undefined_measures(space: Space, tables: Mapping[str, CriterionTable]) -> Iterator[Defect]:
    """Yield the percentages that cannot be made for some records, where a criterion then gets no points."""
    seen: set[Key] = set()
    for table in tables.values():
        for row in table.rows:
            # Only where the missing percentage is the reason: an exception may decide without it, two rules may
            # disagree, and of two percentages that cannot be made nobody can say which one is missed.
            new = [key for key in row.undefined if key not in seen and table.award(row) is None]
            if not new or row.run.clashes or table.fired(table.scored, row) or len(row.undefined) > 1:
                continue
            seen.update(new)
            own = table.criterion.id
            shown = witness(space, row.choice, WitnessScoring("undefined", own))
            found = next(_of_nothing(space, new[0], shown.facts), None)
            if found is not None:
                name, below = found
                path: Path = ("measures", name, "percent")
                yield defect_at("measure-undefined", path, name, shown, name=name, below=below, criterion=own)
            else:
                yield from _proportion_of_nothing(space, table.criterion, shown.facts)


def _of_nothing(space: Space, key: Key, facts: Mapping[Key, int]) -> Iterator[tuple[str, str]]:
    """Yield the percentages in a number that nobody can make of some facts, each with what stands below its line."""
    names = [key.subject] if key.kind == "measure" else [each.subject for each in space.measures_in(key)]
    while names:
        name = names.pop(0)
        measure = space.framework.measures.get(name)
        if measure is None:
            continue
        names += measure.operation.names
        if isinstance(measure.operation, Percent) and measure.when_empty is None and _is_of_nothing(space, name, facts):
            yield name, measure.operation.operands[1].called


def _proportion_of_nothing(space: Space, criterion: Criterion, facts: Mapping[Key, int]) -> Iterator[Defect]:
    """Yield the proportions of a criterion that nobody can make of some facts, since the whole is not above 0."""
    places = {each.id: path for path, each in criteria_with_paths(space.framework)}
    for at, scored in criterion.scorables:
        below = scored.way.out_of.name if isinstance(scored.way, ways.Proportional) else None
        whole = None if below is None else space.key_of(below)
        if below is not None and whole and Slice(space.program, [whole]).run(facts).get(whole, 0) <= 0:
            path = (*places[criterion.id], *at, "proportional", "out_of")
            shown = Witness(facts, WitnessScoring("unmatched", criterion.id), space.layer)
            yield defect_at("measure-undefined", path, criterion.id, shown, variant="proportion", below=below)


def _is_of_nothing(space: Space, name: str, facts: Mapping[Key, int]) -> bool:
    """Tell whether what stands below the line of a percentage is not above 0."""
    by = space.forms.by(space.key_of(name))
    if isinstance(by, Fraction):
        return Slice(space.program, [by.denominator]).run(facts).get(by.denominator, 0) <= 0
    number = by.number if isinstance(by, Exact) else None
    number = number.number if isinstance(number, Held) else number
    if not isinstance(number, Quotient):
        return False
    ends = number.bottom.ends(Slice(space.program, number.bottom.reads).run(facts))
    return ends is None or ends.most is None or ends.most <= 0


def witness(space: Space, choice: Choice, shows: WitnessScoring) -> Witness:
    """Return a record whose facts lie in some cells, cut down to the fields and answers behind them."""
    values = space.completed(space.solve(choice) or {})
    needed = frozenset().union(*map(space.inputs_of, choice))
    return Witness({key: values[key] for key in values if key in needed}, shows, space.layer)


class _Checks:
    def __init__(self, space: Space, path: Path, table: CriterionTable, scored: ScoredThing) -> None:
        self.space = space
        self.path = path
        self.table = table
        self.criterion = table.criterion
        self.scored = scored
        self.bands = scored.way if isinstance(scored.way, ways.Bands) else None
        self.measured = space.key_of(self.bands.of) if self.bands else Key("")
        self._is_whole = scored.subject == table.criterion.id
        self.treatment = Key("treatment", table.criterion.id)

    def _witness(self, row: CriterionRow, kind: ShownKind, value: int = 0) -> Witness:
        return witness(self.space, row.choice, WitnessScoring(kind, self.criterion.id, value))

    def _defect(self, code: Code, path: Path, *witnesses: Witness, variant: str = "", **details: Detail) -> Defect:
        return defect_at(code, (*self.path, *path), self.criterion.id, *witnesses, variant=variant, **details)

    def _counts(self, row: CriterionRow) -> bool:
        """Tell whether what is scored here counts: the criterion applies, and a table's line is the one chosen."""
        when = self.scored.when
        return self.table.applies(row) and (when is None or when.holds(row.run.facts.get(when.fact, -1)))

    # --- gaps ---

    def gaps(self) -> Iterator[Defect]:
        """Yield the ranges of the measure that no band covers; above 100 % it is a defect of its own."""
        bands = self.bands
        if bands is None:
            return
        found: dict[ValueCell, CriterionRow] = {}
        for row in self.table.rows:
            known = row.choice[self.measured].defined and not row.run.clashes and self._counts(row)
            # of the lowest of several parts, another one may decide
            if known and self.table.award(row) is None and self._is_unmatched(row, bands):
                found.setdefault(row.choice[self.measured], row)
        for above, cells in self._side_by_side(found):
            code: Code = "percent-above-100" if above else "band-gap"
            shown = self._witness(found[cells[0]], "unmatched")
            missed = ends(self.space, self.measured, ValueCell(cells[0].low, cells[-1].high))
            yield self._defect(code, ("bands", "levels"), shown, name=bands.of, range=missed)

    def _is_unmatched(self, row: CriterionRow, bands: ways.Bands) -> bool:
        """Tell whether no band gives points, and no exception may, whatever else could not be made."""
        exceptions = [self.scored.origin("unless", number) for number, _ in enumerate(bands.unless)]
        points = self.scored.points
        return not row.run.fired.get(points) and self._fail(row, exceptions, points)

    def _side_by_side(self, found: Mapping[ValueCell, CriterionRow]) -> Iterator[tuple[bool, list[ValueCell]]]:
        """Yield runs of neighbouring cells, those above 100 % apart."""
        cells, is_percent = self.space.cells(self.measured), self.space.is_percent(self.measured)

        def run_of(cell: ValueCell) -> tuple[int, bool]:
            place = cells.index(cell)
            before = sum(other not in found for other in cells[:place])
            above = is_percent and cell.low is not None and cell.low > 2 * WHOLE_PERCENT
            return before, above

        for (_, above), run in groupby([cell for cell in cells if cell in found], run_of):
            yield above, list(run)

    # --- overlaps ---

    def overlaps(self) -> Iterator[Defect]:
        """Yield every two bands or exceptions that give one record different points."""
        for row, (one, two), (points, others) in self._conflicts(self.scored.points):
            shown = self._witness(row, "conflict")
            yield self._defect("band-overlap", _part(two), shown, first=one, second=two, points=points, others=others)

    def treatments(self) -> Iterator[Defect]:
        """Yield every two rules of not applying that make different things of one record."""
        for row, (one, two), _ in self._conflicts(self.treatment):
            yield self._defect("treatment-overlap", _part(two), self._witness(row, "conflict"), first=one, second=two)

    def _conflicts(self, key: Key) -> Iterator[tuple[CriterionRow, tuple[Origin, Origin], tuple[int, int]]]:
        """Yield every two parts of the criterion that say different things of one record, and what they say."""
        found: dict[tuple[Origin, Origin], tuple[CriterionRow, tuple[int, int]]] = {}
        for row in self.table.rows:
            fired = self.table.fired(key, row)
            for (one, first), (other, second) in combinations(fired.items(), 2):
                if first != second:
                    found.setdefault((one, other), (row, (first, second)))
        for parts, (row, values) in found.items():
            yield row, parts, values

    # --- what never happens ---

    def unreachable(self) -> Iterator[Defect]:
        """Yield the bands and exceptions that no record reaches."""
        bands = self.bands
        if bands is None:
            return
        rows = (row for row in self.table.rows if self._counts(row))
        reached = {origin for row in rows for origin in self.table.fired(self.scored.points, row)}
        for key, part in (("bands", "levels"), ("unless", "unless")):
            for number, item in enumerate(getattr(bands, part)):
                if self.scored.origin(key, number) not in reached:
                    path: Path = ("bands", part, number)
                    yield self._defect("band-unreachable", path, points=item.points, name=bands.of, variant=part)

    def constant(self) -> Iterator[Defect]:
        """Yield the conditions that every record meets, or none does."""
        for place, origin, key in self._conditions():
            met = {truth for row in self.table.rows if (truth := self._truth(row, origin, key)) is not None}
            if len(met) == 1:
                yield self._defect("condition-constant", place, variant="always" if met == {True} else "never")

    def _truth(self, row: CriterionRow, origin: Origin, key: Key) -> bool | None:
        """Tell whether the condition behind a rule holds in a row; None where something that it tests is not there."""
        fired = self.table.fired(key, row)
        if origin in fired:
            return True
        # where the criterion applies no rule of not applying holds; a requirement that is not met has a rule of its own
        if not {origin._replace(met=False), self.scored.origin("applies")}.isdisjoint(fired):
            return False
        by = self.space.program.by.get(key)
        rules = [rule for rule in by if rule.origin == origin] if isinstance(by, tuple) else []
        return False if all(any(_fails(test, row.run.facts) for test in rule.when) for rule in rules) else None

    def _fail(self, row: CriterionRow, origins: Iterable[Origin], key: Key) -> bool:
        """Tell whether the conditions behind some rules are sure to fail, whatever else of a row is not there."""
        return all(self._truth(row, origin, key) is False for origin in origins)

    def lines(self) -> Iterator[Defect]:
        """Yield the lines that are never the first to hold, and that some record meets none of them."""
        if not isinstance(self.scored.way, ways.Lines):
            return
        chosen = chosen_key(self.scored.subject)
        rows = [row for row in self.table.rows if self.table.applies(row) and not row.run.clashes]
        first = {row.run.facts[chosen] for row in rows if chosen in row.run.facts}
        for number, _ in enumerate(self.scored.way.lines):
            if number not in first:
                yield self._defect("line-unreachable", ("choose", number), number=str(number + 1))
        lines = [self.scored.origin("choose", number) for number, _ in enumerate(self.scored.way.lines)]
        # where it is not known whether a line holds, something else is missing
        none = next((row for row in rows if self.table.award(row) is None and self._fail(row, lines, chosen)), None)
        if none is not None:
            yield self._defect("line-gap", ("choose",), self._witness(none, "unmatched"))

    def _conditions(self) -> Iterator[tuple[Path, Origin, Key]]:
        for number, _ in enumerate(self.criterion.not_applicable if self._is_whole else ()):
            yield ("not_applicable", number, "when"), self.scored.origin("not_applicable", number), self.treatment
        way = self.scored.way
        match way:
            case ways.Requirement():
                yield ("holds",), self.scored.origin("holds", met=True), self.scored.points
            case ways.Checklist(parts):
                for number, part in enumerate(parts):
                    if part.holds is not None:
                        origin = self.scored.origin("checklist", number, part=part.id, met=True)
                        yield ("checklist", number, "holds"), origin, part_key(self.scored.subject, part.id)
            case ways.Bands() | ways.YesNoQuestion() | ways.PointsQuestion() | ways.NamedLevels():
                return
            case ways.Proportional() | ways.Lines() | tallies.Additions() | tallies.Deductions() | ways.Parts():
                return
            case _:
                assert_never(way)

    # --- points ---

    def order(self) -> Iterator[Defect]:
        """Yield where more of the measure gives fewer points, or more, than the declared direction says."""
        bands = self.bands
        if bands is None or bands.direction is None:
            return
        key, points = self.measured, self._points_by_cell()
        # Neighbours are enough: where points fall between two cells far apart, they fall between two neighbours in
        # between.
        cells = [cell for cell in self.space.cells(key) if cell in points]
        for low, high in pairwise(cells):
            rising = (bands.direction == "higher_better") is not self.space.framework.fewer_is_better
            fewer, more = (low, high) if rising else (high, low)
            if points[more][0] < points[fewer][0]:
                yield self._defect(
                    "band-not-monotone",
                    ("bands", "levels", points[more][2]),
                    *(self._witness(points[cell][1], "award", self._award(points[cell][1])) for cell in (fewer, more)),
                    variant=f"{bands.direction}{'_fewer' if self.space.framework.fewer_is_better else ''}",
                    name=bands.of,
                    range=ends(self.space, key, fewer),
                    better=ends(self.space, key, more),
                    points=points[fewer][0],
                    others=points[more][0],
                )

    def _award(self, row: CriterionRow) -> int:
        return self.table.award(row) or 0

    def _points_by_cell(self) -> dict[ValueCell, tuple[int, CriterionRow, int]]:
        """Return the points that bands give in each cell of the measure, a row in which they do, and the band."""
        found: dict[ValueCell, tuple[int, CriterionRow, int]] = {}
        for row in self.table.rows:
            fired = self.table.fired(self.scored.points, row)
            band = next((origin for origin in fired if origin.way == "bands"), None)
            if band is not None and self._counts(row) and self.table.award(row) is not None:
                found.setdefault(row.choice[self.measured], (fired[band], row, band.place))
        return found

    def floor(self) -> Iterator[Defect]:
        """Yield that the lowest of the bands or levels still gives points."""
        if not isinstance(self.criterion.way, ways.Bands | ways.NamedLevels):
            return
        awards = [
            (award, number)
            for number, row in enumerate(self.table.rows)
            if self.table.applies(row) and (award := self.table.award(row)) is not None
        ]
        if awards and min(awards)[0] > 0:
            least, number = min(awards)
            shown = self._witness(self.table.rows[number], "award", least)
            yield self._defect("band-floor", (self.criterion.scoring,), shown, points=least)


def _fails(test: Within, facts: Mapping[Key, int]) -> bool:
    """Tell whether a test is sure to fail: points that are not known may be more than they are at least."""
    value = facts.get(other_end(test.fact))
    return value is not None and not test.holds(value)


def _part(origin: Origin) -> Path:
    """Return the place in a criterion of the part that a rule comes from."""
    places: dict[str, Path] = {"bands": ("bands", "levels"), "unless": ("bands", "unless")}
    return (*places.get(origin.way, (origin.way,)), origin.place)
