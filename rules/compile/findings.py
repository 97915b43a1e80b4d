"""Cross-checks between facts and answers: findings that stand on the sheet and change no point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.compile.program import Key, Origin

if TYPE_CHECKING:
    from chamdiem.rules.compile.conditions import Draft


def draft_findings(draft: Draft) -> None:
    """Write the rules of every finding; one that is not known to hold is silent."""
    for finding in draft.framework.findings:
        origin = Origin("finding", finding.id)
        literal = draft.literal(finding.when, origin.within("when"))
        draft.conclude(origin, literal.true, Key("finding", finding.id), 1, finding.clause or "")
