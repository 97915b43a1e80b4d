"""Writing files: whole or not at all, whatever the disk does."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import NoReturn

import pytest

from chamdiem.engine.files.atomic import write_pieces
from chamdiem.engine.texts import LANGS
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput


def fault_code(file: Path) -> str:
    """Return the code of the fault that writing ends in; its sentence names the file in both languages."""
    with pytest.raises(FaultyInput) as caught:
        write_pieces(file, ["mới".encode()])
    (fault,) = caught.value.faults
    assert all(say_fault(lang, fault).startswith(f"{file}: ") for lang in LANGS)
    return fault.code


def fail(number: int) -> NoReturn:
    """Fail as the system does."""
    raise OSError(number, os.strerror(number))


def test_text_is_written_as_it_is(tmp_path: Path) -> None:
    """Vietnamese and line ends are kept on every system, and the file may be read by others."""
    file = write_pieces(tmp_path / "phiếu.html", ["Chấm điểm\nTốt\n".encode()])
    assert file.read_bytes() == "Chấm điểm\nTốt\n".encode()
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(file.stat().st_mode) == 0o666 & ~mask


def test_old_content_is_replaced(tmp_path: Path) -> None:
    """What stood there is gone, and nothing else stays in the folder."""
    file = tmp_path / "a.html"
    file.write_text("một bản cũ dài hơn")
    write_pieces(file, ["mới".encode()])
    assert file.read_text() == "mới"
    assert list(tmp_path.iterdir()) == [file]


def test_directory_is_refused(tmp_path: Path) -> None:
    """A directory is no file to write, and stays."""
    assert fault_code(tmp_path) == "file.directory"
    assert tmp_path.is_dir()


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    """A folder is not made up for a mistyped name."""
    assert fault_code(tmp_path / "không-có" / "a.html") == "file.no_directory"
    (tmp_path / "tệp").write_text("")
    assert fault_code(tmp_path / "tệp" / "a.html") == "file.no_directory"
    assert not (tmp_path / "không-có").exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "file.no_permission"),
        (errno.EPERM, "file.no_permission"),
        (errno.EROFS, "file.no_permission"),
        (errno.ENOSPC, "file.disk_full"),
        (errno.EDQUOT, "file.disk_full"),
        (errno.EIO, "file.unwritable"),
    ],
)
def test_folder_that_takes_no_file(number: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in which nothing can be made is told by what the system says."""
    monkeypatch.setattr("tempfile.mkstemp", lambda **_options: fail(number))
    assert fault_code(tmp_path / "a.html") == code


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_unwritable_folder(tmp_path: Path) -> None:
    """A folder without permission is refused, and its old file keeps its content."""
    file = tmp_path / "a.html"
    file.write_text("cũ")
    tmp_path.chmod(0o500)
    assert fault_code(file) == "file.no_permission"
    assert file.read_text() == "cũ"


@pytest.mark.parametrize("method", ["chmod", "replace"])
def test_late_failure_leaves_the_old_file(method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up at the very end leaves the old content, and no half file beside it."""
    file = tmp_path / "a.html"
    file.write_text("cũ")
    monkeypatch.setattr(Path, method, lambda *_arguments: fail(errno.ENOSPC))
    assert fault_code(file) == "file.disk_full"
    assert file.read_text() == "cũ"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing to a disk that really is full leaves nothing behind."""
    made = tmp_path / ".a.html.new"

    def on_a_full_disk(**_options: object) -> tuple[int, str]:
        made.write_text("")
        return os.open("/dev/full", os.O_WRONLY), str(made)

    monkeypatch.setattr("tempfile.mkstemp", on_a_full_disk)
    assert fault_code(tmp_path / "a.html") == "file.disk_full"
    assert list(tmp_path.iterdir()) == []


def test_written_through_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The content is on the disk before it takes its place, and its place before the program goes on."""
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def syncing(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def replacing(file: Path, target: Path) -> Path:
        done.append("replace")
        return replace(file, target)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(Path, "replace", replacing)
    write_pieces(tmp_path / "a.html", ["mới".encode()])
    assert done == ["file", "replace", "folder"]
