"""What stands of quotas in the lists of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.lists.meetings import Month, month_of
from chamdiem.engine.lists.overview import overview_of
from chamdiem.engine.lists.summary import summary_list
from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.engine.reading.register import RegisteredCell
from samples import Json, criterion, evaluate, framework

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework

PAPER = PaperSettings(place="Mẫu")
RATINGS = [
    {"id": "xs", "title": "Xuất sắc", "at_least": "9"}, {"id": "tot", "title": "Tốt", "at_least": "7"},
    {"id": "kem", "title": "Kém"},
]  # fmt: skip
FIFTH: Json = {"id": "q", "share": ["xs"], "among": ["xs", "tot"], "at_most": "20", "rounding": "down"}


def limited(**quota: object) -> LoadedFramework:
    """Return a framework of one criterion with a quota."""
    return framework(criterion(judged="points"), ratings=RATINGS, quotas=[FIFTH | quota])


def month(made: LoadedFramework, *points: str | None, organisations: int = 1) -> Month:
    """Return a month of cells with these points each, dealt out among organisations in turn."""
    found = [
        evaluate(
            made, {"1": each} if each else {}, period="2025-11", cell_id=f"{number}", cell_name=f"Chi bộ {number}",
            upper_org=f"Đảng bộ {number % organisations + 1}",
        )
        for number, each in enumerate(points)
    ]  # fmt: skip
    return month_of(found, None)


def test_the_summary_tells_of_each_quota() -> None:
    """How many have the rating, of how many, what share that is, and how many may."""
    of_month = month(limited(), "10", "9", "8", "7", "7", "7", "1")
    notes = summary_list(of_month, None, PAPER).notes
    assert "Xuất sắc: 2 trong 6 (33,33%), vượt 20% (nhiều nhất 1)." in notes
    (section,) = overview_of(of_month, None, PAPER).sections
    assert "Xuất sắc: 2 trong 6 (33,33%), vượt 20% (nhiều nhất 1)." in section.notes


def test_who_is_not_rated_leaves_a_quota_open() -> None:
    """A meeting that is not scored yet, or a cell that has not reported, may still change what a quota says."""
    of_month = month(limited(), "10", "8", "7", "7")
    assert "Xuất sắc: 1 trong 4 (25%), vượt 20% (nhiều nhất 0)." in summary_list(of_month, None, PAPER).notes
    register = [
        RegisteredCell(id=f"{number}", name=f"Chi bộ {number}", upper_org="Đảng bộ 1", members=9) for number in range(5)
    ]
    said = "Xuất sắc: 1 trong 4 (25%), còn 1 chưa xếp loại nên chưa biết có vượt 20% hay không."
    assert said in summary_list(of_month, register, PAPER).notes
    said = "Xuất sắc: 1 trong 3 (33,33%), còn 2 chưa xếp loại nên chưa biết có vượt 20% hay không."
    assert said in summary_list(month(limited(), "10", "8", "7", None, None), None, PAPER).notes


def test_a_quota_of_each_part_names_the_part_and_nobody_else() -> None:
    """A list that a field divides is told of part by part; no cell is named in it."""
    of_month = month(limited(by="upper_org"), "10", "8", "7", "7", organisations=2)
    notes = [note for note in summary_list(of_month, None, PAPER).notes if "20%" in note]
    assert notes == [
        "Đảng bộ 1 — Xuất sắc: 1 trong 2 (50%), vượt 20% (nhiều nhất 0).",
        "Đảng bộ 2 — Xuất sắc: 0 trong 2 (0%), không vượt 20% (nhiều nhất 0).",
    ]
