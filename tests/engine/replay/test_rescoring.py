"""What if: ratings that another framework moves, the criteria that move them, and what cannot be said."""

from __future__ import annotations

import sqlite3
import weakref
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger import working
from chamdiem.engine.ledger.acting import correct
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.replay.impact import impact
from chamdiem.engine.replay.rescoring import Moved, Rescore, Rescored
from chamdiem.engine.replay.selection import Selection
from chamdiem.rules.records.faults import Fault, FaultyInput
from commune import ACT, staffed
from laid_open import lay_open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation

AN_PHU = Catalog().get("an-phu/2025").document.text
RATINGS = ("Tốt", "Khá", "Trung bình", "Kém")


def rescored(
    ledger: Ledger, *changes: tuple[str, str], selection: Selection | None = None, layer: str = "self"
) -> list[Rescored]:
    """Score a ledger's meetings by the An Phú framework with some of its text changed."""
    text = AN_PHU
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    chosen = selection or Selection(framework="an-phu/2025")
    task = Rescore(selection=chosen, layer=layer, text=text, name="du-thao.yaml")
    return list(task.begin(ledger)(1, ledger.size()))


# --- meetings ---


def test_same_framework_moves_nothing(filled: Ledger) -> None:
    """By the very text that was used, every meeting keeps its points and its rating."""
    found = rescored(filled)
    assert [item.cell for item in found] == ["VD-01", "VD-03", "VD-04", "VD-05"]
    assert not any(item.moved or item.criteria or item.faults for item in found)
    assert all(item.total_before == item.total_after for item in found)
    assert found[0].before == found[0].after == "Tốt"
    assert found[0].organisation == "Đảng bộ phường An Phú"


BAND = (
    ("{at_least: 90, points: 30,", "{at_least: 95, points: 30,"),
    ("{at_least: 80, below: 90, points: 27,", "{at_least: 80, below: 95, points: 27,"),
)


def test_changed_bands_move_points(filled: Ledger) -> None:
    """Where a band gives fewer points, the criterion is named with its points before and after."""
    first = rescored(filled, *BAND)[0]
    assert first.criteria == (Moved("7", 3000, 2700),)
    assert first.criteria[0].by == -300
    assert (first.total_before, first.total_after) == (9300, 9000)
    assert not first.moved


def test_changed_points_move_a_rating(filled: Ledger) -> None:
    """A rating that falls is put down to what pulled it down most, though something else went up."""
    changes = (*BAND, ("title: Tốt, at_least: 90", "title: Tốt, at_least: 90.5"))
    first = rescored(filled, *changes)[0]
    assert (first.before, first.after, first.moved) == ("Tốt", "Khá", True)
    assert first.criteria[0].criterion == "7"


def test_changed_threshold_moves_a_rating(filled: Ledger) -> None:
    """Where only the thresholds differ, ratings move and no criterion does."""
    first = rescored(filled, ("title: Tốt, at_least: 90", "title: Tốt, at_least: 94"))[0]
    assert (first.before, first.after, first.criteria) == ("Tốt", "Khá", ())


def test_another_layer(filled: Ledger) -> None:
    """Another layer than the self-assessment can be compared, in the meetings that have it."""
    found = rescored(filled, layer="upper")
    assert (found[0].cell, found[0].total_before) == ("VD-01", 9150)
    assert rescored(filled, layer="decided") == []


def test_framework_that_asks_other_questions(filled: Ledger) -> None:
    """A record whose answers the other framework does not ask for cannot be scored by it, and it is said why."""
    found = rescored(filled, selection=Selection(framework="dien-bien/4275-2018"))
    assert len(found) == 2
    for item in found:
        assert "record.computed" in {fault.code for fault in item.faults}
        assert (item.after, item.total_after, item.criteria, item.moved) == (None, None, (), False)


def test_only_what_is_in_force_counts(filled: Ledger, evaluations: list[Evaluation], stamp: EntryStamp) -> None:
    """A meeting whose evaluation was withdrawn does not count any more."""
    correct(staffed(filled, stamp), 3, None, ACT, stamp)
    assert [item.cell for item in rescored(filled)] == ["VD-03", "VD-04", "VD-05"]
    assert evaluations[0].record.text("cell_id") == "VD-01"


def test_selection(filled: Ledger) -> None:
    """Only the selected meetings are scored."""
    assert [item.cell for item in rescored(filled, selection=Selection(cell="VD-04"))] == ["VD-04"]


def test_draft_with_faults(filled: Ledger) -> None:
    """A draft that is no framework is refused before anything is scored."""
    with pytest.raises(FaultyInput):
        rescored(filled, ("title: Tốt, at_least: 90", "title: Tốt, at_least: chín mươi"))


