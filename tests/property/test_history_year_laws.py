"""Laws of whole years of a cell: what its records prove is what all persons, and all unknown months, can have been."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import groupby, product
from math import floor
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.reading.catalog import framework_from_text
from chamdiem.rules.analysis.history_facts import HistoryFacts
from reference.persons import Meeting, longest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Kept = dict[str, int] | None
"""The fields of a record; None: a month without a report."""

HISTORY = HistoryFacts(
    framework_from_text(
        """
framework: mau/2026
title: Khung mẫu
authority: {number: 01-HD/TU, date: 2026-01-05, issuer: Tỉnh ủy Mẫu}
provenance: {status: official, source: Bản chính}
in_force: {from: 2026-01-05}
applies_to: {kinds: [regular, combined]}
points: {maximum: 10, step: 0.5, rounding: half_up}
inputs:
  due: {title: Phải dự, type: count, at_most: 4}
  away: {title: Vắng, type: count, at_most: {fact: due}}
  changed: {title: Thay đổi đảng viên, type: yes_no}
  spoke: {title: Phát biểu, type: count, at_most: 3}
  often: {title: Số kỳ có người vắng, type: count}
  ever: {title: Có kỳ nào vắng từ hai người, type: yes_no}
  in_a_row: {title: Số kỳ liên tiếp có người vắng, type: count}
  one_member: {title: Số kỳ một người vắng liên tiếp, type: count}
  before: {title: Phát biểu kỳ trước, type: count}
  on_average: {title: Phát biểu trung bình, type: count}
history:
  often: {over: year_to_date, count: {fact: away, at_least: 1}}
  ever: {over: year_to_date, exists: {fact: away, at_least: 2}}
  in_a_row: {over: year_to_date, longest_run: {fact: away, at_least: 1}}
  one_member:
    over: year_to_date
    longest_run: {fact: away, at_least: 1}
    per_member: {of: due, same_members: {fact: changed, is: no}}
  before: {over: year_to_date, last: spoke}
  on_average: {over: year_to_date, mean_over: spoke, rounding: down}
groups:
  - {id: "1", title: Nhóm, maximum: 10, criteria: [{id: "1.1", title: Ý, maximum: 10, clause: Mục 1, judged: points}]}
ratings:
  - {id: tot, title: Tốt, at_least: 9}
  - {id: kem, title: Kém}
""",
        "khung.yaml",
    ).framework
)
MOST_UNKNOWN = 4


def year(rnd: random.Random) -> list[Kept]:
    """Return the months up to that of a record, which comes last; those in which nobody met are no places.

    A cell keeps its size for a while; then one leaves, one joins, or one leaves while another joins.
    """
    size, found = rnd.randint(1, 4), list[Kept]()
    unknown = 0
    for _ in range(rnd.randint(1, 12)):
        state = rnd.choices(("held", "not_held", "unknown"), (80, 8, 12))[0]
        if state == "unknown" and unknown < MOST_UNKNOWN:
            unknown += 1
            found.append(None)
        elif state != "not_held":
            found.append(_record(rnd, size))
            size = min(4, max(1, size + rnd.choice((0, 0, 0, -1, 1))))
    return [*found, _record(rnd, size)]


def _record(rnd: random.Random, size: int) -> dict[str, int]:
    told = {"due": size, "changed": rnd.choice((0, 0, 1)), "spoke": rnd.randint(0, 3)}
    told["away"] = rnd.choice((0, rnd.randint(0, size), size, max(0, size - 1)))
    for name in ("changed", "away", "spoke"):
        if rnd.random() < 0.05:
            del told[name]
    return told


def completions(places: Sequence[Kept], name: str, values: Sequence[int]) -> Iterator[list[int]]:
    """Yield the numbers that the records of all months can have had; in a month without a report nobody may have met."""
    options: list[Sequence[int | None]] = [
        (*values, None) if place is None else (place[name],) if name in place else values for place in places
    ]
    for chosen in product(*options):
        yield [each for each in chosen if each is not None]


def run(numbers: Sequence[int]) -> int:
    """Return in how many places one after the other anybody was away."""
    return max((len(list(own)) for so, own in groupby(numbers, key=bool) if so), default=0)


ASKED: dict[str, tuple[str, Sequence[int], Callable[[Sequence[int]], int]]] = {
    "often": ("away", (0, 1), lambda numbers: sum(map(bool, numbers))),
    "ever": ("away", (0, 2), lambda numbers: any(number >= 2 for number in numbers)),
    "in_a_row": ("away", (0, 1), run),
    "on_average": ("spoke", (0, 3), lambda numbers: floor(Fraction(sum(numbers), len(numbers)))),
}
"""By fact: the field that it is made of, values that stand for all that this may be, and what is made of them."""


def check(seed: int) -> None:
    """Check one year."""
    rnd = random.Random(seed)  # noqa: S311 - years at random
    places = year(rnd)
    followed = [None if place is None else HISTORY.followed(place) for place in places]
    for name, (field, values, made) in ASKED.items():
        found = [made(numbers) for numbers in completions(places, field, values)]
        assert HISTORY.ends(name, followed, len(places) - 1) == (min(found), max(found)), (seed, name)
    persons = [
        None if place is None else Meeting(place.get("away"), place["due"], same=place.get("changed") == 0)
        for place in places
    ]
    assert HISTORY.ends("one_member", followed, len(places) - 1) == longest(persons), (seed, "one_member")
    newest = (places[-2] or {}).get("spoke") if len(places) > 1 else None
    assert HISTORY.ends("before", followed, len(places) - 1) == (None if newest is None else (newest, newest)), seed


def test_a_year_is_what_all_persons_and_months_can_have_been() -> None:
    """The ends of every fact of history are reached by some completion of a year, and passed by none."""
    for seed in range(100):
        check(seed)


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(20))
def test_ten_thousand_years_of_persons(part: int) -> None:
    """The same, for so many that rare combinations come up."""
    for seed in range(1000 + part * 500, 1500 + part * 500):
        check(seed)
