"""The rule of writing: what may be written over, and what never."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.files.atomic import folder_for
from chamdiem.engine.files.outputs import LASTING, PLAIN, Consent, Manner, check_distinct, rewrite, write_outputs
from chamdiem.engine.files.ownership import append
from chamdiem.engine.files.protected import INDEX
from chamdiem.engine.ledger.transfer import follows
from chamdiem.engine.texts import LANGS
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.proof.keys import PrivateKey

INSISTING = Consent(replace=True)


def write(file: Path, text: str, consent: Consent = Consent(), manner: Manner = PLAIN) -> str | None:  # noqa: B008 - a frozen value
    """Write a file by the rule and return the code of its refusal; a refusal leaves everything as it was."""
    before = file.read_bytes() if file.is_file() else None
    try:
        write_outputs({file: [text.encode()]}, consent, manner)
    except FaultyInput as error:
        (fault,) = error.faults
        assert all(say_fault(lang, fault).startswith(f"{file}: ") for lang in LANGS)
        assert (file.read_bytes() if file.is_file() else None) == before
        assert not list(file.parent.glob(".chamdiem-*"))
        return fault.code
    assert file.read_bytes() == text.encode()
    return None


def test_what_we_wrote_is_replaced_until_somebody_changes_it(tmp_path: Path) -> None:
    """Printing a sheet twice just works, corrected records too; a sheet that was edited stays until the user insists."""
    file = tmp_path / "phieu.html"
    assert [write(file, text) for text in ("một", "một", "hai", "một")] == [None] * 4
    file.write_text("một, sửa tay", encoding="utf-8")
    assert write(file, "ba") == "file.not_ours"
    assert write(file, "ba", INSISTING) is None
    assert write(file, "bốn") is None


def test_a_file_of_somebody_else_stays(tmp_path: Path) -> None:
    """A file that was there before is not ours, however it is called; the very same content is no loss."""
    file = tmp_path / "phieu.html"
    file.write_text("của người khác", encoding="utf-8")
    assert write(file, "mới") == "file.not_ours"
    assert write(file, "của người khác") is None


def test_what_we_wrote_under_another_name_is_not_ours_here(tmp_path: Path) -> None:
    """A copy under another name was made by somebody, for something."""
    write(tmp_path / "a.html", "một")
    (tmp_path / "b.html").write_bytes((tmp_path / "a.html").read_bytes())
    assert write(tmp_path / "b.html", "hai") == "file.not_ours"


def test_several_files_are_written_or_none(tmp_path: Path) -> None:
    """Where one of them may not be written, or has no room, none is put in its place, and a folder for them is not left."""

    def too_much() -> Iterator[bytes]:
        yield b"mot nua"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = tmp_path / "bao-cao" / "thang-11"
    first, second = folder / "a.html", folder / "b.html"
    with pytest.raises(FaultyInput, match=r"file\.disk_full"), folder_for(folder):
        write_outputs({first: [b"mot"], second: too_much()}, Consent())
    assert list(tmp_path.iterdir()) == []
    folder.mkdir(parents=True)
    second.write_bytes(b"cua nguoi khac")
    with pytest.raises(FaultyInput, match=r"file\.not_ours"), folder_for(folder):
        write_outputs({first: [b"mot"], second: [b"hai"]}, Consent())
    assert list(folder.iterdir()) == [second]
    with folder_for(folder):
        write_outputs({first: [b"mot"], second: [b"hai"]}, INSISTING)
    assert (first.read_bytes(), second.read_bytes()) == (b"mot", b"hai")


def test_a_list_that_is_spoilt_costs_a_question_only(tmp_path: Path) -> None:
    """Without the list of what was written, or with another one in its place, nothing counts as ours."""
    file = tmp_path / "a.html"
    write(file, "một")
    (tmp_path / INDEX).write_bytes(b'\xff\xfe\n{"name": 5}\n[]\n{"sha256"\n' + b"[" * 9000 + b"\n")
    assert write(file, "hai") == "file.not_ours"
    assert write(file, "hai", INSISTING) is None
    assert write(file, "ba") is None


def test_mode_is_kept(tmp_path: Path) -> None:
    """A sheet that only its owner may read stays so."""
    file = tmp_path / "a.html"
    write(file, "một")
    file.chmod(0o640)
    write(file, "hai")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_owner_is_kept(tmp_path: Path) -> None:
    """What root writes anew still belongs to whom it belonged."""
    file = tmp_path / "a.html"
    write(file, "một")
    os.chown(file, 65534, 65534)
    write(file, "hai")
    assert (file.stat().st_uid, file.stat().st_gid) == (65534, 65534)


def _link(file: Path) -> None:
    target = file.with_name("that.html")
    target.write_text("thật", encoding="utf-8")
    file.symlink_to(target)


def _loose_link(file: Path) -> None:
    file.symlink_to(file.with_name("khong-co"))


def _device(file: Path) -> None:
    file.symlink_to("/dev/null")


IRREGULAR: dict[str, tuple[Callable[[Path], None], str]] = {
    "folder": (Path.mkdir, "file.directory"),
    "pipe": (os.mkfifo, "file.not_regular"),
    "link": (_link, "file.symlink"),
    "link to nowhere": (_loose_link, "file.symlink"),
    "link to a device": (_device, "file.symlink"),
}


@pytest.mark.parametrize("kind", IRREGULAR)
def test_only_ordinary_files_are_written(kind: str, tmp_path: Path) -> None:
    """A folder, a pipe, a link or a device stays what it is, whoever insists."""
    put, code = IRREGULAR[kind]
    file = tmp_path / "a.html"
    put(file)
    mode = file.lstat().st_mode
    assert [write(file, "x", consent) for consent in (Consent(), INSISTING)] == [code, code]
    assert file.lstat().st_mode == mode


def test_device_of_the_system(tmp_path: Path) -> None:
    """A device itself is not replaced by a file, which root could do."""
    device = Path("/dev/null")
    with pytest.raises(FaultyInput) as caught:
        write_outputs({device: [b"x"]}, INSISTING)
    assert [fault.code for fault in caught.value.faults] == ["file.not_regular"]
    assert stat.S_ISCHR(device.stat().st_mode)
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_read_only_stays(tmp_path: Path) -> None:
    """Who takes the right to write from a file of ours means it to stay, even where root could write."""
    file = tmp_path / "a.html"
    write(file, "một")
    file.chmod(0o444)
    assert write(file, "hai") == "file.read_only"
    assert write(file, "hai", INSISTING) is None


def test_a_list_of_another_user_costs_a_question_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that several people share, a list that cannot be added to does not keep a file from being written."""
    monkeypatch.setattr("chamdiem.engine.files.ownership._append", _refuse)
    assert write(tmp_path / "a.html", "một") is None
    assert write(tmp_path / "a.html", "hai") == "file.not_ours"


