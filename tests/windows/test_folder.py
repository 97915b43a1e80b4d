"""The folder to unzip on a PC: what is in it, that it works there, and that it concludes what it concludes here."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import docx
import psutil
import pypdfium2
import pytest

from chamdiem.engine.forms.form import make_form
from chamdiem.engine.reading.catalog import Catalog
from filling_in import pages, sent_fields, whole
from places import EXAMPLES
from serving import COMMAND, PATIENCE, ask, free_port, run
from visiting import TOKEN, Visitor
from whole_records import whole_record
from wine import ROOT, there

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wine import Pc

pytestmark = pytest.mark.nightly

MANY = ROOT / "tests" / "windows" / "many.py"
RECORDS = 500
LARGEST = 60_000_000
KILLS = 8
OF_THE_FOLDER = {"manifest.json", ".chamdiem"}
"""What says by which paths and as which bytes the other files were made."""


def alike(pc: Pc, folder: Path, commands: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Run commands here and there, and return those that say something else; paths below `folder` are named alike."""
    asked = folder / "commands.json"
    asked.write_text(json.dumps(commands), encoding="utf-8")
    ours, theirs = folder / "ours.json", folder / "theirs.json"
    python = [sys.executable, "-P"]
    subprocess.run([*python, str(MANY), str(asked), str(ours)], cwd=folder, check=True, timeout=PATIENCE * 20)  # noqa: S603
    status, said = pc.run(pc.python, there(MANY), "commands.json", "theirs.json", cwd=folder)
    assert status == 0, said
    both = zip(commands, *(json.loads(each.read_text(encoding="utf-8")) for each in (ours, theirs)), strict=True)
    return [(*words, str(here), str(on_pc)) for words, here, on_pc in both if here != on_pc]


