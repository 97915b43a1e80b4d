"""One meeting on paper, asked of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office.office import Office
from chamdiem.engine.office.requests import WrongRequest
from chamdiem.engine.office.sheets import SheetRequest, assess, write_sheet
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


def test_the_paragraph_comes_with_its_evaluation() -> None:
    """What a resolution takes over is a paragraph, beside the evaluation that it puts into words."""
    evaluation, _, text = assess(Office(), ABSENT)
    assert evaluation.framework.id == "an-phu/2025"
    assert "\n" not in text.strip()
