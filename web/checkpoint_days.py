"""On which days checkpoints of the ledger were taken away from the pages: told without the keys that sign them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path as File

    from chamdiem.web.house import House
    from chamdiem.web.place import DataFolder

_NOTED = ".txt"


def noted_on(folder: DataFolder, day: dt.date) -> File:
    """Return the file by which it is noted that a checkpoint was taken on a day."""
    return folder.checkpoints / f"{day:%Y-%m-%d}{_NOTED}"


@dataclass(frozen=True, slots=True)
class LastCheckpoint:
    """The day on which a checkpoint was last taken from the pages, and how many days ago that is."""

    day: dt.date
    age: int


def last_checkpoint(house: House, folder: DataFolder) -> LastCheckpoint | None:
    """Tell when a checkpoint was last taken from the pages; None: nobody took one, or it is not known any more."""
    noted = [each.name.removesuffix(_NOTED) for each in folder.checkpoints.glob(f"????-??-??{_NOTED}")]
    if not noted:
        return None
    day = dt.date.fromisoformat(max(noted))
    return LastCheckpoint(day, max(0, (house.today - day).days))
