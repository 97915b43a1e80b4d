"""A made-up framework of another subject than a meeting, and its record."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

from chamdiem.engine.reading.catalog import load_framework
from chamdiem.engine.reading.documents import read_bytes, read_file
from chamdiem.engine.reading.record_reader import parse_record
from samples import criterion, framework

if TYPE_CHECKING:
    from chamdiem.engine.reading.records import Record

SUBJECTS = Path(__file__).resolve().parents[1] / "subjects"
COLLECTIVE = load_framework(SUBJECTS / "collective.yaml")
BY_LAYER = load_framework(SUBJECTS.parent / "rubrics" / "collective.yaml")
"""A collective too; one of its criteria is asked of the upper level alone."""
TODAY = dt.date(2026, 10, 31)


def collective(**facts: object) -> Record:
    """Read the record of a collective, of which some facts are otherwise; None leaves one out."""
    data = read_file(SUBJECTS / "collective-q3.yaml").data
    assert isinstance(data, dict)
    changed = {name: value for name, value in {**data, **facts}.items() if value is not None}
    return parse_record(read_bytes(json.dumps(changed).encode(), "ho-so.json"), TODAY, shape=COLLECTIVE.framework.shape)


PERSON = load_framework(SUBJECTS / "person.yaml")


def person(**facts: object) -> Record:
    """Read the record of a person on one occasion."""
    data = {"framework": PERSON.id, "unit_id": "N-7", "date": "2026-10-05", "born": "02/03/1990", "spoke": "2"}
    changed = {name: value for name, value in {**data, **facts}.items() if value is not None}
    return parse_record(read_bytes(json.dumps(changed).encode(), "ho-so.json"), TODAY, shape=PERSON.framework.shape)


VISITOR = framework(
    criterion("1", holds={"fact": "top", "at_least": "9"}),
    criterion("2", holds={"fact": "all", "at_least": "9"}),
    subject={"id": "visitor", "title": "người dự", "of": ["occasion"], "person": "yes"},
    applies_to={},
    inputs={
        "sick": {"title": "Số ngày ốm", "type": "count", "personal": "yes", "at_most": "30"},
        "late": {"title": "Số lần muộn", "type": "count", "at_most": "9"},
    },
    measures={
        "top": {"title": "Cao nhất", "highest": ["sick", "late"]},
        "all": {"title": "Cộng", "sum": ["sick", "late"]},
    },
)
"""Of a number that is one person's own and one that is not, a measure has two ends, and another has none."""


def visitor(**facts: str) -> Record:
    """Read the record of a visitor on one occasion, of whom nothing is told but some facts."""
    data = {"unit_id": "N-7", "date": "2026-01-05", **facts}
    return parse_record(read_bytes(json.dumps(data).encode(), "ho-so.json"), TODAY, shape=VISITOR.framework.shape)
