"""What the parts of counted rows are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.bulk_reports.counting import COMMUNE, KIND, PERIOD, PROVINCE
from chamdiem.engine.texts import label, say_vi
from chamdiem.engine.texts.sentences import period_text
from chamdiem.engine.words.collation import vietnamese

if TYPE_CHECKING:
    from chamdiem.engine.bulk_reports.counting import CountedRows, Counts
    from chamdiem.engine.reading.catalog import LoadedFramework

    Part = tuple[tuple[str, ...], Counts]


def part_title(loaded: LoadedFramework, part: str, told: str | None) -> str:
    """Return what a part is called by what its rows say."""
    if told is None:
        return say_vi("bulk.report_untold")
    shape = loaded.framework.shape
    if part == PERIOD:
        return period_text("vi", told)
    words = shape.by_name[shape.kind].words if part == KIND and shape.kind else None
    return label(words[told], "vi") if words else told


def divided(rows: CountedRows, way: tuple[str, ...]) -> list[Part]:
    """Return the counts by some parts, each with what it is called: places in the order of the alphabet."""
    found = [(told, _called(rows, way, told), counts) for told, counts in rows.by(*way)]
    found.sort(key=lambda each: [_order(*part) for part in zip(way, each[0], each[1], strict=True)])
    return [(called, counts) for _, called, counts in found]


def _called(rows: CountedRows, way: tuple[str, ...], told: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(part_title(rows.framework, part, each) for part, each in zip(way, told, strict=True))


def _order(part: str, told: str | None, called: str) -> tuple[object, ...]:
    """Return where a part stands: what is not told comes last."""
    own = vietnamese(called) if part in {PROVINCE, COMMUNE} else told
    return told is None, own or ""
