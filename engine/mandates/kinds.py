"""The words of the tree of organisations: what an organisation is, and what can happen to it."""

from __future__ import annotations

from enum import StrEnum


class NodeKind(StrEnum):
    """What an organisation is: a cell (chi bộ), or a committee above cells (cấp ủy)."""

    CELL = "cell"
    COMMITTEE = "committee"


class Event(StrEnum):
    """What happened to an organisation."""

    FOUNDED = "founded"
    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    DISSOLVED = "dissolved"
    ALIAS = "alias"
