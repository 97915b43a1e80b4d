"""Output folders: made once, kept, changed, interrupted, and always as if they had been made at once."""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.batch import work
from chamdiem.engine.batch.folder import LOCK, Decided, Update, finish, make, opened, plan_update
from chamdiem.engine.batch.manifest import JOURNAL, NAME
from chamdiem.engine.batch.plan import Making, plan_lists, plan_sheets
from chamdiem.engine.office.checking import evaluate_file
from chamdiem.engine.office.office import Office
from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.batch.plan import Job
    from chamdiem.engine.scoring.evaluation import Evaluation

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
RECORDS = [EXAMPLES / name for name in ("01-an-phu-day-du.yaml", "04-an-phu-chi-co-bi-thu.yaml")]


def making(*forms: str, paper: PaperSettings = PaperSettings()) -> Making:  # noqa: B008 - a frozen value
    """Return how the files of a batch are made."""
    return Making(forms, paper, "chamdiem 0.1.0")


@pytest.fixture(scope="module")
def evaluations() -> list[Evaluation]:
    """Two meetings of one month."""
    return [evaluate_file(Office(), record) for record in RECORDS]


@pytest.fixture(scope="module")
def jobs(evaluations: list[Evaluation]) -> list[Job]:
    """Everything that can be made of them."""
    forms = ("html", "pdf", "docx", "xlsx")
    return [*plan_sheets(evaluations, making(*forms)), *plan_lists(evaluations, None, making(*forms))]


