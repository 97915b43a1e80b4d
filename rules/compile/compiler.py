"""Framework → rule program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.compile.awards import draft_awards
from chamdiem.rules.compile.conditions import Draft
from chamdiem.rules.compile.measures import draft_measures
from chamdiem.rules.compile.personal import draft_known
from chamdiem.rules.compile.program import Program, stratify
from chamdiem.rules.compile.ratings import draft_findings, draft_ratings
from chamdiem.rules.compile.totals import draft_totals

if TYPE_CHECKING:
    from chamdiem.rules.language.framework import Framework

WRITERS = (draft_measures, draft_awards, draft_totals, draft_ratings, draft_findings, draft_known)


def compile_framework(framework: Framework, layer: str | None = None) -> Program:
    """Return the program of a framework that `checks.check_framework` finds no fault in.

    With a `layer`, what that one is not asked for gives 0 points; without, everything is asked.

    Raises:
        ProgramError: measures or conditions depend on each other in a circle.
    """
    draft = Draft(framework, layer)
    for write in WRITERS:
        write(draft)
    return stratify(draft.rules, draft.formulas)
