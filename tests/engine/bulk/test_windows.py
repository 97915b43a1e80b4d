"""What many records prove of each other, as arrays: the same as of one record after the other."""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.bulk.arrays import of_integers
from chamdiem.engine.bulk.places import OrderedRecords
from chamdiem.engine.bulk.windows import HistoryArrays
from chamdiem.engine.history.earlier import earlier_facts
from chamdiem.engine.history.kept import KeptFacts, KeptMonth
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.documents import Document
from chamdiem.engine.reading.records import Record
from chamdiem.engine.scoring.earlier import EarlierEntry
from chamdiem.rules.analysis.history_facts import HistoryFacts
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.meeting import MEETING_KINDS
from history_frameworks import with_history

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chamdiem.rules.language.framework import Framework

OVER = ("month", "quarter", "year_to_date")
KINDS = (
    "",
    "records: {kinds: [regular, combined]}, ",
    "records: {kinds: [thematic]}, ",
    "records: {kinds: [combined]}, ",
)
WHICH = (
    "any",
    "{fact: absent_excused, at_least: 2}",
    "{fact: absence, at_most: 50}",
    "{fact: members_changed, is: yes}",
)
RUNS = (
    *(f"{each}: {which}" for each in ("count", "longest_run") for which in WHICH),
    "longest_run: {fact: absent_excused, at_least: 1}, per_member: {of: members_due}",
    f"longest_run: {{fact: absent_excused, at_least: 1}}, per_member: {{of: members_due, same_members: {WHICH[3]}}}",
)
NUMBERS = (
    "last: absent_excused",
    "last: members_total",
    *(f"mean_over: absent_excused, rounding: {each}" for each in ("down", "up", "half_up")),
)
FACTS = ("absent_excused", "members_total", "members_exempt", "members_changed")


class Told(NamedTuple):
    """A record: of which cell, in which month, of which kind, on which day (0: it does not say), and its facts."""

    cell: int
    month: int
    kind: int
    day: int
    facts: tuple[int | None, ...]


def few(most: int) -> st.SearchStrategy[int | None]:
    """Return numbers up to one, or nothing."""
    return st.none() | st.integers(0, most)


TOLD = st.builds(
    Told, st.integers(0, 2), st.integers(2025 * 12 + 7, 2026 * 12 + 6), st.integers(0, 2), st.sampled_from((0, 1, 1, 9, 20)),
    st.tuples(few(3), few(4), few(1), few(1)),
)  # fmt: skip
RECORDS = st.lists(TOLD, max_size=14, unique_by=lambda each: each[:3]).map(
    lambda told: sorted(told, key=lambda each: (*each[:2], each.day, each.kind))
)
"""Records as they are read: in order, each cell with one of each kind in a month."""


def framework(over: str, kinds: str, run: str, flag: str, number: str) -> Framework:
    """Return a framework that has three facts from history."""
    return with_history(
        max_consecutive_excused=f"over: {over}, {kinds}{run}",
        thematic_this_month=f"over: {over}, {kinds}exists: {flag}",
        reminded=f"over: {over}, {kinds}{number}",
    )


FRAMEWORKS = st.builds(
    framework, st.sampled_from(OVER), st.sampled_from(KINDS), st.sampled_from(RUNS), st.sampled_from(WHICH),
    st.sampled_from(NUMBERS),
)  # fmt: skip
KIND = tuple(MEETING_KINDS)


def month_of(number: int) -> str:
    """Return a month as records write it."""
    return f"{number // 12}-{number % 12 + 1:02}"


def record_of(told: Told, of: Framework) -> Record:
    """Return a record as it is read."""
    facts = {
        name: of.shape.by_name[name].value_of(value)
        for name, value in zip(FACTS, told.facts, strict=True)
        if value is not None
    }
    values = {"cell_id": f"A{told.cell}", "period": month_of(told.month), "meeting_kind": KIND[told.kind], **facts}
    if told.day:
        values["date"] = dt.date(told.month // 12, told.month % 12 + 1, told.day)
    return Record(
        shape=of.shape, values=values, framework=None, layers={}, limitations=(), evidence={},
        document=Document("", "", {}, {}, {}),
    )  # fmt: skip


def one_by_one(records: Sequence[Told], of: Framework) -> list[dict[str, tuple[int, int]]]:
    """Return the ends of the facts of every record, as the reader of single records finds them."""
    history = HistoryFacts(of)
    months: dict[tuple[int, str], tuple[KeptFacts, ...]] = {}
    for (cell, month), several in groupby(records, key=lambda each: each[:2]):
        kept = (
            KeptFacts(
                kind=KIND[each.kind], day=own.date, facts=own.facts_by_name(), entry=EarlierEntry(number=1, hash="")
            )
            for each in sorted(several, key=lambda each: each.kind)
            for own in [record_of(each, of)]
        )
        months[cell, month_of(month)] = tuple(kept)
    found = []
    for told in records:
        own = record_of(told, of)
        earlier = earlier_facts(own, month_of(told.month), history, partial(_month, months, told.cell))
        found.append({name: (fact.least, fact.most) for name, fact in earlier.facts.items()})
    return found


def _month(months: Mapping[tuple[int, str], tuple[KeptFacts, ...]], cell: int, period: str) -> KeptMonth:
    return KeptMonth(period=period, records=months.get((cell, period), ()))


def ordered(records: Sequence[Told]) -> OrderedRecords:
    """Return records as arrays."""

    def numbers(place: int) -> np.ndarray:
        return np.array([each[place] for each in records], np.int64)

    facts = {
        Key("field", name): of_integers((each.facts[place] for each in records), len(records))
        for place, name in enumerate(FACTS)
    }
    of_kind = {kind: numbers(2) == place for place, kind in enumerate(KIND)}
    return OrderedRecords(numbers(0), numbers(1), numbers(3), of_kind, facts)


def compare(records: Sequence[Told], of: Framework) -> None:
    """Assert that arrays tell the same ends, but for those of which the order of one day decides."""
    found = HistoryArrays(of).of(ordered(records))
    assert not found.conflict.any()
    expected = one_by_one(records, of)
    for name in of.history:
        ends = found.ends(name)
        for place, told in enumerate(expected):
            if not ends.open_order[place]:
                known = [end.values[place] if end.missing()[place] == 0 else None for end in (ends.least, ends.most)]
                assert tuple(known) == told.get(name, (None, None)), (name, place)
            else:
                assert any(
                    each[:2] == records[place][:2] and each.day == records[place].day for each in records[place + 1 :]
                )


@given(RECORDS, FRAMEWORKS)
@settings(max_examples=60)
def test_arrays_prove_what_one_record_after_the_other_does(records: list[Told], of: Framework) -> None:
    """Whatever records of several cells say, every fact of history has the same ends as when each is asked for alone."""
    compare(records, of)


@pytest.mark.nightly
@given(RECORDS, FRAMEWORKS)
@settings(max_examples=6000)
def test_arrays_prove_what_one_record_after_the_other_does_at_length(records: list[Told], of: Framework) -> None:
    """The same of thousands."""
    compare(records, of)


def test_no_record_proves_nothing() -> None:
    """Of no record there are no ends."""
    of = Catalog().get("an-phu/2025").framework
    found = HistoryArrays(of).of(ordered([]))
    assert [found.ends(name).least.values.size for name in of.history] == [0] * len(of.history)
