"""What the shape of a file cannot say of a subject and of inputs: names are free, and ends fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.language.subjects import base_shape
from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.scalars import listed
from chamdiem.rules.records.shape import RECORD_KEYS
from chamdiem.rules.records.text import near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.compile.scope import Scope
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.records.fields import Field


def check_subject(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    """Yield a fault where a framework of meetings says no kinds of them, or one of another subject does."""
    is_meeting, kinds = framework.subject is None, framework.applies_to.kinds
    if is_meeting and not kinds:
        yield Fault("shape.missing", ("applies_to",), {"name": "kinds"})
    elif kinds and not is_meeting:
        yield Fault("framework.kinds_of_meetings", ("applies_to", "kinds"), {"allowed": listed(MEETING_KINDS)})
    if not is_meeting:
        for number, rule in enumerate(framework.applies_to.unavailable):
            if rule.kinds:
                yield Fault("framework.kinds_of_meetings", ("applies_to", "unavailable", number, "kinds"))


def check_inputs(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    """Yield a fault for every input that hides a field or a key of records, and for every end that does not fit."""
    taken = {*base_shape(framework.subject).by_name, *RECORD_KEYS}
    fields = framework.shape.by_name
    for name, declaration in framework.inputs.items():
        if name in taken:
            yield Fault("framework.input_hides_field", ("inputs", name), {"name": name})
        for key, other in declaration.facts:
            path = ("inputs", name, key, "fact")
            if other not in fields:
                close = listed(near(other, fields))
                code = "framework.input_end_near" if close else "framework.input_end_unknown"
                yield Fault(code, path, {"name": other, "close": close})
            elif other == name or not _compare(fields[name], fields[other]):
                yield Fault("framework.input_end_other", path, {"name": other, "own": name})


def _compare(one: Field, other: Field) -> bool:
    return (one.type, one.decimals) == (other.type, other.decimals)
