"""The subjects of facts that are of more than one id, each made in one place; what stands here needs no framework."""

from __future__ import annotations

from chamdiem.rules.compile.program import Key

TOTAL = "total"
_GROUP = "group "


def group_subject(group: str) -> str:
    """Return the subject of a group's facts; a criterion may bear the same id."""
    return f"{_GROUP}{group}"


def group_of(subject: str) -> str | None:
    """Return the id of the group that a subject stands for: what a ledger kept says no more than that."""
    return subject.removeprefix(_GROUP) if subject.startswith(_GROUP) else None


def part_key(criterion: str, part: str) -> Key:
    """Return the fact of the points that one part of a checklist gives."""
    return Key("part", f"{criterion}/{part}")


def deduction_key(criterion: str, deduction: str) -> Key:
    """Return the fact of the points that one deduction takes."""
    return Key("deduction", f"{criterion}/{deduction}")


def gate_key(rating: str, place: int) -> Key:
    """Return the fact that a gate of a rating holds (1) or not (0)."""
    return Key("gate", f"{rating}/{place}")


def proved_keys(field: str) -> tuple[Key, Key]:
    """Return the least and the most that a missing field may be by what is known of earlier records.

    No rule reads them; who tries what is missing does.
    """
    return Key("proved_least", field), Key("proved_most", field)
