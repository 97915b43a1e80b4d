"""What records in order prove of the facts that a framework has from history: each operation by its framework's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.rules.analysis.history_facts import HistoryFacts
from history_frameworks import with_history

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chamdiem.rules.analysis.over_months import CountEnds

RUN, FLAG = "max_consecutive_excused", "thematic_this_month"
PEOPLE = {"members_total": 5, "members_exempt": 2}


def ends(name: str, told: str, records: Sequence[Mapping[str, int] | None], own: int | None = None) -> CountEnds | None:
    """Return the ends of a fact by records in order, the last of which is the record's own; None: no report."""
    history = HistoryFacts(with_history(**{name: f"over: year_to_date, {told}"}))
    places = [None if facts is None else history.followed(facts) for facts in records]
    return history.ends(name, places, len(places) - 1 if own is None else own)


@pytest.mark.parametrize(
    ("name", "told", "expected"),
    [
        (RUN, "count: {fact: absent_excused, at_least: 2}", (2, 4)),
        (RUN, "count: any", (4, 5)),
        (RUN, "longest_run: {fact: absent_excused, at_least: 2}", (1, 3)),
        (RUN, "longest_run: any", (2, 5)),
        (FLAG, "exists: {fact: absent_excused, at_least: 3}", (0, 1)),
        (FLAG, "exists: {fact: absent_excused, at_least: 2}", (1, 1)),
        ("reminded", "last: absent_excused", (0, 0)),
        ("reminded", "mean_over: absent_excused, rounding: down", None),
    ],
)
def test_each_operation_says_what_its_records_prove(name: str, told: str, expected: tuple[int, int] | None) -> None:
    """One of five months is not reported, in one of the others the number is missing: both are neither 0 nor more."""
    records = [{"absent_excused": 2}, {}, None, {"absent_excused": 0}, {"absent_excused": 2}]
    found = ends(name, told, records)
    if expected is not None:
        assert found == expected
    else:
        assert found is not None
        assert found.least == 0
        assert found.most > 1000  # a count may be anything


def test_the_last_fact_is_missing_behind_a_month_without_a_report() -> None:
    """What the newest record before says is not known where a month lies between; nor where there is none before."""
    assert ends("reminded", "last: absent_excused", [{"absent_excused": 1}, None, {}]) is None
    assert ends("reminded", "last: absent_excused", [{}]) is None
    assert ends("reminded", "last: absent_excused", [{"absent_excused": 1}, {}]) == (1, 1)


def test_a_mean_is_rounded_once() -> None:
    """Two known numbers have one mean: 1.5 is rounded as the framework says."""
    records = [{"absent_excused": 1}, {"absent_excused": 2}]
    assert ends("reminded", "mean_over: absent_excused, rounding: half_up", records) == (2, 2)
    assert ends("reminded", "mean_over: absent_excused, rounding: down", records) == (1, 1)


SAME = "longest_run: {fact: absent_excused, at_least: 1}, per_member: {of: members_due, same_members: {fact: members_changed, is: no}}"


def test_a_members_run_counts_on_the_same_members_only() -> None:
    """Two of three are excused twice: of the same members somebody was both times; of others, perhaps nobody."""
    records = [PEOPLE | {"absent_excused": 1}, PEOPLE | {"absent_excused": 2, "members_changed": 0}]
    assert ends(RUN, SAME, records) == (1, 2)
    records = [PEOPLE | {"absent_excused": 2}, PEOPLE | {"absent_excused": 2, "members_changed": 0}]
    assert ends(RUN, SAME, records) == (2, 2)
    assert ends(RUN, SAME, [records[0], records[1] | {"members_changed": 1}]) == (1, 2)
    assert ends(RUN, SAME, [records[0], PEOPLE | {"absent_excused": 2}]) == (1, 2)


def test_a_measure_of_an_earlier_record_is_made_by_this_framework() -> None:
    """How many members were due is worked out of what the record says; where that is not there, it is not known."""
    first = {"members_total": 3, "absent_excused": 3}
    second = PEOPLE | {"absent_excused": 3, "members_changed": 0}
    assert ends(RUN, SAME, [first, second]) == (1, 2)
    assert ends(RUN, SAME, [first | {"members_exempt": 0}, second]) == (2, 2)
