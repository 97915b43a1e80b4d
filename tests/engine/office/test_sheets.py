"""One meeting on paper, asked of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office.office import Office
from chamdiem.engine.office.requests import WrongRequest
from chamdiem.engine.office.sheets import SheetRequest, assess, write_sheet
from chamdiem.engine.office.workbooks import begin_record
from chamdiem.engine.reading.catalog import CRITERIA
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

ABSENT = next(EXAMPLES.glob("03-*"))


@pytest.mark.parametrize("advised", [False, True])
def test_a_sheet_with_its_line_of_advice(advised: bool, tmp_path: Path) -> None:  # noqa: FBT001 - pytest passes it by name
    """The sheet is written where it is wanted; advice stands on it where it is asked for."""
    write_sheet(Office(), SheetRequest(record=ABSENT, advised=advised), tmp_path / "p.html", Consent())
    assert ("Gợi ý: " in (tmp_path / "p.html").read_text(encoding="utf-8")) is advised


def test_a_sheet_of_no_form(tmp_path: Path) -> None:
    """A form that no sheet has is refused with those that there are."""
    with pytest.raises(WrongRequest) as caught:
        write_sheet(Office(), SheetRequest(record=ABSENT), tmp_path / "p.xlsx", Consent())
    assert caught.value.details["allowed"] == (".html", ".pdf", ".docx", ".png")


def test_a_blank_sheet_is_that_of_a_blank_record(tmp_path: Path) -> None:
    """Without a record the sheet of a framework is the one that its blank record gives, also of a draft."""
    office, blank, draft = Office(), tmp_path / "ho-so.yaml", tmp_path / "khung.yaml"
    text = (CRITERIA / "an-phu/2025.yaml").read_text(encoding="utf-8")
    draft.write_text(text.replace("framework: an-phu/2025", "framework: an-phu/2027"), encoding="utf-8")
    begin_record(office, "an-phu/2025", "vi", blank, Consent())
    for record, framework, name in ((blank, None, "a.html"), (None, "an-phu/2025", "b.html"), (None, draft, "c.html")):
        asked = SheetRequest(record=record, framework=str(framework) if framework else None)
        write_sheet(office, asked, tmp_path / name, Consent())
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert "Khung an-phu/2027 lấy từ tệp khung.yaml" in (tmp_path / "c.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("asked", [SheetRequest(), SheetRequest(framework="an-phu/2025", advised=True)])
def test_a_blank_sheet_needs_a_framework_and_nothing_else(asked: SheetRequest, tmp_path: Path) -> None:
    """Of nothing no sheet is made, and on a blank one no advice stands."""
    with pytest.raises(WrongRequest):
        write_sheet(Office(), asked, tmp_path / "p.html", Consent())
    assert list(tmp_path.iterdir()) == []


def test_the_paragraph_comes_with_its_evaluation() -> None:
    """What a resolution takes over is a paragraph, beside the evaluation that it puts into words."""
    evaluation, _, text = assess(Office(), ABSENT)
    assert evaluation.framework.id == "an-phu/2025"
    assert "\n" not in text.strip()
