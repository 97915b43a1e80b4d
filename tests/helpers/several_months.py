"""Tables of the meetings of some cells in several months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from many_rows import rows

if TYPE_CHECKING:
    from random import Random

    from many_rows import Row

MONTHS = ("2025-12", "2026-01", "2026-02", "2026-03")


def moved(row: Row, month: str) -> Row:
    """Return a row of November 2025 as one of another month, whose 28th is the last day on which anything was."""
    year, number = map(int, month.split("-"))
    before, after = (year * 12 + number - 1 + step for step in (-1, 1))
    months = {"2025-10": _named(before), "2025-11": month, "2025-12": _named(after)}
    days = {f"-{day}": "-28" for day in range(29, 32)}
    return {
        key: months[value[:7]] + days.get(value[7:], value[7:]) if value[:7] in months else value
        for key, value in row.items()
    }


def _named(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"


def months_of_cells(chance: Random, count: int, decided: tuple[str, ...]) -> list[Row]:
    """Return meetings of some cells in any of `MONTHS`; nobody states the facts that earlier months decide."""
    found = []
    for month in MONTHS:
        for row in rows(chance, count, share=0.03):
            told = {**moved(row, month), **dict.fromkeys(decided, "")}
            told |= {"framework": "an-phu/2025", "documents_finalised_on": told["date"]}
            if chance.random() < 0.8:
                found.append(told)
    chance.shuffle(found)
    return found
