"""Facts of a program drawn where they matter: at every threshold of its rules, just before it and just after."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from chamdiem.rules.compile.program import Key, Program


def drawn_facts(program: Program, chance: Random, share: float, count: int) -> list[dict[Key, int]]:
    """Return the facts of so many records, of which so large a share is missing."""
    ends: dict[Key, set[int]] = {key: {0, 1} for key in program.inputs}
    for rule in program.rules:
        for fact, low, high in rule.when:
            ends.setdefault(fact, {0, 1}).update(
                end + by for end in (low, high) if end is not None for by in (-1, 0, 1)
            )
    choices = [(key, sorted({max(0, end) for end in ends[key]})) for key in sorted(program.inputs)]
    return [{key: chance.choice(values) for key, values in choices if chance.random() >= share} for _ in range(count)]
