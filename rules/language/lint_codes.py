"""The codes of what `lint` remarks, and how bad each is. A code never changes its meaning: files and pages name it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Level = Literal["error", "warning", "note"]
Code = Literal[
    "faulty-file", "sum", "unknown-fact", "band-gap", "band-overlap", "band-unreachable", "band-not-monotone",
    "band-floor", "percent-above-100", "measure-undefined", "condition-constant", "treatment-overlap", "bonus-inside",
    "maximum-shrinks", "rating-gap", "rating-unreachable", "gate-idle", "cap-idle", "fact-rewarded-twice",
    "needs-history", "two-boundaries", "two-denominators", "boundary-differs", "denominator-differs",
    "line-unreachable", "line-gap", "limit-idle", "part-idle", "proportion-above-maximum",
    "citation-undated", "citation-ambiguous", "state-header", "vague-words", "unsaid-condition", "year-rule",
    "period-gap", "period-unreachable", "period-kinds", "undecided", "silence-idle",
    "deduction-as-bonus", "bonus-rescaled", "rating-by-bonus", "lowerings-add", "quota-among",
    "input-like-field", "input-unused", "input-unbounded", "input-negated",
    "mean-unlike", "mean-hides-bar", "percent-unbounded", "threshold-idle",
    "measure-unused", "history-unused", "question-unused",
]  # fmt: skip
CODES: tuple[Code, ...] = get_args(Code)
_ERRORS: tuple[Code, ...] = (
    "faulty-file", "sum", "unknown-fact", "band-gap", "band-overlap", "treatment-overlap", "line-gap", "rating-gap",
    "rating-unreachable", "citation-ambiguous", "state-header", "period-gap", "period-unreachable",
)  # fmt: skip
_NOTES: tuple[Code, ...] = (
    "measure-undefined", "needs-history", "boundary-differs", "denominator-differs", "year-rule", "undecided",
    "bonus-rescaled", "lowerings-add", "mean-hides-bar",
)  # fmt: skip
LEVELS: Mapping[Code, Level] = {
    code: "error" if code in _ERRORS else "note" if code in _NOTES else "warning" for code in CODES
}
BETWEEN: frozenset[Code] = frozenset({"boundary-differs", "denominator-differs"})
"""What only shows when two files are compared."""
