"""Commands that end before their time: a sentence and a status, and what was kept is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chamdiem.cli import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FULL = str(next(EXAMPLES.glob("01-*")))
PROGRAM = [sys.executable, "-P", "-m", "chamdiem.cli"]


def shell(command: str, folder: Path) -> tuple[int, str]:
    """Run a command by the shell, which closes and fills outputs as people do; return its status and its complaints."""
    program = " ".join(PROGRAM)
    found = subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", "-c", command.replace("chamdiem", program)],
        cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, check=False, encoding="utf-8",
    )  # fmt: skip
    assert "Traceback" not in found.stderr
    return found.returncode, found.stderr


def test_output_that_is_closed(tmp_path: Path) -> None:
    """A sheet is written though its place cannot be printed any more; both are said, and the status is 1."""
    status, err = shell(f"chamdiem sheet {FULL} -o p.html >&-", tmp_path)
    assert status == 1
    assert err.splitlines()[0] == "Đã ghi phiếu: p.html"
    assert err.splitlines()[1].startswith("không in được kết quả: nơi nhận kết quả đã đóng")
    assert (tmp_path / "p.html").exists()


@pytest.mark.nightly
def test_everything_closed(tmp_path: Path) -> None:
    """Where there is nobody to complain to, the status still tells."""
    assert shell(f"chamdiem score {FULL} >&- 2>&-", tmp_path) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs an output that is always full")
def test_output_that_is_full(tmp_path: Path) -> None:
    """A result that could not be printed is not kept in the ledger either, and that is said."""
    assert run(["ledger", "init", str(tmp_path / "so")]) == 0
    status, err = shell(f"chamdiem score {FULL} --ledger so >/dev/full", tmp_path)
    assert (status, err.splitlines()) == (
        1,
        ["Chưa ghi kết quả nào vào sổ so.", "không in được hết kết quả: nơi nhận kết quả đã đầy."],
    )
    status, err = shell(f"chamdiem ledger add so {FULL} >/dev/full", tmp_path)
    assert status == 1
    assert err.startswith("Mục 3: ")


def test_reader_that_has_gone(tmp_path: Path) -> None:
    """Without a reader a result is nothing wrong; one that was to be kept as well, and was not, is."""
    assert run(["ledger", "init", str(tmp_path / "so")]) == 0
    status, err = shell(f"(chamdiem score {FULL} --ledger so; echo $? >&2) | :", tmp_path)
    assert err.splitlines()[0] == "Chưa ghi kết quả nào vào sổ so."
    assert err.splitlines()[-1] == "1"
    assert status == 0


@pytest.mark.parametrize(
    "words",
    [
        f"score {FULL}",
        "ledger log so",
        pytest.param(f"sheet {FULL} -o p.html", marks=pytest.mark.nightly),
        pytest.param(f"batch {FULL} -o out", marks=pytest.mark.nightly),
    ],
)
def test_working_folder_that_is_gone(words: str, tmp_path: Path) -> None:
    """A working folder that was deleted meanwhile is one sentence."""
    gone = "thư mục đang làm việc không còn nữa; hãy chuyển sang thư mục khác (cd) rồi chạy lại."
    (tmp_path / "gone").mkdir()
    status, err = shell(f"cd gone; rmdir ../gone; chamdiem {words}", tmp_path)
    assert status == 1
    assert err.splitlines()[-1] == gone


@pytest.mark.parametrize(
    ("number", "status"),
    [
        (signal.SIGTERM, 143),
        pytest.param(signal.SIGHUP, 129, marks=pytest.mark.nightly),
        pytest.param(signal.SIGINT, 130, marks=pytest.mark.nightly),
    ],
)
def test_batch_that_is_stopped(number: signal.Signals, status: int, tmp_path: Path) -> None:
    """A batch that is told to end says how much of it stands, and how to go on."""
    text = Path(FULL).read_text(encoding="utf-8")
    for place in range(12):
        (tmp_path / f"{place:02}.yaml").write_text(text.replace("VD-01", f"VD-{place:02}"), encoding="utf-8")
    # a shell that runs the tests in the background lets all that it starts ignore Ctrl-C
    heeding = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import chamdiem.cli as it; it.main()"
    )
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-c", heeding, "batch", ".", "-o", "out", "--html", "--pdf", "--jobs", "1"],
        cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    while len(list((tmp_path / "out").glob("*.html"))) < 3 and process.poll() is None:
        time.sleep(0.005)
    os.kill(process.pid, number)
    _, err = process.communicate()
    assert process.returncode == status
    assert "Traceback" not in err
    *_, stands, said = err.splitlines()
    assert stands.startswith("Dừng giữa chừng: ")
    assert "Chạy lại đúng lệnh ấy để làm tiếp." in stands
    assert said.startswith("Đã dừng theo yêu cầu")
    assert not list((tmp_path / "out").glob(".chamdiem-*.tmp"))


WRAPPED = """
    try:
        signal.raise_signal(NUMBER)
    except KeyboardInterrupt as error:
        raise RuntimeError("of a library") from error
"""
UNRAISABLE = """
    class Gone:
        def __del__(self) -> None:
            signal.raise_signal(NUMBER)
    Gone()
    time.sleep(60)
"""


@pytest.mark.parametrize("midst", [WRAPPED, UNRAISABLE], ids=["an error of a library", "where nothing can be raised"])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_an_end_is_heeded_in_the_midst_of_a_library(midst: str, number: signal.Signals, status: int) -> None:
    """What asks for an end is heeded wherever it comes, and never told of as a fault of the program."""
    program = f"""
import signal, time
import chamdiem.cli as it
from chamdiem.engine.office import meetings
signal.signal(signal.SIGINT, signal.default_int_handler)
NUMBER = {int(number)}
def evaluate_file(*_given):{midst}
meetings.evaluate_file = evaluate_file
it.main(["score", {FULL!r}])
"""
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith("Đã dừng theo yêu cầu")
    assert len(done.stderr.splitlines()) == 1


def test_interrupt_in_process(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C is said in words."""
    monkeypatch.setattr("chamdiem.engine.office.meetings.evaluate_file", _interrupt)
    assert run(["score", FULL]) == 130
    assert capsys.readouterr().err.startswith("Đã dừng theo yêu cầu (Ctrl-C). ")


def _interrupt(*_arguments: object) -> None:
    raise KeyboardInterrupt
