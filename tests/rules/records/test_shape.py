"""The shape of a record: its fields, their places, and what follows for whoever takes fields from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.reading.blank import blank_record
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.reading.record_schema import record_schema
from chamdiem.engine.reading.table_columns import headings_of
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts import LANGS
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.language.framework import Framework
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.fields import Field, FieldType
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.shape import Limit, Relation
from samples import TODAY, criterion, framework

if TYPE_CHECKING:
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.records.shape import Details, RecordShape, Values


def late_is_part(values: Values) -> Details | None:
    """No more tasks are late than there are."""
    late, given = values.get("late"), values.get("targets_set")
    is_right = not isinstance(late, int) or not isinstance(given, int) or late <= given
    return None if is_right else {"part": "late", "whole": "targets_set", "value": str(late), "limit": str(given)}


LATE = Field("late", FieldType.COUNT, "Số nhiệm vụ chậm", "Late tasks", "result", unit="nhiệm vụ")
WIDER = replace(
    MEETING,
    fields=(*MEETING.fields, LATE),
    impossible=(
        *MEETING.impossible,
        Relation("record.more_than", "late", late_is_part, (Limit(("late",), ("targets_set",)),)),
    ),
)
"""The shape of a meeting's record with one field more, as a framework may come to declare it."""


def read(text: str, shape: RecordShape = WIDER) -> Record:
    """Read a record of a shape."""
    return parse_record(read_bytes(text.encode(), "f"), TODAY, shape=shape)


def test_every_field_has_its_place() -> None:
    """No name is given twice, every section has a title, and what is no field comes after all that are."""
    assert len(MEETING.by_name) == len(MEETING.fields)
    assert {field.section for field in MEETING.fields} == MEETING.sections.keys()
    assert sorted(MEETING.by_name, key=MEETING.place) == [field.name for field in MEETING.fields]
    assert MEETING.place("present") < MEETING.place("9.9") == len(MEETING.fields)
    named = {MEETING.day, MEETING.period, MEETING.kind, *MEETING.registered, *MEETING.usual, *MEETING.all_well}
    assert named | {name for limit in MEETING.limits for name in limit.names} <= MEETING.by_name.keys()


@pytest.mark.parametrize("numbers", [MEETING.usual, MEETING.all_well])
def test_an_ordinary_record_is_right(numbers: dict[str, int]) -> None:
    """Ordinary values are of every field that rules read, and contradict nothing."""
    day = dt.date(2025, 11, 5)
    facts = MEETING.ordinary(numbers, day.toordinal())
    assert facts[MEETING.day] == day.toordinal()
    assert facts.keys() == {f.name for f in MEETING.fields if f.type not in {FieldType.TEXT, FieldType.PERIOD}}
    values = {name: MEETING.by_name[name].value_of(fact) for name, fact in facts.items()}
    assert [relation.code for relation in MEETING.impossible if relation.breaks(values)] == []


def test_a_record_has_the_fields_of_its_shape() -> None:
    """A field is read where the shape has it, is a fact with its value, and is unknown everywhere else."""
    assert {str(key): value for key, value in read("late: 3\n").facts().items()} == {"field late": 3}
    assert "late" in record_schema(WIDER)["properties"]
    assert headings_of(WIDER).path("Số nhiệm vụ chậm") == ("late",)
    assert headings_of(MEETING).path("Số nhiệm vụ chậm") is None
    with pytest.raises(FaultyInput, match=r"record\.unknown_field"):
        read("late: 3\n", MEETING)


def test_faults_call_fields_as_their_shape_does() -> None:
    """What is wrong with a field of a shape is told with the name that the shape gives it."""
    with pytest.raises(FaultyInput) as caught:
        read("late: 3\ntargets_set: 2\n")
    (fault,) = caught.value.faults
    assert all(LATE.label(lang) in say_fault(lang, fault) for lang in LANGS)
    with pytest.raises(FaultyInput) as caught:
        read("late: nhiều\n")
    assert say_fault("vi", caught.value.faults[0], placed=False).startswith("Số nhiệm vụ chậm: ")


def test_a_framework_reads_the_fields_of_its_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks, blanks, words and scores know no more fields than the framework's shape has, and no fewer."""
    bands = {"of": "late", "levels": [{"at_most": "0", "points": "10"}, {"above": "0", "points": "5"}]}
    with pytest.raises(FaultyInput, match=r"framework\.(unknown_fact|no_such_fact)"):
        framework(criterion("1", bands=bands))
    monkeypatch.setattr(Framework, "shape", WIDER)
    made = framework(criterion("1", bands=bands))
    assert "late:" in blank_record(made, "vi")
    assert (Wording(made.framework, "en").name("late"), Wording(made.framework, "en").unit("late")) == (
        "Late tasks",
        " tasks",
    )
    scored = Scorer(made).evaluate(read("late: 3\n")).own
    assert scored.total.award == 500
