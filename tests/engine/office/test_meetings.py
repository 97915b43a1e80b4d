"""Scoring by the office: what is shown within the block, what is kept at its end, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.office.meetings import ScoreRequest, scoring
from chamdiem.engine.office.office import Notice, Office
from chamdiem.engine.reading.items import Rejected
from chamdiem.engine.scoring.evaluation import Evaluation
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from chamdiem.engine.reading.items import Remark

FULL, FAULTY = EXAMPLES / "01-an-phu-day-du.yaml", EXAMPLES / "09-nhieu-loi.yaml"


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """Return a new ledger."""
    create_ledger(str(tmp_path / "so")).close()
    return str(tmp_path / "so")


def size(ledger: str) -> int:
    """Return how many entries a ledger has."""
    with Office().ledger(ledger) as opened:
        return opened.size()


def test_what_was_shown_is_kept(ledger: str) -> None:
    """At the end of the block the evaluation is kept, and that is told; within it, nothing is yet."""
    told: list[Remark | Notice] = []
    asked = ScoreRequest(files=(FULL,), lang="vi", ledger=ledger)
    with scoring(Office(), asked, Consent(), told.append) as scored:
        (evaluation,) = scored.results
        assert isinstance(evaluation, Evaluation)
        assert scored.single
        assert told == []
    assert told == [Notice("ledger.recorded", {"count": 1, "numbers": "3", "name": ledger})]
    assert size(ledger) == 3


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError, ValueError])
def test_what_was_not_shown_is_not_kept(stop: type[BaseException], ledger: str) -> None:
    """Whoever is stopped in the block has kept nothing; a person or a printer that stops it is told so."""
    told: list[Remark | Notice] = []
    asked = ScoreRequest(files=(FULL,), lang="vi", ledger=ledger)
    with (  # noqa: PT012 - how the block ends is what is tested
        pytest.raises(stop),
        scoring(Office(), asked, Consent(), told.append) as scored,
    ):
        assert len(list(scored.results)) == 1
        raise stop
    assert size(ledger) == 0
    none = [Notice("ledger.none_recorded", {"name": ledger})]
    assert told == ([] if stop is ValueError else none)


def test_a_meeting_is_kept_once(ledger: str, tmp_path: Path) -> None:
    """A folder of one record is shown whole, and its evaluation is one entry, told once."""
    (tmp_path / "mot").mkdir()
    (tmp_path / "mot" / "a.yaml").write_bytes(FULL.read_bytes())
    told: list[Remark | Notice] = []
    asked = ScoreRequest(files=(tmp_path / "mot",), lang="vi", ledger=ledger)
    with scoring(Office(), asked, Consent(), told.append) as scored:
        assert len(list(scored.results)) == 1
    assert [notice.details["count"] for notice in told if isinstance(notice, Notice)] == [1]


def test_faulty_rows_are_written_beside(tmp_path: Path) -> None:
    """What is faulty comes as a result among the others, and as a workbook at the end of the block."""
    told: list[Remark | Notice] = []
    workbook = tmp_path / "sai.xlsx"
    asked = ScoreRequest(files=(FULL, FAULTY), lang="vi", faults=workbook)
    with scoring(Office(), asked, Consent(), told.append) as scored:
        assert {type(result) for result in scored.results} == {Evaluation, Rejected}
        assert not workbook.exists()
    assert workbook.exists()
    assert told == [Notice("result.faults_written", {"file": workbook}, aside=False)]


def test_advice_is_given_where_it_is_asked_for() -> None:
    """The office that scored a meeting advises on it."""
    with scoring(Office(), ScoreRequest(files=(FULL,), lang="vi"), Consent()) as scored:
        (evaluation,) = scored.results
        assert isinstance(evaluation, Evaluation)
        assert scored.advise(evaluation).line("vi") is None
