"""Samples: a draw that anybody can repeat, totals near a border, layers that differ most."""

from __future__ import annotations

import hashlib

from chamdiem.engine.lists.sampling import SampleCandidate, SampleWay, sample

CANDIDATES = [
    SampleCandidate(key=f"regular/2026-11/cb-{number}", title=f"Chi bộ {number}", own=own, upper=upper, margin=margin)
    for number, (own, upper, margin) in enumerate(
        [(8800, 8700, 200), (9000, 9000, 0), (None, None, None), (7500, 9100, 500)]
    )
]


def test_a_draw_follows_from_its_seed_alone() -> None:
    """In the order of the SHA-256 of the seed and the key, whatever the order in which meetings come."""
    drawn = sample(CANDIDATES, SampleWay.DRAWN, 3, "123456")
    by_hand = sorted(CANDIDATES, key=lambda each: hashlib.sha256(f"123456\n{each.key}".encode()).hexdigest())
    assert list(drawn) == by_hand[:3]
    assert sample(reversed(CANDIDATES), SampleWay.DRAWN, 3, "123456") == drawn
    assert sample(CANDIDATES, SampleWay.DRAWN, 4, "654321") != sample(CANDIDATES, SampleWay.DRAWN, 4, "123456")


def test_what_stands_out_comes_first_and_what_is_not_known_does_not() -> None:
    """Nearest to a border first; the widest difference first, and equal layers not at all."""
    assert [each.margin for each in sample(CANDIDATES, SampleWay.NEAR, 9)] == [0, 200, 500]
    assert [each.apart for each in sample(CANDIDATES, SampleWay.APART, 9)] == [1600, 100]
