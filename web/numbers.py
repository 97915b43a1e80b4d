"""Whole numbers that browsers send."""

from __future__ import annotations

_DIGITS = 15
"""No number of ours has more; Python reads none of more than some thousand."""


def number_sent(told: str | None) -> int:
    """Return the number that was sent; 0: it is none, or is longer than any of ours."""
    return int(told) if told and told.isascii() and told.isdigit() and len(told) <= _DIGITS else 0
