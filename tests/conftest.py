"""What holds for every test: nothing fails because a machine is slow, and what ships is read once."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import settings

from patience import SLOW

# By hand, new examples are drawn in every run; where a change is judged (.ci/run), the same ones in each.
settings.register_profile("patient", deadline=None, suppress_health_check=SLOW)
settings.register_profile("steady", settings.get_profile("patient"), derandomize=True)
settings.load_profile("patient")

REPEATING = [Path(__file__).parent / name for name in ("property", "docs", "web")]
"""Tests of laws, of what pages show, and of the web: they run the lines again that the tests of their rooms have run."""

MEMORY = Path("/dev/shm")  # noqa: S108 - as a folder of its own each, which pytest sees to
ENOUGH = 1 << 30


def pytest_configure(config: pytest.Config) -> None:
    """Let tests write into memory, where there is enough as a folder: they wait for a disk ten thousand times otherwise.

    What is written at night may need more than there is; whoever names a folder by TMPDIR gets that.
    """
    if "TMPDIR" not in os.environ and config.option.markexpr.startswith("not nightly") and is_roomy(MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def is_roomy(folder: Path) -> bool:
    """Tell whether tests can write into a folder, and run the scripts that they write."""
    if not os.access(folder, os.W_OK):
        return False
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize >= ENOUGH and not found.f_flag & os.ST_NOEXEC


def pytest_sessionstart(session: pytest.Session) -> None:
    """Measure once: a worker has begun to before it knows that it is one, and would go on wherever its own measuring rests."""
    begun = Coverage.current()
    if begun is not None and hasattr(session.config, "workerinput"):
        begun.stop()


def pytest_collection() -> None:
    """Share what ships, before any test is read."""
    from sharing import share  # noqa: PLC0415 - of what is imported together with this file, no coverage is measured

    share()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage of what repeats, a thousand times as it may be: tracing doubles the time."""
    for item in items:
        if any(map(item.path.is_relative_to, REPEATING)):
            item.add_marker(pytest.mark.no_cover)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what was collected: thousands of tests that stay to the end.

    Nobody may have read the web's settings yet: without a data folder they would be of none to the end of the process.
    """
    assert "chamdiem.web.settings" not in sys.modules
    gc.freeze()
