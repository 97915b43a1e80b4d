"""What is measured while the tests run."""

from __future__ import annotations

from coverage import Coverage


def test_no_coverage_is_measured_of_laws() -> None:
    """Where laws are tried nothing traces, in whichever process: it would take them four times as long."""
    assert Coverage.current() is None