def test_same_bytes_twice(archive: Path, tmp_path: Path) -> None:
    """The same checkout makes the same archive, of 60 MB at most; the engine's licence, sources and changes are in it."""
    import windows_zip  # noqa: PLC0415 - found once the archive was built

    windows_zip.main(tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()
    assert archive.stat().st_size <= LARGEST
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        assert opened.read("Cham Diem/Cham Diem.cmd").count(b"\r\n") == opened.read("Cham Diem/Cham Diem.cmd").count(
            b"\n"
        )
    for wanted in ("nguon-durable-rules/CHANGES.txt", "python/LICENSE.txt", "durable_rules-2.0.28.dist-info/LICENSE"):
        assert any(name.endswith(wanted) for name in names), wanted
    assert [name for name in names if name.endswith("durable_rules-2.0.28.tar.gz")]


def test_examples_and_frameworks_say_the_same(pc: Pc, tmp_path: Path) -> None:
    """Every example gives the same JSON, faults included; every framework the same findings, cases and coverage."""
    examples = sorted(file for file in EXAMPLES.iterdir() if file.suffix in {".yaml", ".json"})
    for file in examples:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    commands = [["score", file.name, "--format", "json", "--derivation"] for file in examples]
    commands += [["explain", file.name, "--lang", lang] for file in examples for lang in ("vi", "en")]
    shipped = Catalog().ids
    commands += [[what, framework] for framework in shipped for what in ("lint", "cases")]
    assert alike(pc, tmp_path, commands) == []


def test_generated_records_score_the_same(pc: Pc, tmp_path: Path) -> None:
    """500 records drawn by chance over all frameworks: not one differs in a byte."""
    catalog, commands = Catalog(), []
    for number, framework in enumerate(sorted(catalog.ids) * (RECORDS // len(catalog.ids) + 1)):
        record = whole_record(make_form(catalog.get(framework), "vi"), random.Random(number))  # noqa: S311 - chosen, not secret
        name = f"{number}.json"
        (tmp_path / name).write_text(json.dumps(record.document.data, ensure_ascii=False), encoding="utf-8")
        commands.append(["score", name, "--framework", framework, "--format", "json"])
    assert alike(pc, tmp_path, commands[:RECORDS]) == []


def test_papers_and_workbooks(pc: Pc, tmp_path: Path) -> None:
    """A sheet as PDF and Word says what it says here; a workbook is the same file; nothing is written beside."""
    record = there(EXAMPLES / "01-an-phu-day-du.yaml")
    for name in ("phiếu.pdf", "phiếu.docx"):
        status, said = pc.command("sheet", record, "-o", name, cwd=pc.documents)
        assert (status, "Fontconfig" in said) == (0, False), said
        run("sheet", EXAMPLES / "01-an-phu-day-du.yaml", "-o", tmp_path / name)
    assert pdf_text(pc.documents / "phiếu.pdf") == pdf_text(tmp_path / "phiếu.pdf")
    assert content(pc.documents / "phiếu.docx") == content(tmp_path / "phiếu.docx")
    assert docx.Document(str(pc.documents / "phiếu.docx")).tables
    assert pc.command("workbook", "--framework", "an-phu/2025", "-o", "so.xlsx", cwd=pc.documents)[0] == 0
    run("workbook", "--framework", "an-phu/2025", "-o", tmp_path / "so.xlsx")
    assert content(pc.documents / "so.xlsx") == content(tmp_path / "so.xlsx")
    status, said = pc.command("score", "so.xlsx", "--format", "json", cwd=pc.documents)
    assert (status, said) == score_of(tmp_path / "so.xlsx")
    users = pc.home / "wine" / "drive_c" / "users"
    assert not [each for each in users.rglob("*") if "fontconfig" in each.name.casefold() or "Cham" in each.name]


def pdf_text(file: Path) -> list[str]:
    """Return the text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]


def content(file: Path) -> object:
    """Return what is in a file; archives say of themselves on which system they were made, and their parts are compared."""
    if file.suffix not in {".xlsx", ".docx"}:
        return file.read_bytes()
    with zipfile.ZipFile(file) as opened:
        return [(name, opened.read(name)) for name in opened.namelist()]


def score_of(file: Path) -> tuple[int, str]:
    """Return what is said here of the records of a file."""
    done = subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, "score", file.name, "--format", "json"], cwd=file.parent, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_a_month_at_once(pc: Pc, tmp_path: Path) -> None:
    """A batch by two processes makes the files that it makes here; made again, nothing is to do."""
    words = ("batch", "--html", "--xlsx", "--jobs", "2")
    status, said = pc.command(*words, there(EXAMPLES / "thang-11-2025"), "-o", "thang-11", cwd=pc.documents)
    assert status == 0, said
    done = run(*words, EXAMPLES / "thang-11-2025", "-o", tmp_path / "thang-11")
    assert done.returncode == 0, done.stderr
    ours = {file.name: content(file) for file in (tmp_path / "thang-11").iterdir() if file.name not in OF_THE_FOLDER}
    made = pc.documents / "thang-11"
    assert {file.name: content(file) for file in made.iterdir() if file.name not in OF_THE_FOLDER} == ours


def test_a_file_that_another_program_has_open(pc: Pc) -> None:
    """A sheet that is open elsewhere stays, and one sentence says what to do; closed, it is written."""
    record = there(EXAMPLES / "01-an-phu-day-du.yaml")
    words = ("sheet", record, "-o", "mo.docx")
    assert pc.command(*words, cwd=pc.documents)[0] == 0
    before = (pc.documents / "mo.docx").read_bytes()
    other = ("sheet", there(EXAMPLES / "03-an-phu-vang-khong-ly-do.yaml"), "-o", "mo.docx")
    # as programs of an office do: others may read, nobody may write or replace
    hold = "import _winapi as w; h = w.CreateFile('mo.docx', 0x80000000, 1, 0, 3, 0, 0); print('held', flush=True); input()"
    holder = pc.start(pc.python, "-c", hold, cwd=pc.documents)
    assert holder.stdout is not None
    assert holder.stdout.readline().startswith(b"held")
    status, said = pc.command(*other, cwd=pc.documents)
    holder.communicate(b"\n", timeout=PATIENCE)
    assert (status, said.count("\n")) == (1, 1), said
    assert "đóng tệp ấy rồi chạy lại" in said
    assert (pc.documents / "mo.docx").read_bytes() == before
    assert pc.command(*other, cwd=pc.documents)[0] == 0
    assert not list(pc.documents.glob(".chamdiem-*"))


def test_ledgers_go_both_ways(pc: Pc, tmp_path: Path) -> None:
    """A ledger that was written there is sound here, and the other way round; both export the same content."""
    records = [EXAMPLES / "01-an-phu-day-du.yaml", EXAMPLES / "03-an-phu-vang-khong-ly-do.yaml"]
    assert pc.command("ledger", "init", "so.ledger", cwd=pc.documents)[0] == 0
    assert pc.command("ledger", "add", "so.ledger", *map(there, records), cwd=pc.documents)[0] == 0
    done = run("ledger", "fsck", pc.documents / "so.ledger")
    assert done.returncode == 0, done.stdout + done.stderr
    assert run("ledger", "init", tmp_path / "so.ledger").returncode == 0
    assert run("ledger", "add", tmp_path / "so.ledger", *records).returncode == 0
    status, said = pc.command("ledger", "fsck", there(tmp_path / "so.ledger"))
    assert status == 0, said
    status, said = pc.command("replay", there(tmp_path / "so.ledger"), "--jobs", "2")
    assert status == 0, said


def test_killed_while_it_writes(pc: Pc) -> None:
    """Whenever the PC loses its current while a ledger is written: what was acknowledged is there, all of it sound."""
    assert pc.command("ledger", "init", "dut.ledger", cwd=pc.documents)[0] == 0
    script = (
        "from pathlib import Path; from chamdiem.cli import run\n"
        "text = Path(r'{}').read_text(encoding='utf-8')\n"
        "for number in range(1000):\n"
        "    Path('dut.yaml').write_text(text.replace('cell_id: ', f'cell_id: K{{number:03}}-'), encoding='utf-8')\n"
        "    if run(['ledger', 'add', 'dut.ledger', 'dut.yaml']) == 0: print('kept', number, flush=True)\n"
    ).format(there(EXAMPLES / "01-an-phu-day-du.yaml"))
    kept = 0
    dice = random.Random(14)  # noqa: S311 - chosen, not secret
    for _ in range(KILLS):
        process = pc.start(pc.python, "-c", script, cwd=pc.documents)
        assert process.stdout is not None
        said: list[bytes] = []
        while sum(line.startswith(b"kept") for line in said) < 1 and (line := process.stdout.readline()):
            said.append(line)
        time.sleep(dice.random())
        pc.end()
        rest, _ = process.communicate(timeout=PATIENCE)
        kept = max(kept, (b"".join(said) + rest).count(b"kept"))
    done = run("ledger", "fsck", pc.documents / "dut.ledger")
    assert done.returncode == 0, done.stdout + done.stderr
    log = run("ledger", "log", pc.documents / "dut.ledger").stdout
    assert kept
    assert sum(f"K{number:03}-" in log for number in range(kept)) == kept


def test_by_the_prompt(pc: Pc) -> None:
    """The prompt opens in the user's documents and knows the command, whose sentences name it as it is typed there."""
    process = pc.start("cmd", "/c", "cham-diem-dong-lenh.cmd")
    said = until_prompt(process)
    record = there(EXAMPLES / "01-an-phu-day-du.yaml")
    for line in (f"chamdiem score {record}", "chamdiem new-record --framework an-phu/2025 -o moi.yaml"):
        assert process.stdin is not None
        process.stdin.write(f"{line}\r\n".encode())
        process.stdin.flush()
        said += until_prompt(process)
    process.communicate(b"exit\r\n", timeout=PATIENCE)
    assert "Quyết định: Tốt" in said
    assert "chamdiem score moi.yaml" in said
    assert (pc.documents / "Cham Diem" / "moi.yaml").exists()


def until_prompt(process: subprocess.Popen[bytes]) -> str:
    """Return what is said until the prompt waits; wine's own loses what is typed before."""
    said = b""
    while not said.endswith(b"\\Cham Diem>"):
        assert process.stdout is not None
        letter = process.stdout.read(1)
        assert letter, said
        said += letter
    return said.decode(errors="replace")


def test_a_meeting_through_the_page(pc: Pc) -> None:
    """A double click serves a page; a secretary of the demo fills a meeting in there, and it is scored; idle, it is small."""
    port = free_port()
    begun = time.monotonic()
    with pc.served("--demo", "--port", str(port)) as process:
        assert answers(port), process.poll()
        print(f"first page of the demo, which is made meanwhile: {time.monotonic() - begun:.1f} s")
        password = password_of(process)
        visitor = Visitor(port)
        visitor.enter("bi-thu-truc-mau", password)
        tasks = visitor.follow("/viec")
        assert tasks.status_code == 200
        address = next(part for part in tasks.text.split('"') if part.startswith("/ky/"))
        address = address.rpartition("/")[0] + "/"
        visitor.ask(address, {TOKEN: visitor.ask("/tai-khoan").token})
        name, questions = next(iter(pages().items()))
        version = json.loads(visitor.ask(f"{address}ghi").content)["version"]
        told = {**sent_fields({each.id: whole()[each.id] for each in questions}), "version": str(version)}
        done = visitor.send(f"{address}{name}", told)
        assert done.status_code == 302, done.text
    assert (pc.documents / "Cham Diem" / "chamdiem-demo" / "so.ledger").exists()
    assert run("ledger", "fsck", pc.documents / "Cham Diem" / "chamdiem-demo" / "so.ledger").returncode == 0


def test_an_own_installation(pc: Pc) -> None:
    """The first page of one's own comes soon; killed and begun again, it is the same installation; idle, it is small.

    What is loaded for it comes from one file: no bytecode is kept beside.
    """
    from windows_zip import READY  # noqa: PLC0415 - found once the archive was built

    port = free_port()
    for _ in range(2):
        begun, spent = time.monotonic(), Counter[str]()
        with pc.served("--port", str(port)):
            assert answers(port)
            seconds = time.monotonic() - begun
            assert ask(port, "/vao") == 200
            for each in psutil.process_iter(["cmdline"]):
                if (
                    str(pc.folder.name) in " ".join(each.info["cmdline"] or ())
                    and "python.exe" in each.info["cmdline"][0]
                ):
                    spent["MB"] += each.memory_full_info().pss // 2**20
                    spent["CPU seconds"] += round(sum(each.cpu_times()[:2]))
        print(f"first page after {seconds:.1f} s, {dict(spent)}")
    lib = pc.folder / "chuong-trinh" / "lib"
    assert not {file.relative_to(lib).parts[0] for file in lib.rglob("*.pyc")} & set(READY)
    data = pc.documents / "Cham Diem" / "chamdiem-data"
    assert run("ledger", "fsck", data / "so.ledger").returncode == 0
    done = run("account", "list", "--data", data)
    assert "quan-tri-1" in done.stdout, done.stderr
    for words in (["make", "--data", there(data), "-o", "sao-luu.zip"], ["verify", "sao-luu.zip"]):
        status, said = pc.command("backup", *words, cwd=pc.documents)
        assert status == 0, said


def answers(port: int) -> bool:
    """Wait for the first page, and tell whether it came."""
    for _ in range(PATIENCE * 20):
        try:
            return ask(port) == 200
        except OSError:
            time.sleep(0.1)
    return False


def password_of(process: subprocess.Popen[bytes]) -> str:
    """Return the password that the demo prints."""
    assert process.stdout is not None
    for line in process.stdout:
        if "Mật khẩu chung: ".encode() in line:
            return line.decode().rpartition(": ")[2].strip()
    raise AssertionError
