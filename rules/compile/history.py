"""What is asked of each record that a fact of history is made of, as a program of its own beside the scoring.

It reads fields of one record only; whatever scoring concludes has no part in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.compile.conditions import Draft
from chamdiem.rules.compile.interpreter import Slice, only
from chamdiem.rules.compile.measures import draft_measures
from chamdiem.rules.compile.program import Key, Origin, reads, stratify
from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.scalars import among

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.rules.compile.program import Program
    from chamdiem.rules.compile.scope import Quantity, Scope
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.history import HistoryFact
    from chamdiem.rules.records.faults import Path

_GIVEN = {"count": FieldType.COUNT, "yes_no": FieldType.YES_NO}


def counts_key(name: str) -> Key:
    """Return the fact that a record counts for a fact of history."""
    return Key("counts", name)


def same_members_key(name: str) -> Key:
    """Return the fact that a record's members are those of the one before, as a fact of history asks."""
    return Key("same_members", name)


def read_facts(scope: Scope, fact: HistoryFact) -> tuple[Quantity, ...]:
    """Return the facts of a record that a fact of history reads as they are, in the order of its `names`."""
    return tuple(scope.known_fact(name) for _, name in fact.names)


def compile_history(framework: Framework) -> Program:
    """Return what follows from the fields of one record for every fact of history of a framework without fault."""
    program, wanted = _drafted(framework)
    return only(program, dict.fromkeys(key for keys in wanted.values() for key in keys))


def _drafted(framework: Framework) -> tuple[Program, Mapping[str, list[Key]]]:
    """Return a program of all that facts of history read, and by fact what is wanted of it."""
    draft = Draft(framework)
    draft_measures(draft)
    wanted: dict[str, list[Key]] = {}
    for name, fact in framework.history.items():
        wanted[name] = [end for read in read_facts(draft.scope, fact) for end in (read.least, read.most)]
        for place, condition in fact.conditions:
            key = same_members_key(name) if place[0] == "per_member" else counts_key(name)
            origin = Origin("history", name, place[0])
            draft.name(draft.literal(condition, origin), key, origin)
            wanted[name].append(key)
    return stratify(draft.rules, draft.formulas), wanted


def history_faults(framework: Framework) -> Iterator[Fault]:
    """Yield where a fact of history reads more than one record's fields, of a framework that is right otherwise."""
    if not framework.history:
        return
    program, wanted = _drafted(framework)
    for name, keys in wanted.items():
        read = {key for _, by in Slice(program, keys).steps for key in reads(by)} & program.inputs
        if any(key.kind != "field" for key in read):
            yield Fault("framework.history_of_scoring", ("history", name), {"name": name})
        decided = sorted(key.subject for key in read if key.kind == "field" and key.subject in framework.history)
        yield from (
            Fault("framework.history_of_history", ("history", name), {"name": name, "other": other})
            for other in decided
        )


def bearer_faults(framework: Framework) -> Iterator[Fault]:
    """Yield where the name of a fact of history is no field of the record, or one of another type."""
    by_name = framework.shape.by_name
    for name, fact in framework.history.items():
        path: Path = ("history", name)
        field, gives = by_name.get(name), fact.operation.gives
        if field is None:
            known = (each.name for each in by_name.values() if each.type is _GIVEN.get(gives, each.type))
            yield Fault("framework.history_unknown", path, {"name": name} | among(name, known))
            continue
        if gives != "same":
            right = field.type is _GIVEN[gives]
        else:
            ((_, source),) = fact.names
            kept = by_name.get(source)
            right = kept is not None and kept.type is field.type and kept.words == field.words
        if not right:
            yield Fault("framework.history_type", path, {"name": name, "operation": fact.operation.key})
