"""Where a measure begins to exist and crosses ends as a number moves it, compared with looking at every place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from chamdiem.rules.analysis.crossings import crossings


def measure(top: int, bottom: int, place: int) -> int | None:
    """Return a quotient in which the place stands above and below."""
    below = bottom + place
    return (top + 2 * place) * 100 // below if below > 0 else None


@pytest.mark.parametrize("bottom", [-30, -3, 1, 50])
@pytest.mark.parametrize("top", [0, 7, 400])
@pytest.mark.parametrize("ends", [(), (75,), (50, 120, 150, 190)])
def test_every_crossing_is_found(top: int, bottom: int, ends: tuple[int, ...]) -> None:
    """The places yielded are just those at which a measure comes to be, or lies beyond an end for the first time."""
    values = [measure(top, bottom, place) for place in range(41)]
    expected = {0} if values[0] is not None else set()
    for place, (before, now) in enumerate(pairwise(values), 1):
        began = before is None and now is not None
        crossed = before is not None and now is not None and any((before >= end) != (now >= end) for end in ends)
        expected |= {place} if began or crossed else set()
    assert set(crossings(lambda place: measure(top, bottom, place), ends, 0, 40)) == expected


def test_nothing_that_never_is_crosses_anything() -> None:
    """A measure that exists nowhere between two places has no crossing."""
    assert list(crossings(lambda _: None, (1, 2), 0, 9)) == []
