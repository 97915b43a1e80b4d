"""Cross-checks between facts and answers: findings that stand on the sheet and change no point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from chamdiem.rules.compile.conditions import Draft


def draft_findings(draft: Draft) -> None:
    """Write the rules of every finding; one that is not known to hold is silent."""
    for finding in draft.framework.findings:
        name = f"finding/{finding.id}"
        literal = draft.literal(finding.when, f"{name}/when")
        draft.conclude(name, literal.true, Key("finding", finding.id), 1, finding.clause or "")
