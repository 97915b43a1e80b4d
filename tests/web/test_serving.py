"""The pages as they are served: by a command, in processes of its own, from a data folder."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

from serving import COMMAND, PATIENCE, ask, children, gone, run, served, workers


@pytest.mark.parametrize("processes", ["1", "2"])
def test_the_first_start_makes_a_folder_and_a_slip(tmp_path: Path, processes: str) -> None:
    """The first start makes the data folder, which nobody else can read, and prints a slip; the second prints none."""
    data = tmp_path / "data"
    with served(data, "--processes", processes, "--organisation", "Đảng bộ phường Ví Dụ") as (process, port):
        assert ask(port, "/vao") == 200
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert re.search(r"mã [A-Z2-9]{4}(-[A-Z2-9]{4}){3} \(tên đăng nhập: quan-tri-1\)", out)
    assert out.endswith("Đã dừng. Mọi yêu cầu đã nhận đều được trả lời.\n")
    assert data.stat().st_mode & 0o077 == 0
    with served(data) as (process, _):
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=PATIENCE)
    assert "Giấy kích hoạt" not in out


def test_no_request_is_left_without_an_answer(tmp_path: Path) -> None:
    """Asked to end while many ask, the server answers all that it has taken."""
    told: list[int | str] = []
    with served(tmp_path / "data", "--processes", "2") as (process, port):
        begun = threading.Barrier(9)

        def go_on() -> None:
            begun.wait(timeout=PATIENCE)
            while True:
                try:
                    told.append(ask(port, "/vao"))
                except urllib.error.URLError as error:
                    # nobody listens any more; whatever else ends a request is an answer that did not come
                    told.append("closed" if isinstance(error.reason, ConnectionRefusedError) else repr(error.reason))
                    return
                except (ConnectionError, TimeoutError) as error:
                    told.append(repr(error))
                    return

        threads = [threading.Thread(target=go_on) for _ in range(8)]
        for each in threads:
            each.start()
        begun.wait(timeout=PATIENCE)
        time.sleep(1.5)
        process.send_signal(signal.SIGTERM)
        for each in threads:
            each.join(PATIENCE)
        process.communicate(timeout=PATIENCE)
    assert set(told) == {200, "closed"}
    assert told.count(200) > 8


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_no_process_outlives_its_parent(tmp_path: Path) -> None:
    """Killed without a word, the parent leaves no process behind; a worker that is killed is begun again."""
    with served(tmp_path / "data", "--processes", "2") as (process, port):
        worker = workers(process)[0]
        os.kill(worker, signal.SIGKILL)
        assert gone([worker])
        assert [ask(port) for _ in range(8)] == [200] * 8
        left = children(process)
        process.kill()
        process.wait(timeout=PATIENCE)
        assert gone(left)


def test_other_machines_reach_it_only_if_somebody_says_how(tmp_path: Path) -> None:
    """An address that others reach is refused without https or the word that it is open; nothing is made."""
    for words in (["--host", "0.0.0.0"], ["--name", "chamdiem.example"], ["--behind-tls"]):  # noqa: S104 - which is refused
        refused = run("serve", "--data", tmp_path / "data", *words)
        assert (refused.returncode, "--behind-tls" in refused.stderr) == (2, True), refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    """Another program has the port: one sentence, and no data folder half made."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        refused = run("serve", "--data", tmp_path / "data", "--port", str(other.getsockname()[1]))
    assert refused.returncode == 1
    assert "--port" in refused.stderr


def test_what_others_made_is_not_touched(tmp_path: Path) -> None:
    """A folder of somebody's files, and one of a newer release, are refused as they are."""
    (tmp_path / "thu.txt").write_text("của tôi")
    assert "không do chương trình này làm" in run("serve", "--data", tmp_path).stderr
    about = tmp_path / "moi" / "chamdiem-data.json"
    about.parent.mkdir()
    about.write_text(json.dumps({"format": 99, "release": "9.9.9", "database": None}))
    assert "9.9.9" in run("serve", "--data", about.parent).stderr
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["chamdiem-data.json", "moi", "thu.txt"]


