"""Where systems differ about files: held by one, replaced, never over what is there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from chamdiem.engine.files import systems
from chamdiem.engine.files.systems import held, is_in_use, put_new


def test_one_holds_a_file(tmp_path: Path) -> None:
    """A file that is held is held by nobody else; let go, one in which nothing stands is removed."""
    file = tmp_path / "khoa"
    with held(file) as first, held(file) as second:
        assert (first is None, second is None) == (False, True)
    assert not file.exists()


def test_what_is_written_stays(tmp_path: Path) -> None:
    """What the holder writes can be read meanwhile, and stays."""
    file = tmp_path / "khoa"
    with held(file) as handle:
        assert handle is not None
        os.write(handle, b"a\nb")
        assert file.read_bytes() == b"a\nb"
    assert file.read_bytes() == b"a\nb"


@pytest.mark.skipif(systems.IS_WINDOWS, reason="Windows removes nothing that is open")
def test_a_file_that_was_removed_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever gets hold of a file that the one before has just removed holds nothing: a third may hold a new one."""
    file = tmp_path / "khoa"
    take = systems._take  # noqa: SLF001 - what happens right after it cannot be brought about from outside

    def late(handle: int) -> bool:
        taken = take(handle)
        file.unlink()
        file.touch()
        return taken

    monkeypatch.setattr(systems, "_take", late)
    with held(file) as handle:
        assert handle is None
    assert file.exists()


@pytest.mark.parametrize("number", [None, errno.EPERM])
def test_a_new_name_takes_the_place_of_nothing(
    number: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file gets a name that is free and no other, also on a disk where files have one name only."""

    def link(_file: Path, _target: Path) -> None:
        assert number is not None
        raise OSError(number, os.strerror(number))

    if number is not None:
        monkeypatch.setattr(Path, "hardlink_to", link)
    for text in ("cũ", "mới"):
        (tmp_path / "a.tmp").write_text(text, encoding="utf-8")
        if text == "cũ":
            put_new(tmp_path / "a.tmp", tmp_path / "a")
    with pytest.raises(FileExistsError):
        put_new(tmp_path / "a.tmp", tmp_path / "a")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "cũ"


@pytest.mark.skipif(systems.IS_WINDOWS, reason="tests/windows opens one there")
def test_elsewhere_no_program_keeps_a_file_for_itself(tmp_path: Path) -> None:
    """On POSIX a refusal is never for want of another program's leave."""
    assert not is_in_use(tmp_path, PermissionError(errno.EACCES, "x"))
