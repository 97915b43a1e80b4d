"""What is given to be scored, divided into parts."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.bulk_runs.inputs import Source, divided


@given(st.lists(st.integers(0, 60), max_size=4), st.integers(1, 20))
def test_every_row_is_in_one_part(rows: list[int], size: int) -> None:
    """Parts follow each other without a gap; none has more than a quarter more rows than asked, or a small rest alone."""
    sources = [Source(file=str(place), stored="", rows=count) for place, count in enumerate(rows)]
    parts = list(divided(sources, size))
    assert [part.number for part in parts] == list(range(len(parts)))
    assert sum(part.rows for part in parts) == sum(rows)
    assert all(one.before + one.rows == other.before for one, other in pairwise(parts))
    for source in sources:
        own = [part for part in parts if part.source is source]
        assert [part.first for part in own] == [place * size for place in range(len(own))]
        assert all(0 < part.rows <= size + size / 4 for part in own)
        assert all(part.rows >= size / 4 for part in own[1:])
