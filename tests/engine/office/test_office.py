"""One office for a process: what it reads once, when it reads it, and what it lets be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office.checking import evaluate_file
from chamdiem.engine.office.config import Config
from chamdiem.engine.office.frameworks import find_framework
from chamdiem.engine.office.office import Office, open_office
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.records.faults import FaultyInput
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

FULL = EXAMPLES / "01-an-phu-day-du.yaml"


def test_an_act_that_needs_no_settings_does_not_read_them(tmp_path: Path) -> None:
    """A faulty file of settings is refused where something is scored, and not where a framework is looked up."""
    (tmp_path / "chamdiem.toml").write_text("framwork = 1\n", encoding="utf-8")
    office = open_office(tmp_path)
    assert find_framework(office, "an-phu/2025").id == "an-phu/2025"
    with pytest.raises(FaultyInput):
        evaluate_file(office, FULL)


def test_ten_files_are_ten_scorings(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many files an office scores, it reads the settings once, and makes a framework ready once."""
    made: list[str] = []

    class Counted(Scorer):
        def __init__(self, *arguments: object) -> None:
            made.append("scorer")
            super().__init__(*arguments)  # type: ignore[arg-type]  # as they come

    monkeypatch.setattr("chamdiem.engine.scoring.scorer.Scorer", Counted)

    def settings() -> Config:
        made.append("settings")
        return Config()

    office = Office(settings)
    for _ in range(10):
        evaluate_file(office, FULL)
    assert sorted(made) == ["scorer", "settings"]


def test_the_register_of_the_settings_is_not_written_over(tmp_path: Path) -> None:
    """What the settings name to be read stands among the inputs, which no output may replace."""
    cells = tmp_path / "danh-muc.csv"
    cells.write_text("Mã chi bộ;Tên chi bộ\n1;A\n", encoding="utf-8")
    office = Office(lambda: Config(cells=cells))
    with pytest.raises(FaultyInput) as caught:
        office.write(cells, "x", office.consent(Consent(replace=True), ()))
    assert [fault.code for fault in caught.value.faults] == ["file.is_input"]
