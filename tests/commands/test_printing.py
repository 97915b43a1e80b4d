"""Progress of long work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.commands.printing import tracked

if TYPE_CHECKING:
    import pytest


def test_piped_work_prints_a_line_at_each_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    """Piped, long work prints ten lines on the error stream and passes every item on."""
    assert list(tracked(range(50), 50, "vi", "column.total")) == list(range(50))
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [f"Tổng: {done}/50" for done in range(5, 51, 5)]


def test_short_work_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Work of ten items or fewer is not worth a line."""
    assert list(tracked(range(10), 10, "vi", "column.total")) == list(range(10))
    assert capsys.readouterr().err == ""


def test_bar_on_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a bar names the work and counts, and every item is passed on."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    assert list(tracked(range(20), 20, "vi", "column.total")) == list(range(20))
    assert "Tổng" in capsys.readouterr().err


def test_the_last_line_says_that_all_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    """Ten lines at most, also where a tenth is no whole number, and the last of them names the whole."""
    assert len(list(tracked(range(27), 27, "vi", "batch.making"))) == 27
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) <= 10
    assert lines[-1].endswith("27/27")
