"""The codes of what `lint` remarks, and how bad each is. A code never changes its meaning: files and pages name it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Level = Literal["error", "warning", "note"]
Code = Literal[
    "faulty-file",
    "sum",
    "unknown-fact",
    "band-gap",
    "band-overlap",
    "band-unreachable",
    "band-not-monotone",
    "band-floor",
    "percent-above-100",
    "measure-undefined",
    "condition-constant",
    "treatment-overlap",
    "bonus-inside",
    "maximum-shrinks",
    "rating-gap",
    "rating-unreachable",
    "gate-idle",
    "cap-idle",
    "fact-rewarded-twice",
    "needs-history",
    "two-boundaries",
    "two-denominators",
    "boundary-differs",
    "denominator-differs",
    "citation-undated",
    "citation-ambiguous",
    "state-header",
    "vague-words",
    "unsaid-condition",
    "year-rule",
    "undecided",
    "silence-idle",
]
CODES: tuple[Code, ...] = get_args(Code)
LEVELS: Mapping[Code, Level] = {
    **dict.fromkeys(CODES, "warning"),
    **dict.fromkeys(
        (
            "faulty-file",
            "sum",
            "unknown-fact",
            "band-gap",
            "band-overlap",
            "treatment-overlap",
            "rating-gap",
            "rating-unreachable",
            "citation-ambiguous",
            "state-header",
        ),
        "error",
    ),
    **dict.fromkeys(
        ("measure-undefined", "needs-history", "boundary-differs", "denominator-differs", "year-rule", "undecided"),
        "note",
    ),
}
BETWEEN: frozenset[Code] = frozenset({"boundary-differs", "denominator-differs"})
"""What only shows when two files are compared."""
