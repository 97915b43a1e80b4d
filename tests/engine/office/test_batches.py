"""A whole month by one call of the office: what it tells, in which order, and what it gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office.batches import BatchPlanned, BatchRequest, BatchScored, BatchStep, write_batch
from chamdiem.engine.office.office import Notice, Office
from chamdiem.rules.records.faults import FaultyInput
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

FULL, FAULTY = str(EXAMPLES / "01-an-phu-day-du.yaml"), str(EXAMPLES / "09-nhieu-loi.yaml")


def request(folder: Path, *inputs: str, keep_going: bool = False) -> BatchRequest:
    """Return what is asked: the sheets of some records as HTML."""
    return BatchRequest(
        inputs=inputs, folder=folder / "ra", lang="vi", forms=("html",), processes=1, keep_going=keep_going
    )


def test_a_batch_tells_its_steps(tmp_path: Path) -> None:
    """How the meetings were scored comes first, then what decided the files; what was done is given back."""
    told: list[BatchStep] = []
    done = write_batch(Office(), request(tmp_path, FULL), Consent(), told.append)
    assert [type(step) for step in told] == [BatchScored, BatchPlanned]
    assert isinstance(told[0], BatchScored)
    assert (told[0].meetings, told[0].faulty, dict(told[0].rated)) == (1, 0, {"Tốt": 1})
    assert done is not None
    assert (done.made, done.rejected, done.partial) == (2, False, False)
    assert done.manifest.exists()
    assert {job.name for job in done.update.jobs} < {file.name for file in (tmp_path / "ra").iterdir()}


def test_nothing_is_made_beside_what_is_faulty(tmp_path: Path) -> None:
    """A faulty record holds everything back, unless the rest was asked for; then its rows are written, too."""
    told: list[BatchStep] = []
    assert write_batch(Office(), request(tmp_path, FULL, FAULTY), Consent(), told.append) is None
    assert [type(step) for step in told] == [BatchScored, FaultyInput]
    assert not (tmp_path / "ra").exists()
    done = write_batch(Office(), request(tmp_path, FULL, FAULTY, keep_going=True), Consent(), told.append)
    assert done is not None
    assert done.rejected
    assert [step.code for step in told if isinstance(step, Notice)] == ["batch.faults_written"]


def test_a_batch_of_nothing(tmp_path: Path) -> None:
    """A table in which no cell has written anything is refused by the name that it was given."""
    (tmp_path / "bang.csv").write_text("Mã chi bộ;Tên chi bộ;Ngày họp\n1;A;\n", encoding="utf-8")
    with pytest.raises(FaultyInput) as caught:
        write_batch(Office(), request(tmp_path, str(tmp_path / "bang.csv")), Consent())
    assert [(fault.code, str(fault.place)) for fault in caught.value.faults] == [
        ("batch.nothing", str(tmp_path / "bang.csv"))
    ]
