"""Years of a cell written in letters: one for each month."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from chamdiem.engine.history.periods import Activity, PeriodScorer
from chamdiem.engine.history.timeline import CellMonth, Known, Timeline
from chamdiem.rules.records.identity import cell_key
from chamdiem.rules.records.spans import MonthSpan
from samples import criterion, framework

if TYPE_CHECKING:
    from chamdiem.engine.history.periods import PeriodResult
    from chamdiem.engine.reading.catalog import LoadedFramework

LETTERS = {"T": "tot", "K": "kha", "B": "trung_binh", "Y": "kem"}
RATINGS = [
    {"id": "tot", "title": "Tốt", "at_least": "9"},
    {"id": "kha", "title": "Khá", "at_least": "7"},
    {"id": "trung_binh", "title": "Trung bình", "at_least": "5"},
    {"id": "kem", "title": "Kém"},
]
GOOD = {"title": "Số kỳ Tốt", "count": {"rating": "given", "is": "tot"}}
BAD = {"title": "Số kỳ dưới Khá", "count": {"rating": "given", "below": "kha"}}
NO_BAD = {"title": "Mọi kỳ từ Khá", "when": {"fact": "ky_duoi_kha", "at_most": "0"}}
SEVEN = {"title": "Từ 7 kỳ Tốt", "when": {"fact": "ky_tot", "at_least": "7"}}
YEAR = MonthSpan(kind="year", year=2026)


def year_rule(**parts: Any) -> LoadedFramework:  # noqa: ANN401 - the keys of a period
    """Return a framework with the rule of Phú Thọ for a year, changed in some parts."""
    period = {
        "id": "nam",
        "title": "Xếp loại năm",
        "over": "year",
        "records": {"kinds": ["regular", "combined"]},
        "expected": {"each": "month", "not_held": "unresolved"},
        "part_year": {"then": "unresolved", "reason": "Văn bản không nói"},
        "measures": {"ky_tot": GOOD, "ky_duoi_kha": BAD},
        "ratings": [
            {"id": "tot", "title": "Tốt", "requires": [NO_BAD, SEVEN]},
            {"id": "khac", "title": "(văn bản không quy định)"},
        ],
    }
    return framework(criterion(judged="points"), ratings=RATINGS, periods=[period | parts])


def known(month: str, rating: str | None, by: str = "mau/2025", **more: Any) -> Known:  # noqa: ANN401 - its parts
    """Return a record of a month."""
    told: dict[str, Any] = {
        "period": month,
        "day": dt.date.fromisoformat(f"{month}-05"),
        "kind": "regular",
        "framework": by,
        "facts": {},
        "rating": rating,
        "possible": (rating,) if rating else (),
        "total": None,
        "layer": "decided",
        "source": f"{month}.yaml",
    }
    return Known(**(told | more))


def months(letters: str) -> tuple[CellMonth, ...]:
    """Return the months of 2026: T, K, B, Y ratings; “.” not reported, “-” not held, “o” the cell was not there.

    “?” is a record without a rating, “x” one of another framework, “2” two records.
    """
    found = []
    for number, letter in enumerate(letters, 1):
        name = f"2026-{number:02}"
        states = {".": "unknown", "-": "not_held", "o": "outside"}
        if letter in states:
            found.append(CellMonth(period=name, state=states[letter], source="nguon" if letter == "-" else ""))  # type: ignore[arg-type]
            continue
        records = {
            "?": (known(name, None),),
            "x": (known(name, "tot", "khac/2026"),),
            "2": (known(name, "tot"), known(name, "kha", kind="combined")),
        }.get(letter) or (known(name, LETTERS[letter]),)
        found.append(CellMonth(period=name, state="held", records=records))
    return tuple(found)


def rated(letters: str, loaded: LoadedFramework | None = None, **activity: Any) -> PeriodResult:  # noqa: ANN401 - of it
    """Return what a cell gets for a year."""
    loaded = loaded or year_rule()
    year = months(letters)
    active = tuple(month.period for month in year if month.state != "outside")
    timeline = Timeline(cell=cell_key("CB", None, None), months=year)
    scorer = PeriodScorer(loaded, loaded.framework.periods[0], YEAR)
    told = {"months": active, "by": "register"} | activity
    return scorer.score("CB", timeline, Activity(**told))
