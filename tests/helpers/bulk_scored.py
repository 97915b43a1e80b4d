"""Tables scored in bulk, as a door of the program does it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from chamdiem.engine.bulk_runs.finished import FinishedRun, finished_run
from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office.bulk_scores import BulkRequest, score_tables
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.office import Office

if TYPE_CHECKING:
    from pathlib import Path


def office_on(day: dt.date) -> Office:
    """Return an office whose clock says that it is noon of a day."""
    return Office(clock=Clock(lambda: dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)))


def bulk_scored(office: Office, folder: Path, *inputs: Path, **more: Any) -> FinishedRun:  # noqa: ANN401 - any of a request's fields
    """Score tables into a folder, in this process, and return the run that is done."""
    asked = BulkRequest(inputs=tuple(map(str, inputs)), folder=folder, **{"lang": "vi", "processes": 1, **more})
    score_tables(office, asked, Consent())
    return finished_run(folder, office.catalog)
