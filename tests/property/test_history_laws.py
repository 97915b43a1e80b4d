"""Laws of what several months prove: the bounds are those of all that can have been, person by person."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations, groupby, product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.rules.analysis.over_months import (
    UNREPORTED,
    Attendance,
    CountEnds,
    count,
    exists,
    longest_run,
    mean_over,
    member_run,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

AWAY = None
PEOPLE = 4
"""So many persons there are in all; never more than two of them are members at a time, so that all may be others."""
LARGEST = 2


def runs(places: Iterable[bool]) -> int:
    """Return the longest run of what is so."""
    return max((len(list(run)) for so, run in groupby(places) if so), default=0)


def completions(places: Sequence[bool | None]) -> Iterator[list[bool]]:
    """Yield all that the places can have been: what is not known was so, was not so, or was not held."""
    for chosen in product(*([place] if place is not None else [True, False, AWAY] for place in places)):
        yield [place for place in chosen if place is not AWAY]


@given(st.lists(st.sampled_from([True, False, None]), max_size=7))
def test_counts_and_runs_are_those_of_all_completions(places: list[bool | None]) -> None:
    """The least and the most of a count, of “any”, of a run are reached by some completion and passed by none."""
    found = list(completions(places))
    for told, of in ((count, sum), (exists, lambda each: int(any(each))), (longest_run, runs)):
        values = [of(each) for each in found]
        assert told(places) == CountEnds(min(values), max(values))


subsets = {size: [frozenset(each) for each in combinations(range(PEOPLE), size)] for size in range(PEOPLE + 1)}
everybody = list(chain.from_iterable(subsets.values()))


@st.composite
def attendances(draw: st.DrawFn) -> Attendance:
    """A place: a record, whose counts are known or not, or a month without a report."""
    if draw(st.integers(0, 5)) == 0:
        return UNREPORTED
    members = draw(st.integers(1, LARGEST))
    absent = draw(st.one_of(st.integers(0, members), st.just(members)))
    return Attendance(absent=absent if draw(st.integers(0, 7)) else None, members=members, same=draw(st.booleans()))


def years(places: Sequence[Attendance]) -> Iterator[list[frozenset[int]]]:
    """Yield who was so at each place that was held, in every way in which persons can have come, stayed and gone.

    All members are tried, also those who joined while others left: only where the members are the same for certain do
    they stay the same.
    """

    def after(place: int, members: frozenset[int] | None, so: list[frozenset[int]]) -> Iterator[list[frozenset[int]]]:
        if place == len(places):
            yield so
            return
        told = places[place]
        if told is UNREPORTED:
            yield from after(place + 1, None, so)
            for absent in everybody:
                yield from after(place + 1, None, [*so, absent])
            return
        stays = told.same and members is not None and len(members) == told.members
        for there in [members] if stays and members is not None else subsets[told.members or 0]:
            for absent in (each for each in everybody if each <= there and told.absent in (None, len(each))):
                yield from after(place + 1, there, [*so, absent])

    return after(0, None, [])


@settings(max_examples=60)
@given(st.lists(attendances(), max_size=4))
def test_a_members_run_is_bounded_by_all_persons_that_can_have_been(places: list[Attendance]) -> None:
    """The bounds of a member's run are the least and the most over all persons who may have been members."""
    found = [max(runs(person in so for so in year) for person in range(PEOPLE)) for year in years(places)]
    assert member_run(places) == CountEnds(min(found), max(found))


def test_one_left_and_one_joined_prove_nothing() -> None:
    """Of two members one is excused each month: with the same members a run of 1; with others too, and 2 of 2 as well."""
    both = Attendance(absent=2, members=2)
    assert member_run([both, both]) == CountEnds(1, 2)
    assert member_run([both, Attendance(absent=2, members=2, same=True)]) == CountEnds(2, 2)


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda pair: CountEnds(min(pair), max(pair))), max_size=3
    ),
    st.integers(0, 3),
)
def test_a_mean_is_bounded_by_all_numbers_that_can_have_been(numbers: list[CountEnds], unreported: int) -> None:
    """The mean lies between the means of all completions, which reach both ends."""
    span = CountEnds(1, 2)
    choices: list[list[int | None]] = [list(range(each.least, each.most + 1)) for each in numbers]
    choices += [[None, 1, 2]] * unreported
    found = [
        Fraction(sum(there), len(there))
        for chosen in product(*choices)
        if (there := [each for each in chosen if each is not None])
    ]
    assert mean_over(numbers, unreported, span) == ((min(found), max(found)) if numbers else None)