def test_a_backup_becomes_an_installation_again(tmp_path: Path) -> None:
    """A backup made while the pages are served is verified, restored into a new folder, and takes the place of nothing."""
    data, file, again = tmp_path / "data", tmp_path / "sao-luu.zip", tmp_path / "again"
    with served(data):
        assert run("account", "add", "hoa-mau-1", "--data", data).returncode == 0
        assert "2 mục sổ" in run("backup", "make", "--data", data, "-o", file).stdout
    assert file.stat().st_mode & 0o077 == 0
    assert "không ghi đè" in run("backup", "make", "--data", data, "-o", file).stderr
    assert "không có gì sai" in run("backup", "verify", file).stdout
    assert "đúng như sổ" in run("projections", "check", "--data", data).stdout
    assert run("backup", "restore", file, "--data", again).returncode == 0
    assert run("account", "list", "--data", again).stdout == run("account", "list", "--data", data).stdout
    assert run("backup", "restore", file, "--data", again).returncode == 1
    with served(again) as (_, port):
        assert ask(port, "/vao") == 200


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a backup of a new installation, made once for all who try to restore it."""
    folder = tmp_path_factory.mktemp("backup")
    with served(folder / "data"):
        assert run("backup", "make", "--data", folder / "data", "-o", folder / "sao-luu.zip").returncode == 0
    return folder / "sao-luu.zip"


@pytest.mark.parametrize("part", ["ledger.jsonl", "tables.jsonl", "about.json"])
def test_a_backup_that_was_changed_is_refused(backup: Path, tmp_path: Path, part: str) -> None:
    """Whatever part of a backup is not what it was: one sentence, and no folder half made."""
    worse = tmp_path / "khac.zip"
    with zipfile.ZipFile(backup) as archive, zipfile.ZipFile(worse, "w") as other:
        for name in archive.namelist():
            content = archive.read(name)
            other.writestr(name, content[: len(content) // 2] + b"{}" if name == part else content)
    refused = run("backup", "restore", worse, "--data", tmp_path / "again")
    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
    assert not (tmp_path / "again").exists()


PAGE = Path(__file__).resolve().parents[2] / "docs" / "trang-web.md"


def test_the_commands_of_the_page_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types the commands of the page, one after another in an empty folder, gets what it says."""
    if not PAGE.exists():
        pytest.skip("the pages of documentation come with the checkout")
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^\$ \./run (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    for words in map(shlex.split, lines):
        if words[0] == "serve":
            folder = "chamdiem-demo" if "--demo" in words else "chamdiem-data"
            with served(tmp_path / folder, *words[1:]) as (_, port):
                assert ask(port, "/vao") == 200
            continue
        if words[:2] == ["backup", "verify"]:
            next(tmp_path.glob("chamdiem-data/backups/*.zip")).rename(tmp_path / words[2])
        done = run(*words)
        assert (done.returncode, done.stderr) == (0, ""), words
    assert lines


def test_a_second_start_opens_the_browser_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One PC: a browser opens the slip's page, on the next free port; a second start opens the same pages and ends."""
    shown = tmp_path / "shown"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >>"{shown}"\n', encoding="utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    words = ("serve", "--data", tmp_path / "data", "--browser", "--port")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        process = subprocess.Popen([*COMMAND, *map(str, words), str(taken)], stdout=subprocess.DEVNULL)  # noqa: S603
        try:
            assert written(shown, 1)
            again = run(*words, str(taken))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=PATIENCE)
    first, second = shown.read_text(encoding="utf-8").split()
    assert (again.returncode, second in again.stdout, f":{taken}/" in first) == (0, True, False)
    assert first == f"{second}kich-hoat"
    assert run(*words, str(taken), "--open-network").returncode == 2


def written(file: Path, lines: int) -> bool:
    """Wait until a file has so many lines, and tell whether it has."""
    for _ in range(PATIENCE * 10):
        if file.exists() and file.read_text(encoding="utf-8").count("\n") >= lines:
            return True
        time.sleep(0.1)
    return False