def bring_up_to_date(folder: Path, jobs: list[Job], processes: int = 1) -> Update:
    """Run a whole batch."""
    with opened(folder):
        update = plan_update(folder, jobs)
        finish(update, list(make(update, processes)), Decided("chamdiem 0.1.0", {}))
    return update


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def at_once(jobs: list[Job], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The folder as one undisturbed run makes it."""
    folder = tmp_path_factory.mktemp("at_once")
    bring_up_to_date(folder, jobs)
    return content(folder)


def test_folder_has_its_files_and_nothing_else(jobs: list[Job], at_once: dict[str, bytes]) -> None:
    """A finished folder holds what was planned and the manifest: no journal, no lock, nothing half written."""
    assert set(at_once) == {job.name for job in jobs} | {NAME}


def test_same_input_same_bytes(jobs: list[Job], at_once: dict[str, bytes], tmp_path: Path) -> None:
    """The same input gives the same bytes in every form, by however many processes."""
    bring_up_to_date(tmp_path, jobs, processes=2)
    assert content(tmp_path) == at_once


def test_second_run_makes_nothing(jobs: list[Job], tmp_path: Path) -> None:
    """Run again on the same input, nothing is made."""
    sheets = [job for job in jobs if job.form == "html"]
    assert len(bring_up_to_date(tmp_path, sheets).jobs) == len(sheets)
    second = bring_up_to_date(tmp_path, sheets)
    assert second.jobs == ()
    assert len(second.current) == len(sheets)


def test_only_what_changed_is_made_again(evaluations: list[Evaluation], tmp_path: Path) -> None:
    """Another setting of the paper, or a record that is gone, touches just the files that it is about."""
    both = list(plan_sheets(evaluations, making("html")))
    bring_up_to_date(tmp_path, both)
    other = list(plan_sheets(evaluations[:1], making("html", paper=PaperSettings(place="Hoa Mẫu"))))
    update = bring_up_to_date(tmp_path, other)
    assert [job.name for job in update.jobs] == [both[0].name]
    assert [output.name for output in update.stale] == [both[1].name]
    assert set(content(tmp_path)) == {both[0].name, NAME}


def test_file_that_somebody_changed_is_kept(evaluations: list[Evaluation], tmp_path: Path) -> None:
    """What was corrected by hand is never lost: it is kept beside the file that is made anew."""
    sheets = list(plan_sheets(evaluations[:1], making("html")))
    bring_up_to_date(tmp_path, sheets)
    file = tmp_path / sheets[0].name
    for text in ("one", "two"):
        file.write_text(text, encoding="utf-8")
        assert [output.name for output in bring_up_to_date(tmp_path, sheets).changed] == [file.name]
    kept = {path.name: path.read_text() for path in tmp_path.glob("*-da-sua-*")}
    assert kept == {f"{file.stem}-da-sua-1.html": "one", f"{file.stem}-da-sua-2.html": "two"}
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_one_batch_at_a_time(tmp_path: Path) -> None:
    """A second batch on the same folder is refused while the first is at work."""
    with opened(tmp_path), pytest.raises(FaultyInput) as caught, opened(tmp_path):
        pass
    assert [fault.code for fault in caught.value.faults] == ["batch.busy"]


def test_a_lock_with_words_in_it_stays(tmp_path: Path) -> None:
    """Somebody's file that bears the lock's name is neither emptied nor removed."""
    (tmp_path / LOCK).write_text("quý", encoding="utf-8")
    with opened(tmp_path):
        pass
    assert (tmp_path / LOCK).read_text(encoding="utf-8") == "quý"


def test_names_are_a_checked_set(evaluations: list[Evaluation], tmp_path: Path) -> None:
    """Two jobs of one name, capitals apart, would be one file: nothing is made."""
    (job,) = plan_sheets(evaluations[:1], making("html"))
    with pytest.raises(FaultyInput) as caught:
        plan_update(tmp_path, [job, dataclasses.replace(job, base=job.base.upper())])
    assert [fault.code for fault in caught.value.faults] == ["batch.name_twice"]


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A folder under a file is refused with a sentence."""
    (tmp_path / "file").touch()
    with pytest.raises(FaultyInput) as caught, opened(tmp_path / "file" / "folder"):
        pass
    assert [fault.code for fault in caught.value.faults] == ["file.no_directory"]


def test_full_disk(jobs: list[Job], at_once: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the batch stops with one sentence; with room again, it ends as if nothing had been."""
    room = iter(range(5))
    replace = Path.replace

    def full(file: Path, target: Path) -> Path:
        if next(room, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(file, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FaultyInput) as caught:
        bring_up_to_date(tmp_path, jobs)
    assert [fault.code for fault in caught.value.faults] == ["file.disk_full"]
    assert len([name for name in content(tmp_path) if not name.startswith(".")]) == 5
    monkeypatch.undo()
    update = bring_up_to_date(tmp_path, jobs)
    assert len(update.current) == 5
    assert content(tmp_path) == at_once


def test_interrupted_in_process(
    jobs: list[Job], at_once: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between two files: the next run takes over what was finished."""
    done = iter(range(7))
    job_file = work.job_file

    def interrupt(job: Job) -> bytes:
        if next(done, None) is None:
            raise KeyboardInterrupt
        return job_file(job)

    monkeypatch.setattr(work, "job_file", interrupt)
    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(tmp_path, jobs)
    assert (tmp_path / JOURNAL).exists()
    monkeypatch.undo()
    assert len(bring_up_to_date(tmp_path, jobs).current) == 7
    assert content(tmp_path) == at_once


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Return the command of a batch of twenty records, to which its folder is added."""
    records = tmp_path_factory.mktemp("records")
    text = RECORDS[0].read_text(encoding="utf-8")
    for place in range(20):
        (records / f"{place:02}.yaml").write_text(text.replace("VD-01", f"VD-{place:02}"), encoding="utf-8")
    yield [sys.executable, "-P", "-m", "chamdiem.cli", "batch", str(records), "--html", "--pdf", "--jobs", "1", "-o"]
    shutil.rmtree(records)


@pytest.fixture(scope="module")
def by_one_run(words: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The folder of that batch as one undisturbed run leaves it."""
    folder = tmp_path_factory.mktemp("by_one_run") / "once"
    subprocess.run([*words, str(folder)], check=True, capture_output=True)  # noqa: S603 - our own program
    return content(folder)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_killed_and_run_again(
    number: signal.Signals, words: list[str], by_one_run: dict[str, bytes], tmp_path: Path
) -> None:
    """A batch that was ended in the middle and run again leaves the folder as one run would have left it."""
    again = tmp_path / "again"
    # a shell that runs the tests in the background lets all that it starts ignore Ctrl-C
    heeding = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import chamdiem.cli as it; it.main()"
    )
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-c", heeding, *words[4:], str(again)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while len(list(again.glob("*.html"))) < 4 and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, number)
    assert process.wait() == (130 if number is signal.SIGINT else -number)
    assert not (again / NAME).exists()
    subprocess.run([*words, str(again)], check=True, capture_output=True)  # noqa: S603 - our own program
    assert content(again) == by_one_run
    shutil.rmtree(tmp_path)
