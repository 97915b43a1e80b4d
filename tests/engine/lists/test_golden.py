"""What a month's lists look like on paper, compared with pages that were looked at and kept.

The golden files are written anew by `CHAMDIEM_GOLDEN=write ./run test tests/engine/lists/test_golden.py`.
"""

from __future__ import annotations

import io
import os
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from chamdiem.engine.lists.files import list_html
from chamdiem.engine.lists.follow_ups import discrepancy_list, missing_list
from chamdiem.engine.lists.meetings import Month, month_of
from chamdiem.engine.lists.overview import overview_of
from chamdiem.engine.lists.summary import summary_list
from chamdiem.engine.office.checking import evaluate_file, evaluate_right
from chamdiem.engine.office.office import Office
from chamdiem.engine.paper.pages import pictures
from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.engine.reading.register import read_register
from chamdiem.engine.sheets.sheets import sheet_file
from places import EXAMPLES

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
REGISTER = EXAMPLES / "thang-11-2025" / "danh-muc.csv"
PAPER = PaperSettings()
RESOLUTION = 60


@cache
def november() -> Month:
    """Return the example month."""
    return month_of(evaluate_right(Office(), sorted((EXAMPLES / "thang-11-2025").glob("*.yaml"))), None)


PAGES = {
    "sheet-an-phu": lambda: sheet_file(evaluate_file(Office(), EXAMPLES / "01-an-phu-day-du.yaml"), "html").decode(),
    "list-summary": lambda: list_html(summary_list(november(), read_register(REGISTER), PAPER)),
    "list-discrepancies": lambda: list_html(discrepancy_list(november(), PAPER)),
    "list-missing": lambda: list_html(missing_list(november(), read_register(REGISTER), PAPER)),
    "overview": lambda: list_html(overview_of(november(), read_register(REGISTER), PAPER)),
}


def drawn(page: str) -> Image.Image:
    """Return the pages of a document side by side, in shades of grey."""
    sides = [Image.open(io.BytesIO(side)).convert("L") for side in pictures(page, RESOLUTION)]
    whole = Image.new("L", (sum(side.width for side in sides), sides[0].height), 255)
    for number, side in enumerate(sides):
        whole.paste(side, (number * side.width, 0))
    return whole


@pytest.mark.parametrize("name", PAGES)
def test_pages_look_like_the_golden_ones(name: str) -> None:
    """Sheets and lists differ from what was looked at and kept in hardly a dot, whatever machine prints them."""
    now, file = drawn(PAGES[name]()), GOLDEN / f"{name}.png"
    if os.environ.get("CHAMDIEM_GOLDEN") == "write":
        now.save(file, optimize=True)
    kept = Image.open(file)
    assert now.size == kept.size
    different = ImageChops.difference(now, kept).point(lambda shade: 255 * (shade > 64)).histogram()[255]
    assert different < now.width * now.height / 500
