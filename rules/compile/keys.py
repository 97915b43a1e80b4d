"""The subjects of facts that are of more than one id, each made in one place; what stands here needs no framework."""

from __future__ import annotations

from chamdiem.rules.compile.program import Key

TOTAL = "total"
MADE = frozenset({"measure", "measure_least", "measure_most", "difference_least", "difference_most"})
"""The kinds of facts that formulas make of what a record says: measures, and differences of two numbers, with ends."""
KNOWN = "known"
"""The kind of the facts that a field of one person's own is known (1); they say nothing of what it is."""
_GROUP = "group "


def group_subject(group: str) -> str:
    """Return the subject of a group's facts; a criterion may bear the same id."""
    return f"{_GROUP}{group}"


def group_of(subject: str) -> str | None:
    """Return the id of the group that a subject stands for: what a ledger kept says no more than that."""
    return subject.removeprefix(_GROUP) if subject.startswith(_GROUP) else None


def beneath(subject: str, name: str) -> str:
    """Return the subject of what stands within a criterion, or within a part of it."""
    return f"{subject}/{name}"


def part_key(subject: str, part: str) -> Key:
    """Return the fact of the points that one part gives, of a checklist or with a way of scoring of its own."""
    return Key("part", beneath(subject, part))


def ends_of(key: Key) -> tuple[Key, Key]:
    """Return the facts of the least and the most that the points of a part or an item can still become."""
    return key._replace(kind=f"{key.kind}_least"), key._replace(kind=f"{key.kind}_most")


def tally_key(kind: str, subject: str, item: str) -> Key:
    """Return the fact of the points that one addition gives, or one deduction takes: `kind` is which of the two."""
    return Key(kind, beneath(subject, item))


def chosen_key(subject: str) -> Key:
    """Return the fact of which line of `choose` counts, by its place."""
    return Key("chosen", subject)


def answer_key(subject: str, item: str = "") -> Key:
    """Return the fact of what the scorer answers: of a criterion or a part, or of an item of its list."""
    return Key("answer", beneath(subject, item) if item else subject)


def gate_key(rating: str, place: int) -> Key:
    """Return the fact that a gate of a rating holds (1) or not (0)."""
    return Key("gate", f"{rating}/{place}")


def proved_keys(field: str) -> tuple[Key, Key]:
    """Return the least and the most that a missing field may be by what is known of earlier records.

    No rule reads them; who tries what is missing does.
    """
    return Key("proved_least", field), Key("proved_most", field)
