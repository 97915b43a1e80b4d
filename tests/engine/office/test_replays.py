"""Replays asked of the office: what they find, and the report that they write."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office import ledgers
from chamdiem.engine.office.office import Notice, Office
from chamdiem.engine.office.replays import ReplayRequest, ReportRequest, replay, write_report
from chamdiem.engine.office.requests import WrongRequest
from chamdiem.engine.replay.impact_report import Imagined
from chamdiem.engine.replay.selection import Selection
from places import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")
OFFICE = Office()


@pytest.fixture
def so(tmp_path: Path) -> str:
    """Return a ledger that holds two meetings."""
    name = str(tmp_path / "so.ledger")
    ledgers.make(OFFICE, name)
    ledgers.add(
        OFFICE, ledgers.RecordsAdded(ledger=name, records=(next(EXAMPLES.glob("01-*")), next(EXAMPLES.glob("03-*"))))
    )
    return name


def asked(so: str, **more: str) -> ReplayRequest:
    """Return that a ledger is to be scored anew."""
    return ReplayRequest(ledger=so, selection=Selection(), **more)  # type: ignore[arg-type]  # by their names


def test_replay_tells_and_writes_its_report(so: str, tmp_path: Path) -> None:
    """What was found is given as data, written to the file that was asked for, and the file is told."""
    told: list[object] = []
    file = tmp_path / "chay-lai.json"
    wanted = ReportRequest(replay=asked(so), output=file, lang="en")
    found = write_report(OFFICE, wanted, Consent(), told.append)
    assert found.whole
    assert found.json("en")["counts"]["equal"] == 2
    assert json.loads(file.read_text(encoding="utf-8")) == found.json("en")
    assert told == [Notice("replay.written", {"file": file})]


def test_replay_as_if_by_another_framework(so: str) -> None:
    """By a framework that asks the same, no rating moves; how many entries there are to go through is told."""
    totals: list[int | None] = []

    def watch(items: Iterable[Item], total: int | None, _code: str, /) -> Iterator[Item]:
        totals.append(total)
        return iter(items)

    found = replay(replace(OFFICE, watch=watch), asked(so, as_if="an-phu/2025"))
    assert totals == [5]
    assert isinstance(found, Imagined)
    assert found.framework.id == "an-phu/2025"


def test_report_has_no_such_form(so: str) -> None:
    """A file in whose form no report can be is refused before the ledger is looked into."""
    with pytest.raises(WrongRequest):
        write_report(OFFICE, ReportRequest(replay=asked(so + "?"), output=Path("chay-lai.doc"), lang="en"), Consent())