def test_damaged_entry_is_told_by_other_processes(filled: Ledger) -> None:
    """What is damaged is told with its code and its place by other processes too, and the others are scored."""
    lay_open(filled.name)
    with closing(sqlite3.connect(filled.name)) as connection, connection:
        connection.execute("DROP TRIGGER entries_stay_as_they_are")
        connection.execute("UPDATE entries SET content = replace(content, '\"93\"', '\"95\"') WHERE sequence = 3")
    task = Rescore(selection=Selection(), layer="self", text=AN_PHU, name="du-thao.yaml")
    found = [item for part in working.go_through(filled.name, [(1, 9), (10, 17)], task, 2) for item in part]
    ((number, fault),) = [(item.number, fault) for item in found if item.framework is None for fault in item.faults]
    assert (number, len(found)) == (3, 7)
    assert (fault.code, fault.details, str(fault.place)) == ("ledger.hash", {"number": "3"}, filled.name)


# --- in sum ---


def meeting(
    before: str | None, after: str | None, *criteria: Moved, organisation: str = "A", **more: object
) -> Rescored:
    """Return a meeting that was scored anew."""
    told: dict[str, object] = {
        "number": 1,
        "framework": "0" * 64,
        "cell": "x",
        "period": "2025-11",
        "total_before": 0,
    } | more
    return Rescored(before=before, after=after, criteria=criteria, organisation=organisation, **told)  # type: ignore[arg-type]  # as told


def test_matrix_and_ways() -> None:
    """Every meeting that was scored stands once in the matrix, and once among its organisation's ways."""
    fault = Fault("record.computed")
    meetings = [
        meeting("Tốt", "Tốt"),
        meeting("Tốt", "Khá"),
        meeting("Khá", "Tốt", organisation="B"),
        meeting("Đạt", "Tốt", organisation="B"),
        meeting(None, "Kém"),
        meeting("Kém", None, faults=(fault,)),
    ]
    found = impact(meetings, RATINGS)
    assert found.matrix == Counter(
        {("Tốt", "Tốt"): 1, ("Tốt", "Khá"): 1, ("Khá", "Tốt"): 1, ("Đạt", "Tốt"): 1, (None, "Kém"): 1}
    )
    assert found.ratings == (*RATINGS, "Đạt", None)
    assert (found.meetings, len(found.moved), len(found.cannot), found.by_thresholds) == (6, 4, 1, 4)
    a, b = found.organisations
    assert (a.organisation, a.meetings, a.same, a.up, a.down, a.other, a.cannot) == ("A", 4, 1, 0, 1, 1, 1)
    assert (b.organisation, b.meetings, b.same, b.up, b.down, b.other, b.cannot) == ("B", 2, 0, 1, 0, 1, 0)


class Passing(Rescored):
    """A meeting of which it can be seen whether anybody still holds it."""

    __slots__ = ("__weakref__",)


def test_meetings_that_stay_what_they_were_are_let_go() -> None:
    """Of a million meetings those alone are held that moved or that cannot be scored; of the others what counts."""
    seen: list[weakref.ref[Rescored]] = []

    def passing() -> Iterator[Rescored]:
        for number, after in enumerate(["Tốt", "Khá", "Tốt", "Tốt"]):
            item = Passing(number=number, framework="f" * 64, before="Tốt", after=after, agrees=number != 3 or None)
            seen.append(weakref.ref(item))
            yield item

    found = impact(passing(), RATINGS)
    assert [item() is not None for item in seen] == [False, True, False, False]
    assert (found.meetings, found.frameworks, found.looked_twice, found.differing) == (4, ("f" * 64,), 3, 0)


def test_criteria_that_move_most() -> None:
    """A move is put down to its first criterion; criteria are told with all meetings whose points they change."""
    meetings = [
        meeting("Tốt", "Khá", Moved("7", 3000, 2700), Moved("2.1", 400, 300)),
        meeting("Tốt", "Tốt", Moved("2.1", 400, 300)),
        meeting("Tốt", "Khá", Moved("2.1", 400, None)),
        meeting("Khá", "Tốt", Moved("9", None, 500)),
    ]
    found = impact(meetings, RATINGS)
    told = {item.criterion: (item.meetings, item.points, item.moves) for item in found.criteria}
    assert told == {"2.1": (3, -600, 1), "7": (1, -300, 1), "9": (1, 500, 1)}
    assert [item.criterion for item in found.criteria] == ["2.1", "7", "9"]
    assert found.by_thresholds == 0
