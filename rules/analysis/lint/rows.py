"""One criterion over all records: every combination of cells of what it tests, with what the rules make of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING, Any

from chamdiem.rules.analysis.lint.folding import Folding
from chamdiem.rules.analysis.lint.linear import Undecided
from chamdiem.rules.analysis.lint.space import MAX_CELLS, SCORES, Space
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import PERCENT_DECIMALS, is_movable
from chamdiem.rules.compile.scored import is_told_by_ends, scoring_key
from chamdiem.rules.language.conditions import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.analysis.lint.cells import Choice, ValueCell
    from chamdiem.rules.compile.interpreter import Run, Slice
    from chamdiem.rules.compile.program import Origin
    from chamdiem.rules.language.criteria import Criterion


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One combination of cells in which some record lies, and what follows; where rules clash, nothing is scored."""

    choice: Choice
    run: Run

    @property
    def undefined(self) -> tuple[Key, ...]:
        """The percentages that cannot be made here."""
        return tuple(key for key, cell in self.choice.items() if not cell.defined)


@dataclass(frozen=True, slots=True)
class CriterionTable:
    """A criterion with all of its rows. `scored` is the fact of its points before it is known whether it applies.

    `told_by_ends`: its points are known once their ends are equal; `is_movable`: it may be taken out of the total.
    """

    criterion: Criterion
    scored: Key
    told_by_ends: bool
    is_movable: bool
    rows: tuple[CriterionRow, ...]

    def award(self, row: CriterionRow) -> int | None:
        """Return the points of a row in hundredths, or None where there are none.

        Where every end is known they stand, as in scoring, though a percentage cannot be made.
        """
        if row.run.clashes:
            return None
        facts = row.run.facts
        award, least, most = (facts.get(Key(kind, self.criterion.id)) for kind in ("award", "least", "most"))
        if award is None and self.told_by_ends and least == most:
            return least if Key("maximum", self.criterion.id) in facts or not self.is_movable else None
        return award

    def applies(self, row: CriterionRow) -> bool:
        """Tell whether it is certain that the criterion applies."""
        return not self.criterion.not_applicable or row.run.facts.get(Key("treatment", self.criterion.id)) == 0

    def fired(self, key: Key, row: CriterionRow) -> dict[Origin, int]:
        """Return the parts of the criterion whose rules fired for a fact, with their values."""
        return {rule.origin: rule.value for rule in row.run.fired.get(key, ())}


def table(space: Space, criterion: Criterion) -> CriterionTable:
    """Return the table of a criterion.

    Raises:
        Undecided: it tests too much at once.
    """
    wanted = [Key(kind, criterion.id) for kind in ("award", "maximum", *sorted(SCORES))]
    part = _with_other_ends(space, [key for key in wanted if key in space.program.by])
    space.need_followed(part)
    tables = (bands for _, scored in criterion.scorables for _, bands in scored.tables)
    banded = {space.key_of(bands.of) for bands in tables}
    tested = {*part.given, *banded}
    # Answers go with everything, so they come last; among the rest the fact with the fewest cells comes first. A
    # combination that no record has is met as early, and as seldom, as can be.
    keys = sorted(tested, key=lambda key: (key.kind == "answer", len(space.cells(key)), key))
    folded: list[Choice] = [{}]
    if prod(len(space.cells(key)) for key in keys) > MAX_CELLS:
        together, folded = Folding(space, criterion).combinations()
        keys = [key for key in keys if key not in together]
        if prod(len(space.cells(key)) for key in keys) * len(folded) > MAX_CELLS:
            raise Undecided
    rows = []
    for choice in (chosen | sums for chosen in choices(space, keys, {}) for sums in folded):
        space.budget.spend(part.size)
        run = part.trace({key: cell.value for key, cell in choice.items() if cell.defined})
        rows.append(CriterionRow(choice, run))
    told, movable = is_told_by_ends(space.framework, criterion), is_movable(criterion)
    return CriterionTable(criterion, scoring_key(criterion), told, movable, tuple(rows))


def _with_other_ends(space: Space, wanted: list[Key]) -> Slice:
    """Return the part of the program that concludes facts, and the other end of all points that it tests."""
    steps = space.slice_of(wanted).steps
    tested = {test.fact for _, by in steps if isinstance(by, tuple) for rule in by for test in rule.when}
    return space.slice_of([*wanted, *(space.program.by.keys() & map(other_end, tested))])


def other_end(key: Key) -> Key:
    """Return the fact that tells of a test of one end of points that it is sure to fail: the other end; else itself."""
    return key._replace(kind=_OTHER_ENDS.get(key.kind, key.kind))


_OTHER_ENDS = {"least": "most", "most": "least", "counted_least": "counted_most", "maximum_least": "maximum_most"}


def choices(space: Space, keys: list[Key], taken: Choice) -> Iterator[Choice]:
    """Yield every combination of cells, with those that are taken, in which some record lies."""
    if not keys:
        yield taken
        return
    key, *rest = keys
    for cell in space.cells(key):
        space.budget.spend(1)
        more = {**taken, key: cell}
        # Only the new cell is asked about: the others were found to go with each other on the way here.
        if space.is_free(key) or space.meets(more, key):
            yield from choices(space, rest, more)


def ends(space: Space, key: Key, cell: ValueCell) -> Comparison:
    """Return a range as a framework would write it."""
    if not space.is_marked(key):
        low, high = (None if end is None else Decimal(end) for end in (cell.low, cell.high))
        return Comparison.model_construct(at_least=low, at_most=high)
    given: dict[str, Any] = {}
    if cell.low:
        threshold, above = divmod(cell.low, 2)
        given["above" if above else "at_least"] = Decimal(threshold).scaleb(-PERCENT_DECIMALS)
    if cell.high is not None:
        threshold, above = divmod(cell.high, 2)
        given["below" if above else "at_most"] = Decimal(threshold + above).scaleb(-PERCENT_DECIMALS)
    return Comparison.model_construct(**given)
