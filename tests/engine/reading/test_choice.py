"""Which framework scores a record, and by which shape it is read: by name, by subject, or as a meeting."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.choice import FrameworkChoice
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.items import Meeting, Rejected
from chamdiem.engine.reading.meetings import meeting_of
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.meeting import MEETING
from subjects import COLLECTIVE, SUBJECTS

CATALOG = Catalog(Path(__file__).resolve().parents[2] / "broken" / "criteria")
"""Frameworks of meetings, and three that score collectives by the quarter."""
TODAY = dt.date(2026, 1, 31)


def chosen(choice: FrameworkChoice, **facts: str) -> str:
    """Return the framework that scores a record, which is read by the shape that was chosen for it."""
    document = read_bytes(json.dumps(facts).encode(), "f")
    return choice.of_record(parse_record(document, TODAY, shape=choice.shape_of(document))).id


def codes(choice: FrameworkChoice, **facts: str) -> list[str]:
    """Return what is said against the choice."""
    with pytest.raises(FaultyInput) as refused:
        chosen(choice, **facts)
    return [fault.code for fault in refused.value.faults]


def test_a_subject_is_scored_by_its_framework_in_force() -> None:
    """Of the frameworks of a subject the one counts that is in force on the last day of the period."""
    choice = FrameworkChoice(CATALOG)
    own = {"subject": "collective", "organisation": "mau"}
    assert chosen(choice, period="quý IV/2025", **own) == "mau/tap-the-2025"
    assert codes(choice, period="2024-Q4", **own) == ["catalog.several_for_subject"]
    assert codes(choice, period="2023-Q4", **own) == ["catalog.none_for_subject"]
    assert codes(choice, period="2025-Q4", subject="collective", organisation="khac") == ["catalog.none_for_subject"]
    assert codes(choice, **own) == ["record.cannot_choose"]


def test_a_meeting_is_never_scored_by_another_subjects_framework() -> None:
    """Neither by its day nor by what is not available for others."""
    assert FrameworkChoice(CATALOG).shape_of(read_bytes(b"cell_name: A", "f")) is MEETING
    assert CATALOG.in_force(dt.date(2025, 11, 5), "mau", "regular").id == "mau/2025"
    assert {loaded.id for loaded in CATALOG.of_subject("collective")} == {
        "mau/tap-the-2025", "mau/tap-the-a", "mau/tap-the-b",
    }  # fmt: skip


def test_the_default_reads_what_names_nothing() -> None:
    """Settings that name a framework of another subject make it the shape of records that name none."""
    choice = FrameworkChoice(Catalog(), str(SUBJECTS / "collective.yaml"))
    assert chosen(choice, unit_id="TT-1", period="2026-Q1") == COLLECTIVE.id
    assert chosen(choice, framework=COLLECTIVE.id, unit_id="TT-1") == COLLECTIVE.id


def test_an_unknown_framework_is_the_one_fault_of_its_fields() -> None:
    """Of a record whose framework nobody has, nobody knows the fields either: they are not called unknown."""
    document = read_bytes(b"framework: mau/2030\nunit_id: TT-1\nscore: '9'\nperiod: 2025-11\n", "f")
    item = meeting_of(document, TODAY, CATALOG)
    assert isinstance(item, Meeting | Rejected)
    said = [fault.code for fault in item.faults] if isinstance(item, Rejected) else []
    assert said == ["catalog.unknown_near"]
