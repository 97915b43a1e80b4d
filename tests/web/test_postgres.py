"""Pages and programs on PostgreSQL: what is promised of one store holds in the other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from databases import new_database, running

DATABASE = "CHAMDIEM_TEST_DATABASE"  # as the fixture of an installation reads it
FILES = (
    "test_drafts.py", "test_submitting.py", "test_saving.py", "test_projections.py", "test_jobs.py", "test_importing.py",
    "test_planned.py", "test_statements.py", "test_hours.py", "test_calendars.py", "api/test_life.py", "api/test_writers.py",
)  # fmt: skip


@pytest.mark.nightly
def test_what_is_kept_in_postgres() -> None:
    """What is kept is kept in a database as in files: drafts, projections, jobs, what programs do; in a process of its own."""
    files = [str(Path(__file__).parent / name) for name in FILES]
    asked = [sys.executable, "-P", "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *files]
    with running() as server, new_database(server) as address:
        told = subprocess.run(  # noqa: S603 - our own tests
            asked, check=False, env={**os.environ, DATABASE: address}, capture_output=True, text=True
        )
    assert told.returncode == 0, told.stdout[-4000:]
