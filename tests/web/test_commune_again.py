"""The made-up commune scored again: what an auditor gets is what the pages show, meeting by meeting and point by point."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import APIRequestContext

pytestmark = pytest.mark.nightly
MONTHS = 14
AUDITOR = "kiem-tra"
MEETING = re.compile(r'href="(/ky/[^"]+)/dong-thoi-gian"')


@pytest.fixture(scope="module")
def auditor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[APIRequestContext]:
    """Give an auditor of the made-up commune who is in."""
    data: Path = tmp_path_factory.mktemp("again") / "data"
    with served(data, "--demo") as (_, port), sync_playwright() as playwright:
        told = json.loads((data / "demo.json").read_text(encoding="utf-8"))
        asking = playwright.request.new_context(base_url=f"http://127.0.0.1:{port}", timeout=120_000)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asking.get("/vao").text())
        assert found is not None
        form = {"csrfmiddlewaretoken": found[1], "login": AUDITOR, "password": told["password"]}
        assert asking.post("/vao", form=form).ok
        yield asking


def months() -> Iterator[tuple[int, int]]:
    """Yield the months of the commune by their years and numbers, the last one first."""
    day = dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date().replace(day=1)
    for _ in range(MONTHS):
        yield day.year, day.month
        day = (day - dt.timedelta(days=1)).replace(day=1)


def test_every_month_of_the_commune_comes_out_as_its_pages_show_it(auditor: APIRequestContext) -> None:
    """By the report of each month, by the timeline of each meeting, and by each point of its page."""
    wrong, meetings = [], 0
    for year, month in months():
        asked = f"?thang={month}&nam={year}"
        again = auditor.get(f"/doi-chieu/vi-du/cham-lai{asked}")
        wrong += [] if "Chấm lại ra đúng điểm đã ghi" in again.text() else [asked]
        for where in MEETING.findall(auditor.get(f"/doi-chieu/vi-du{asked}").text()):
            meetings += 1
            told = auditor.get(f"{where}/dong-thoi-gian").text()
            wrong += [where] if re.search(r"trên \d+ lần chấm ra đúng", told) else []
            points = auditor.get(f"{where}/vi-sao")
            # of what was withdrawn or not held there are no points
            wrong += [where] if points.status not in {200, 404} or "sổ ghi " in points.text() else []
    assert wrong == []
    assert meetings > MONTHS * 10
