"""Quotas: exceeded, kept or open, as every way in which the others may still be rated says."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement

from hypothesis import given
from hypothesis import strategies as st

from chamdiem.rules.analysis.quotas import quota_finding
from chamdiem.rules.language.quotas import Quota
from samples import criterion, framework

IDS = ("xs", "tot", "kha", "kem")
MADE = framework(criterion(), ratings=[{"id": name, "title": name.upper()} for name in IDS]).framework
ROUNDING = ("down", "up", "half_up")


def quota(share: tuple[str, ...], among: tuple[str, ...] | None, at_most: int, rounding: str) -> Quota:
    """Return a quota."""
    own = {} if among is None else {"among": among}
    written = {"id": "q", "share": share, "at_most": str(at_most), "rounding": rounding} | own
    return Quota.model_validate(written)


def allowed(of: int, at_most: int, rounding: str) -> int:
    """Return how many are allowed, rounded as is said."""
    exact = Fraction(at_most * of, 100)
    whole = exact.__floor__()
    return whole + {"down": 0, "up": exact > whole, "half_up": exact - whole >= Fraction(1, 2)}[rounding]


_RATINGS = st.lists(st.sampled_from(IDS), min_size=1, max_size=2, unique=True).map(tuple)


_LIMITS = st.tuples(st.integers(0, 100), st.sampled_from(ROUNDING))


@given(
    st.tuples(_RATINGS, st.none() | _RATINGS),
    _LIMITS,
    st.lists(st.integers(0, 6), min_size=4, max_size=4),
    st.integers(0, 4),
)
def test_a_quota_says_what_all_completions_say(
    rated: tuple[tuple[str, ...], tuple[str, ...] | None], limit: tuple[int, str], known: list[int], unrated: int
) -> None:
    """It is exceeded where every way to rate the others passes it, kept where none does, and else open."""
    share, among = rated
    if set(among or IDS) <= set(share):
        return  # refused by a check: whatever counts is limited
    found = quota_finding(MADE, quota(share, among, *limit), dict(zip(IDS, known, strict=True)), unrated)
    passed = set()
    for others in combinations_with_replacement(IDS, unrated):
        counts = {name: number + others.count(name) for name, number in zip(IDS, known, strict=True)}
        count = sum(counts[name] for name in share)
        passed.add(count > allowed(sum(counts[name] for name in among or IDS), *limit))
    assert found.state == ("open" if len(passed) > 1 else "exceeded" if True in passed else "kept")
    assert (found.unrated, found.count) == (unrated, sum(dict(zip(IDS, known, strict=True))[name] for name in share))


def test_the_most_that_is_allowed_is_told() -> None:
    """12 of 40 pass a fifth, which is 8; with 30 not rated yet it is 14, and nothing is certain."""
    fifth = quota(("xs",), ("xs", "tot"), 20, "down")
    found = quota_finding(MADE, fifth, {"xs": 12, "tot": 28}, 0)
    assert (found.state, found.count, found.of, found.most) == ("exceeded", 12, 40, 8)
    found = quota_finding(MADE, fifth, {"xs": 12, "tot": 28}, 30)
    assert (found.state, found.most) == ("open", 14)
