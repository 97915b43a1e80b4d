"""Rows that are tried: all of them at once, or one by one where arrays cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from chamdiem.engine.bulk.arrays import integers_of
from chamdiem.engine.bulk.outlooks import ManyTrials
from chamdiem.engine.bulk.results import Results
from chamdiem.engine.bulk_runs import narrowing
from chamdiem.engine.bulk_runs.narrowing import Narrowing, tried_by
from chamdiem.engine.reading.catalog import Catalog
from in_arrays import given
from many_rows import chance_of
from thresholds import drawn_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from chamdiem.engine.bulk.telling import SharedOutlooks

MADE = Catalog().get("an-phu/2025")
RESULTS = Results(MADE.framework, MADE.program)


def found(rows: int = 60) -> dict[int, tuple[list[int | None], int]]:
    """Return what is found of drawn rows, by their places: every fact, and the ratings that may come as bits."""
    facts = given(tried_by(MADE), drawn_facts(MADE.program, chance_of(5), 0.03, rows))
    told = Narrowing(MADE, "self", RESULTS).outlooks(facts, np.arange(rows))
    assert told is not None
    columns = zip(*(integers_of(column, len(told.rows)) for column in told.facts.values()), strict=True)
    own = zip(columns, told.ratings.tolist(), strict=True)
    return {row: (list(values), bits) for row, (values, bits) in zip(told.rows.tolist(), own, strict=True)}


def test_how_many_are_tried_at_once_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are tried so many at a time as their completions have room; each is found the same."""
    whole = found()
    monkeypatch.setattr(narrowing, "AT_ONCE", 7)
    assert found() == whole
    assert len(whole) > 20


def test_what_is_too_wide_for_arrays_is_tried_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that is only tried refuses no row, however large it is."""

    def too_wide(*_: object) -> Iterator[SharedOutlooks]:
        raise OverflowError(1 << 70)
        yield

    whole = found()
    monkeypatch.setattr(ManyTrials, "outlooks", too_wide)
    assert found() == whole


def test_nothing_is_found_where_too_much_is_missing() -> None:
    """Of rows of which nothing is known there is nothing to try."""
    facts = given(tried_by(MADE), [{}, {}])
    assert Narrowing(MADE, "self", RESULTS).outlooks(facts, np.arange(2)) is None
