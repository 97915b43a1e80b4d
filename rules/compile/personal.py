"""What is made of facts that are one person's own: whatever tells of a result has that in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.compile.keys import KNOWN
from chamdiem.rules.compile.program import Key, Linear, Origin, Term, needs, reads

if TYPE_CHECKING:
    from collections.abc import Collection

    from chamdiem.rules.compile.conditions import Draft
    from chamdiem.rules.compile.program import Program

_MADE = frozenset({"measure", "measure_least", "measure_most"})
"""Facts that are a measure, or the least and the most that it is."""


def draft_known(draft: Draft) -> None:
    """Write which of the fields that are read so far, and are one person's own, are known.

    A measure with two ends has these while something of it is missing; what that is, only this tells.
    """
    read = {key for by in (tuple(draft.rules), *draft.formulas) for key in reads(by)}
    for name in sorted(draft.framework.shape.personal):
        if (key := Key("field", name)) in read:
            origin = Origin("field", name, KNOWN)
            # no times of it is still missing while it is
            draft.formulas.append(Linear(origin=origin, then=Key(KNOWN, name), terms=(Term(0, key),), constant=1))


def own_facts(program: Program, personal: Collection[str]) -> frozenset[Key]:
    """Return the facts that a program reads of fields which are one person's own."""
    return frozenset({Key("field", name) for name in personal} & program.inputs)


def made_of_own(program: Program, personal: Collection[str]) -> frozenset[Key]:
    """Return what a program makes of those facts: given in their place, it leads to the same conclusions."""
    own = own_facts(program, personal)
    if not own:
        return frozenset()
    needed = needs(program, bounding=False)
    made = {key for key, facts in needed.items() if key.kind in _MADE and not own.isdisjoint(facts)}
    # points in proportion to a measure are made of what it is made of
    return frozenset(made | {each.then for each in program.formulas if not own.isdisjoint(each.reads)})
