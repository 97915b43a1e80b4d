"""Three hundred batches that are stopped anywhere, or find anything in their folder: nothing of somebody else is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chamdiem.engine.batch.folder import LOCK
from chamdiem.engine.batch.manifest import JOURNAL, NAME
from chamdiem.engine.office.batches import FAULTS

EXAMPLE = next((Path(__file__).resolve().parents[2] / "examples").glob("01-*")).read_text("utf-8")
HEEDING = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import chamdiem.cli as it; it.main()"
)
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL, signal.SIGHUP)
CELLS = 8
BATCHES = 300
FOREIGN = (NAME, JOURNAL, LOCK, FAULTS, "0_diem-chot.pdf", "ghi-chu.txt", ".chamdiem-abcdefgh.tmp", "2025-11_a.html")


class Folder:
    """An output folder in which people work, too, and what of it is theirs: their bytes must never be gone."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.out, self.random = root, root / "out", random.Random(seed)  # noqa: S311 - drawn, not secret
        self.theirs: set[bytes] = set()
        (root / "in").mkdir(parents=True)
        self.out.mkdir()
        self.records()

    def records(self) -> None:
        """Bring a month's records, some cells changed, missing or faulty, sometimes of another month."""
        for file in (self.root / "in").iterdir():
            file.unlink()
        period = self.random.choice(("2025-11", "2025-11", "2025-10"))
        for cell in self.random.sample(range(CELLS), self.random.randint(2, CELLS)):
            text = EXAMPLE.replace("VD-01", f"VD-{cell:02}").replace("2025-11", period)
            speakers = self.random.choice(("12", "11", "12", "nhiều"))
            text = text.replace("speakers: 12", f"speakers: {speakers}")
            (self.root / "in" / f"{cell}.yaml").write_text(text, encoding="utf-8")

    def people_work(self) -> None:
        """Let somebody edit a file of the batch, or put one of their own where one of ours may come to stand."""
        for number, file in enumerate(self.out.glob("2025-*.html")):
            if file.read_bytes() in self.theirs:  # whoever is told that a file of theirs is in the way moves it away
                file.rename(self.out / f"rieng-{self.random.random()}-{number}.txt")
        mark = f"của người khác {self.random.random()}".encode()
        made = [file for file in self.out.iterdir() if file.is_file() and not file.name.startswith(".chamdiem")]
        made = [file for file in made if file.name != NAME]
        if made and self.random.random() < 0.5:
            file = self.random.choice(made)
        else:
            cell = self.random.randrange(CELLS)
            sheet = f"2025-11_vd-{cell:02}_chi-bo-khu-pho-hoa-mau.html"
            file = self.out / self.random.choice((*FOREIGN[3:], sheet))
        if not file.exists() or file in made:
            self.theirs.discard(file.read_bytes() if file.exists() else b"")
            file.write_bytes(mark)
            self.theirs.add(mark)

    def run(self) -> int:
        """Run a batch, and stop it at some moment, or not at all."""
        forms = self.random.sample(("--html", "--docx", "--xlsx"), self.random.randint(1, 2))
        inputs = ["in", *([f"out/{FAULTS}"] if self.random.random() < 0.2 and (self.out / FAULTS).exists() else [])]
        jobs = self.random.choice(("1", "2"))
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-c", HEEDING, "batch", *inputs, "-o", "out", "--keep-going", "--jobs", jobs, *forms],
            cwd=self.root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        if self.random.random() < 0.7:
            time.sleep(self.random.uniform(0.3, 3.0))
            number = self.random.choice(SIGNALS)
            os.killpg(process.pid, number) if self.random.random() < 0.5 else process.send_signal(number)
        said = process.communicate()[1].decode()
        # Python itself was still starting
        assert "Traceback" not in said or process.returncode == -signal.SIGINT, said
        return process.returncode

    def lost(self) -> set[bytes]:
        """Return what of the people's is nowhere in the folder any more."""
        there = {file.read_bytes() for file in self.out.rglob("*") if file.is_file()}
        return self.theirs - there


@pytest.mark.nightly
def test_nothing_is_lost(tmp_path: Path) -> None:
    """In three hundred batches, interrupted at random moments or not, no file of somebody else is lost."""
    ended = 0
    for number in range(BATCHES // 10):
        folder = Folder(tmp_path / str(number), number)
        for _ in range(10):
            ended += folder.run() == 0
            assert folder.lost() == set(), number
            folder.people_work()
            folder.records()
    assert ended > BATCHES // 20  # many are stopped, find faulty records, or files of somebody else in their way
