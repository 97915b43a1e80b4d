"""All that is remarked of a framework, with what its own file silences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.bands import criterion_defects, undefined_measures
from chamdiem.rules.analysis.lint.defects import Defect, defect_at
from chamdiem.rules.analysis.lint.idle import idle_defects
from chamdiem.rules.analysis.lint.inputs import input_defects
from chamdiem.rules.analysis.lint.linear import Undecided
from chamdiem.rules.analysis.lint.measures import measure_defects, proportion_defects
from chamdiem.rules.analysis.lint.periods import period_defects
from chamdiem.rules.analysis.lint.reach import reach_defects
from chamdiem.rules.analysis.lint.regulation import regulation_defects
from chamdiem.rules.analysis.lint.rows import CriterionTable, table
from chamdiem.rules.analysis.lint.solver import OF_RATINGS
from chamdiem.rules.analysis.lint.space import Space
from chamdiem.rules.analysis.lint.totals import Totals
from chamdiem.rules.analysis.lint.unused import unused_defects
from chamdiem.rules.analysis.lint.wording import wording_defects
from chamdiem.rules.checks.places import criteria_with_paths
from chamdiem.rules.language.lint_codes import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.rules.analysis.lint.wording import Texts, Words
    from chamdiem.rules.language.framework import Framework, Silence
    from chamdiem.rules.records.faults import Path

OF_CRITERION = 400_000
"""Steps of work for one criterion."""
OF_CRITERIA = 2_000_000
"""Steps for all criteria together; what one leaves is there for the next."""


def lint_framework(framework: Framework, texts: Texts, words: Words) -> tuple[Defect, ...]:
    """Return every remark on a framework that has no fault; those that it silences carry the reason."""
    found = [
        *proved_defects(framework),
        *period_defects(framework),
        *regulation_defects(framework, words.history),
        *input_defects(framework),
        *unused_defects(framework),
        *idle_defects(framework),
        *wording_defects(framework, texts, words),
    ]
    return (*silenced(framework, found), *_idle(framework, found))


def proved_defects(framework: Framework) -> Iterator[Defect]:
    """Yield what is proved over all records: of each criterion, then of totals and ratings."""
    space = Space(framework)
    tables: dict[str, CriterionTable] = {}
    left = OF_CRITERIA
    for path, criterion in criteria_with_paths(framework):
        space.budget.left = given = min(left, OF_CRITERION)
        try:
            tables[criterion.id] = table(space, criterion)
            yield from _criterion_defects(space, path, tables[criterion.id])
        except Undecided:
            yield defect_at("undecided", path, criterion.id, variant="criterion")
        left -= given - max(space.budget.left, 0)
    yield from measure_defects(space)
    yield from proportion_defects(space)
    space.budget.left = OF_RATINGS
    try:
        yield from undefined_measures(space, tables)
        if len(tables) == sum(1 for _ in framework.criteria):
            yield from reach_defects(Totals(space, list(tables.values())))
        else:
            raise Undecided  # noqa: TRY301 - what one criterion can be worth is not known, so no total is either
    except Undecided:
        yield defect_at("undecided", ("ratings",), "ratings", variant="ratings")


def _criterion_defects(space: Space, path: Path, found: CriterionTable) -> Iterator[Defect]:
    """Yield the defects of one criterion, as a layer scores it that is asked for it."""
    if found.criterion.is_asked_of(space.layer):
        yield from criterion_defects(space, path, found)
        return
    asked = Space(space.framework, found.criterion.layers[0])
    asked.budget.left = space.budget.left
    try:
        yield from criterion_defects(asked, path, table(asked, found.criterion))
    finally:
        space.budget.left = asked.budget.left


def silenced(framework: Framework, defects: Iterable[Defect]) -> Iterator[Defect]:
    """Yield remarks with the reasons of the silences that meet them."""
    for defect in defects:
        reason = next((silence.reason for silence in framework.silences if _meets(silence, defect)), "")
        yield replace(defect, silenced=reason)


def _idle(framework: Framework, found: Sequence[Defect]) -> Iterator[Defect]:
    """Yield a remark on each silence that meets nothing. What shows between files only is not looked for."""
    for number, silence in enumerate(framework.silences):
        if silence.code not in BETWEEN and not any(_meets(silence, defect) for defect in found):
            yield defect_at("silence-idle", ("silences", number), silence.code, words=silence.code)


def _meets(silence: Silence, defect: Defect) -> bool:
    return silence.code == defect.code and silence.at in {None, defect.at}
