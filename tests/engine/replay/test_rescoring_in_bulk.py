"""What if, many at once: the same meetings, totals, ratings and reasons as one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.acting import correct
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.office import replays
from chamdiem.engine.office.checking import evaluate_all
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.office import Office
from chamdiem.engine.office.replays import ReplayRequest, replay
from chamdiem.engine.reading.catalog import CRITERIA
from chamdiem.engine.replay import rescoring_in_bulk
from chamdiem.engine.replay.impact_report import Imagined
from chamdiem.engine.replay.rescoring_in_bulk import Draw
from chamdiem.engine.replay.selection import Selection
from chamdiem.engine.scoring.evaluation import Evaluation
from commune import ACT
from commune import found as found_commune
from many_rows import TODAY, chance_of, rows, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.texts import Lang

OFFICE = Office(clock=Clock(lambda: dt.datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=dt.UTC)))
LANGS: tuple[Lang, ...] = ("vi", "en")


def draft(folder: Path) -> str:
    """Return a file of the framework of An Phú in which bands and thresholds are others."""
    text = (CRITERIA / "an-phu" / "2025.yaml").read_text("utf-8")
    changes = {
        "{at_least: 90, points: 30,": "{at_least: 95, points: 30,",
        "{at_least: 80, below: 90, points: 27,": "{at_least: 80, below: 95, points: 27,",
        "title: Tốt, at_least: 90": "title: Tốt, at_least: 85",
        "title: Khá, at_least: 70": "title: Khá, at_least: 72",
    }
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "du-thao.yaml").write_text(text, "utf-8")
    return str(folder / "du-thao.yaml")


def imagined(ledger: Ledger, as_if: str, layer: str = "self") -> Imagined:
    """Return what scoring a ledger as if by another framework gives."""
    asked = ReplayRequest(ledger=ledger.name, selection=Selection(), as_if=as_if, layer=layer, processes=1)
    found = replay(OFFICE, asked)
    assert isinstance(found, Imagined)
    return found


def told(found: Imagined) -> list[object]:
    """Return all that a report says, but for what was looked at twice."""
    alone = replace(found, twice=None)
    return [*(alone.json(lang) for lang in LANGS), *(alone.report(lang) for lang in LANGS)]


def test_many_at_once_are_reported_as_one_by_one(
    filled: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report is the same, also of what the other framework cannot score; it says what was looked at twice."""
    file = draft(tmp_path)
    alone = imagined(filled, file)
    assert alone.twice is None
    monkeypatch.setattr(replays, "MANY", 1)
    monkeypatch.setattr(rescoring_in_bulk, "FEW", 1)
    found = imagined(filled, file)
    assert told(found) == told(alone)
    assert found.twice is not None
    assert (found.twice.meetings, found.twice.differing) == (4, 0)  # three are of a framework that asks something else
    assert any(found.asked.head in each and "4 hồ sơ" in each for each in found.report("vi").findings)


def test_what_differs_is_scored_one_by_one(filled: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a query ever wrong, the report would say so and have what scoring one by one gives."""
    file = draft(tmp_path)
    alone = imagined(filled, file)
    monkeypatch.setattr(replays, "MANY", 1)
    monkeypatch.setattr(rescoring_in_bulk, "scored_at_once", lambda *given: dict.fromkeys(range(len(given[2])), WRONG))
    monkeypatch.setattr(rescoring_in_bulk, "FEW", 1)
    found = imagined(filled, file)
    assert told(found) == told(alone)
    assert found.twice is not None
    # one is of a framework that takes nothing from earlier months, where the draft does: that is no row
    assert found.twice.differing == found.twice.meetings == 6
    assert any("6 of 6" in each for each in found.report("en").findings)


class _Wrong(dict[str, object]):
    """A row of results in which nothing is known."""

    def __missing__(self, key: str) -> None:
        """Return that it is not known."""


WRONG = _Wrong()


def test_without_a_database_each_is_scored_by_itself(
    filled: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has not installed DuckDB gets the same report."""
    monkeypatch.setattr(replays, "MANY", 1)
    monkeypatch.setattr(replays, "is_installed", lambda: False)
    assert imagined(filled, draft(tmp_path)).twice is None


def test_the_draw_follows_from_its_seed() -> None:
    """About as many are drawn as are wanted, the same ones each time, and others by another seed."""
    one, other = (Draw(seed=seed, most=100, entries=10_000) for seed in ("a", "b"))
    drawn = [number for number in range(1, 10_001) if one.takes(number)]
    assert 70 < len(drawn) < 130
    assert drawn != [number for number in range(1, 10_001) if other.takes(number)]
    assert all(Draw(seed="a", most=100, entries=50).takes(number) for number in range(1, 51))


@pytest.mark.nightly
@pytest.mark.parametrize("layer", ["self", "upper"])
@pytest.mark.parametrize("as_if", ["draft", "an-phu/2025", "dien-bien/4275-2018"])
def test_a_large_ledger_is_reported_as_one_by_one(
    as_if: str, layer: str, large: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of hundreds of meetings, many of them incomplete, some withdrawn, the whole report is the same."""
    framework = draft(tmp_path) if as_if == "draft" else as_if
    found = imagined(large, framework, layer)
    assert found.twice is not None
    assert found.twice.differing == 0
    assert (found.twice.meetings > 50) == (as_if != "dien-bien/4275-2018")
    monkeypatch.setattr(replays, "is_installed", lambda: False)
    assert told(found) == told(imagined(large, framework, layer))


@pytest.fixture
def large(book: Ledger, stamp: EntryStamp, tmp_path: Path) -> Ledger:
    """Return a ledger of 600 meetings, of which a tenth of the facts is missing."""
    table = write_csv(tmp_path / "bang.csv", rows(chance_of(13), 600, share=0.02))
    evaluations = [each for each in evaluate_all(OFFICE, [table]) if isinstance(each, Evaluation)]
    record_scores(book, evaluations, stamp)
    withdrawn = (3, 101, 777)
    found_commune(book, stamp, *(str(book.get(number).body["meeting"]["cell"]) for number in withdrawn))
    for number in withdrawn:
        correct(book, number, None, ACT, stamp)
    return book
