"""Framework → rule program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.awards import draft_awards
from chamdiem.rules.conditions import Draft
from chamdiem.rules.findings import draft_findings
from chamdiem.rules.measures import draft_measures
from chamdiem.rules.program import Program, stratify
from chamdiem.rules.ratings import draft_ratings
from chamdiem.rules.totals import draft_totals

if TYPE_CHECKING:
    from chamdiem.rules.framework import Framework

WRITERS = (draft_measures, draft_awards, draft_totals, draft_ratings, draft_findings)


def compile_framework(framework: Framework) -> Program:
    """Return the program of a framework that `checks.check_framework` finds no fault in.

    Raises:
        ProgramError: measures or conditions depend on each other in a circle.
    """
    draft = Draft(framework)
    for write in WRITERS:
        write(draft)
    return stratify(draft.rules, draft.formulas)
