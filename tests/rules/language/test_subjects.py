"""Subjects: the shape of the records of a framework, with its inputs."""

from __future__ import annotations

from typing import Any

import pytest

from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.meeting import MEETING
from samples import criterion, framework
from subjects import COLLECTIVE, collective

SUBJECT = {"id": "person", "title": "cán bộ", "of": ["quarter"]}


def codes(**parts: Any) -> list[str]:  # noqa: ANN401 - whatever a framework says
    """Return what is said against a framework."""
    with pytest.raises(FaultyInput) as refused:
        framework(criterion(), **parts)
    return [fault.code for fault in refused.value.faults]


def test_nothing_declared_is_a_meeting() -> None:
    """Without subject and inputs the shape is that of a meeting, the very same."""
    assert framework(criterion()).framework.shape is MEETING


def test_inputs_stand_behind_the_fields_of_a_meeting() -> None:
    """A framework of meetings may ask for more: it comes last, in a section of its own."""
    shape = framework(criterion(), inputs={"guests": {"title": "Khách mời", "type": "count"}}).framework.shape
    assert [field.name for field in shape.fields] == [*MEETING.by_name, "guests"]
    assert (shape.subject, shape.kind, shape.day) == ("meeting", "meeting_kind", "date")
    assert shape.sections[shape.by_name["guests"].section] == ("Số liệu của khung", "What the framework asks")
    assert len(shape.impossible) == len(MEETING.impossible)


def test_another_subject_has_its_own_identity() -> None:
    """Records of another subject say of which unit and period they are, and nothing of a meeting."""
    shape = COLLECTIVE.framework.shape
    asked = ["unit_id", "unit_name", "upper_org", "organisation", "period"]
    assert [field.name for field in shape.fields] == [*asked, *COLLECTIVE.framework.inputs]
    assert (shape.subject, shape.kind, shape.day, shape.period) == ("collective", "", "", "period")
    assert shape.by_name["period"].periods == ("quarter", "year")
    assert shape.by_name["unit_name"].vi == "Tên tập thể"


def test_a_person_has_no_name() -> None:
    """Of a person only a code is kept."""
    shape = framework(criterion(), subject=SUBJECT | {"person": "yes"}, applies_to={}).framework.shape
    assert "unit_name" not in shape.by_name
    assert shape.unit_name == ""


def test_an_occasion_has_a_day() -> None:
    """What is scored each time has a day and no period."""
    shape = framework(criterion(), subject=SUBJECT | {"of": ["occasion"]}, applies_to={}).framework.shape
    assert (shape.day, shape.period, shape.by_name["date"].type) == ("date", "", FieldType.DATE)
    assert "period" not in shape.by_name


def test_a_subject_that_does_not_fit_is_refused() -> None:
    """A meeting is no other subject; an occasion stands alone; kinds are for meetings, and meetings need them."""
    assert codes(subject=SUBJECT | {"id": "meeting"}, applies_to={}) == ["framework.subject_meeting"]
    assert codes(subject=SUBJECT | {"of": ["year", "occasion"]}, applies_to={}) == ["framework.subject_occasion"]
    assert codes(subject=SUBJECT) == ["framework.kinds_of_meetings"]
    assert codes(applies_to={}) == ["shape.missing"]


def test_ends_that_fields_give_are_kept() -> None:
    """A number above the field that bounds it is a fault that names both with their values, in either language."""
    with pytest.raises(FaultyInput) as refused:
        collective(tasks_done="12", tasks_given="10", tasks_late=None)
    (fault,) = refused.value.faults
    assert say_fault("vi", fault, placed=False) == "Số nhiệm vụ đã xong (12) lớn hơn Số nhiệm vụ được giao (10)."
    assert say_fault("en", fault, placed=False) == "Số nhiệm vụ đã xong (12) is more than Số nhiệm vụ được giao (10)."


def test_a_record_of_another_subject_is_scored() -> None:
    """Facts of inputs are facts like any: percent of counts, bands of decimals, days, words, yes and no."""
    scoring = Scorer(COLLECTIVE).evaluate(collective()).own
    assert (scoring.total.award, scoring.rating and scoring.rating.id) == (10_000, "tot")
    fewer = Scorer(COLLECTIVE).evaluate(collective(score_upper="89", disciplined="có")).own
    assert (fewer.total.award, fewer.rating and fewer.rating.id) == (9_000, "kha")
    missing = Scorer(COLLECTIVE).evaluate(collective(score_upper=None)).own
    assert (missing.total.least, missing.total.most) == (7_000, 10_000)
