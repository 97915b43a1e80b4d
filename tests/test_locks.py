"""The locks that `run` installs from: one that is counted as holding another holds all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

LOCKS = Path(__file__).parents[1] / "requirements"


def pinned(lock: str) -> set[str]:
    """Return what a lock names: each library with its version."""
    lines = (LOCKS / f"{lock}.lock").read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines if line[:1].isalnum()}


@pytest.mark.parametrize(
    ("lock", "contained"),
    [
        *((whole, extra) for whole in ("dev", "bench") for extra in ("web", "bulk", "cluster")),
        ("cluster", "bulk"),
        *((whole, "runtime") for whole in ("dev", "bench", "web", "bulk", "cluster")),
    ],
)
def test_a_lock_that_counts_as_another_holds_every_version_of_it(lock: str, contained: str) -> None:
    """`run` does not install the lock of an extra where that of the tests or of the measurements stands."""
    assert pinned(contained)
    assert pinned(contained) - pinned(lock) == set()