def _refuse(*_arguments: object, **_more: object) -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


def test_a_line_that_is_cut_short_is_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes a part of a line only is full: what the line is about is not put in its place."""
    monkeypatch.setattr(os, "write", lambda _handle, line: len(line) - 1)
    with pytest.raises(FaultyInput) as caught:
        append(tmp_path / "nhat-ky", b"a\n")
    assert [fault.code for fault in caught.value.faults] == ["file.disk_full"]


def test_inputs_are_never_written_over(tmp_path: Path) -> None:
    """Not under their own name, another spelling of it, or a second name of the same file; nor in a folder of them."""
    given = tmp_path / "ho-so.yaml"
    write(given, "trống")  # even where we wrote it ourselves
    (tmp_path / "b.yaml").hardlink_to(given)
    (tmp_path / "noi-khac").symlink_to(tmp_path)
    consent = Consent(inputs=(given,), replace=True)
    names = (given, tmp_path / "noi-khac" / "ho-so.yaml", tmp_path / "." / "b.yaml")
    assert [write(file, "x", consent) for file in names] == ["file.is_input"] * 3
    assert write(given, "x", Consent(inputs=(tmp_path / "noi-khac",), replace=True)) == "file.is_input"
    assert write(tmp_path / "moi.yaml", "x", consent) is None


def test_ledgers_are_never_written_over(filled: Ledger, tmp_path: Path) -> None:
    """A ledger by any name, and what SQLite keeps beside it, are safe from every output."""
    ledger = Path(filled.name)
    (tmp_path / "phieu.html").hardlink_to(ledger)
    for file in (ledger, tmp_path / "phieu.html", *(ledger.with_name(ledger.name + end) for end in ("-wal", "-shm"))):
        assert write(file, "x", INSISTING) == "file.ledger"
    assert write(ledger.with_name(f"{ledger.name}-journal"), "x", INSISTING) == "file.ledger"


def test_an_export_gives_way_to_a_longer_one_only(tmp_path: Path) -> None:
    """The copy of a ledger is replaced by a copy that begins with it; by anything else, never."""
    keys = '"body":{},"hash":"a","kind":"record","previous":"0","sequence":1,"software":"1","time":"2025"'
    first, second = f"{{{keys}}}\n", f"{{{keys.replace('1', '2')}}}\n"
    file, manner = tmp_path / "so.jsonl", Manner(follows=follows)
    assert write(file, first, manner=manner) is None
    assert write(file, first + second, manner=manner) is None
    assert write(file, first, INSISTING, manner) == "file.ledger_export"
    assert write(file, "x", INSISTING) == "file.ledger_export"
    other = tmp_path / "khac.jsonl"
    other.write_text("ghi chép", encoding="utf-8")
    assert write(other, first, manner=manner) == "file.not_ours"


@pytest.mark.parametrize(
    ("before", "encoding"), [("", "utf-8"), ("\n  ", "utf-8"), ("\ufeff", "utf-8"), ("", "utf-16")]
)
def test_private_keys_are_never_written_over(before: str, encoding: str, key: PrivateKey, tmp_path: Path) -> None:
    """A private key is gone for good when it is written over, so that is not done, however an editor has saved it."""
    file = tmp_path / "so.key"
    file.write_text(before + key.text, encoding=encoding)
    assert write(file, "x", INSISTING) == "file.private_key"


@pytest.mark.parametrize(
    ("before", "encoding"), [("", "utf-8"), ("\n  ", "utf-8"), ("\ufeff", "utf-8"), ("", "utf-16")]
)
def test_exports_are_never_written_over(before: str, encoding: str, tmp_path: Path) -> None:
    """So is the copy of a ledger, which may be all that is left of it."""
    entry = dict.fromkeys(("body", "hash", "kind", "previous", "sequence", "software", "time"), "1")
    file = tmp_path / "so.jsonl"
    file.write_text(f"{before}{json.dumps(entry)}\n{json.dumps(entry)}\n", encoding=encoding)
    assert write(file, "x", INSISTING) == "file.ledger_export"


def test_keys_of_other_programs_are_safe_too(tmp_path: Path) -> None:
    """So are the keys of others."""
    file = tmp_path / "id"
    file.write_text("-----BEGIN OPENSSH PRIVATE KEY-----\n", encoding="utf-8")
    assert write(file, "x", INSISTING) == "file.private_key"


def test_what_cannot_be_made_again_is_asked_for(tmp_path: Path) -> None:
    """A signed checkpoint is not made again from a ledger that has grown: another one takes its place only if asked."""
    file = tmp_path / "chot.txt"
    assert [write(file, "một", manner=LASTING) for _ in range(2)] == [None, None]
    assert write(file, "hai", manner=LASTING) == "file.lasting"
    assert write(file, "hai", INSISTING, LASTING) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [(INDEX, "file.our_records"), (".chamdiem-lock", "file.our_records"), ("chamdiem.toml", "file.settings")],
)
def test_names_that_are_kept(name: str, code: str, tmp_path: Path) -> None:
    """Our own list and the settings are not outputs."""
    assert write(tmp_path / name, "x", INSISTING) == code


def test_a_list_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    """Where our list is a link or a second name of a file, that file is not added to, and nothing is written."""
    for number, put in enumerate((Path.symlink_to, Path.hardlink_to)):
        folder = tmp_path / str(number)
        folder.mkdir()
        precious = folder / "quy.txt"
        precious.write_text("quý", encoding="utf-8")
        put(folder / INDEX, precious)
        with pytest.raises(FaultyInput) as caught:
            write_outputs({folder / "a.html": [b"x"]}, INSISTING)
        assert [fault.code for fault in caught.value.faults] == ["file.taken"]
        assert precious.read_text(encoding="utf-8") == "quý"
        assert not (folder / "a.html").exists()


def test_two_outputs_are_two_files(tmp_path: Path) -> None:
    """Two outputs of one command never go into one file, however it is spelt."""
    (tmp_path / "x").mkdir()
    (tmp_path / "y").symlink_to(tmp_path / "x")
    check_distinct([tmp_path / "x" / "a", tmp_path / "x" / "b", tmp_path / "a"])
    with pytest.raises(FaultyInput) as caught:
        check_distinct([tmp_path / "x" / "a", tmp_path / "y" / "a"])
    assert [fault.code for fault in caught.value.faults] == ["file.output_twice"]


def test_rewriting_what_has_changed_meanwhile(tmp_path: Path) -> None:
    """A file that is laid out anew is written only if it still is what was read; its mode stays, a link is no file."""
    file = tmp_path / "khung.yaml"
    file.write_text("a: 1\n", encoding="utf-8")
    file.chmod(0o600)
    rewrite(file, "a: 2\n", "a: 1\n")
    assert (file.read_text(encoding="utf-8"), stat.S_IMODE(file.stat().st_mode)) == ("a: 2\n", 0o600)
    with pytest.raises(FaultyInput) as caught:
        rewrite(file, "a: 3\n", "a: 1\n")
    assert [fault.code for fault in caught.value.faults] == ["file.changed_meanwhile"]
    (tmp_path / "link.yaml").symlink_to(file)
    with pytest.raises(FaultyInput) as caught:
        rewrite(tmp_path / "link.yaml", "a: 3\n", "a: 2\n")
    assert [fault.code for fault in caught.value.faults] == ["file.symlink"]
    assert file.read_text(encoding="utf-8") == "a: 2\n"


def test_rewriting_keeps_what_was_set_apart(tmp_path: Path) -> None:
    """A file that is read-only, or has a second name, is not laid out anew: the one was meant, the other would split."""
    file = tmp_path / "khung.yaml"
    file.write_text("a", encoding="utf-8")
    file.chmod(0o444)
    with pytest.raises(FaultyInput) as caught:
        rewrite(file, "b", "a")
    file.chmod(0o644)
    (tmp_path / "ten-khac.yaml").hardlink_to(file)
    with pytest.raises(FaultyInput) as split:
        rewrite(file, "b", "a")
    assert [fault.code for each in (caught, split) for fault in each.value.faults] == [
        "file.rewrite_read_only",
        "file.many_names",
    ]
    assert file.read_text(encoding="utf-8") == "a"
