"""What writers of frameworks ask of the office: cases, coverage, differences, layout, remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office import authoring
from chamdiem.engine.office.authoring import CaseRequest, FrameworkLayout
from chamdiem.engine.office.office import Notice, Office
from chamdiem.engine.reading.catalog import CRITERIA

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = Office()
NAME = "an-phu/2025"
FILE = CRITERIA / "an-phu" / "2025.yaml"


def test_cases_are_run_and_their_page_is_written(tmp_path: Path) -> None:
    """The cases of one framework give its coverage; the page is written once the coverage was looked at."""
    told: list[object] = []
    page = tmp_path / "bao-phu.html"
    runs = authoring.run(OFFICE, CaseRequest(lang="vi", framework="nghe-an/08-2021", page=page), Consent(), told.append)
    coverage, suggestions = next(runs)
    assert not page.exists()
    assert coverage.results
    assert suggestions is None
    assert list(runs) == []
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert told == [Notice("result.written_page", {"file": page}, aside=False)]


def test_frameworks_are_compared() -> None:
    """A framework does not differ from itself, whether it is named by its id or by its file."""
    old, new, changes = authoring.compare(OFFICE, NAME, str(FILE))
    assert (old.hash, changes) == (new.hash, ())


def test_layout_is_checked_or_mended(tmp_path: Path) -> None:
    """A file that is laid out otherwise is told, and written anew unless it is only checked; a fault is a result."""
    file, missing = tmp_path / "khung.yaml", tmp_path / "khong-co.yaml"
    file.write_text(FILE.read_text(encoding="utf-8").replace("\ngroups:\n", "\n\n\n\ngroups:\n"), encoding="utf-8")
    assert [each.state for each in authoring.lay_out(OFFICE, [file, missing], check=True)] == ["needed", "faulty"]
    assert [each.state for each in authoring.lay_out(OFFICE, [file], check=False)] == ["written"]
    assert list(authoring.lay_out(OFFICE, [file], check=False)) == [FrameworkLayout(file=file, state="right")]


def test_remarks_of_a_framework_and_its_draft() -> None:
    """A framework that ships has no remark that it does not answer; against itself, it has none either."""
    [found] = authoring.lint(OFFICE, [NAME], against=str(FILE))
    assert found.loaded is not None
    assert all(remark.defect.silenced for remark in found.remarks)
