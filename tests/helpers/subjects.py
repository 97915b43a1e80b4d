"""A made-up framework of another subject than a meeting, and its record."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

from chamdiem.engine.reading.catalog import load_framework
from chamdiem.engine.reading.documents import read_bytes, read_file
from chamdiem.engine.reading.record_reader import parse_record

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
