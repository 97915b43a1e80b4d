"""The manifest and the journal of an output folder."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.batch.manifest import (
    JOURNAL,
    NAME,
    Journal,
    Output,
    is_current,
    read_outputs,
    write_manifest,
)
from chamdiem.engine.files.atomic import file_hash

if TYPE_CHECKING:
    from pathlib import Path


def output(name: str, key: str = "k", sha256: str = "0" * 64) -> Output:
    """Return an output."""
    return Output(name=name, key=key, sha256=sha256, source="ho-so.yaml", framework="an-phu/2025")


def test_manifest_is_read_back(tmp_path: Path) -> None:
    """What is written is read, sorted by name, and the journal is gone."""
    with Journal(tmp_path) as journal:
        journal.add(output("b.pdf"))
    write_manifest(tmp_path, "0.1.0", {"an-phu/2025": "ab"}, [output("b.pdf"), output("a.pdf")])
    assert list(read_outputs(tmp_path)) == ["a.pdf", "b.pdf"]
    assert [file.name for file in tmp_path.iterdir()] == [NAME]
    assert json.loads((tmp_path / NAME).read_text())["schema"] == "chamdiem/manifest/2"


def test_journal_is_taken_over(tmp_path: Path) -> None:
    """A run that was stopped leaves what it finished; its lines go before the manifest's."""
    write_manifest(tmp_path, "0.1.0", {}, [output("a.pdf", "old"), output("b.pdf", "old")])
    with Journal(tmp_path) as journal:
        journal.add(output("a.pdf", "new"))
    assert {name: item.key for name, item in read_outputs(tmp_path).items()} == {"a.pdf": "new", "b.pdf": "old"}


def test_line_cut_short_counts_as_nothing(tmp_path: Path) -> None:
    """The last line of a killed run may be half written: it is passed over, and the next line stands by itself."""
    with Journal(tmp_path) as journal:
        journal.add(output("a.pdf"))
    with (tmp_path / JOURNAL).open("a", encoding="utf-8") as stream:
        stream.write('{"name": "b.pdf", "key"')
    with Journal(tmp_path) as journal:
        journal.add(output("c.pdf"))
    assert list(read_outputs(tmp_path)) == ["a.pdf", "c.pdf"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"outputs": [{"name": "a"}]}', '{"outputs": 5}', "không"])
def test_manifest_that_is_none_counts_as_nothing(text: str, tmp_path: Path) -> None:
    """A manifest that someone has spoilt means that everything is made again, not that the run fails."""
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert read_outputs(tmp_path) == {}


@pytest.mark.parametrize("name", ["../ho-so.yaml", "/etc/passwd", ".bashrc", "a/b.pdf", "a\\\\b.pdf", "", 5])
def test_manifest_speaks_of_its_own_folder_only(name: object, tmp_path: Path) -> None:
    """A manifest that names files elsewhere is not believed: what it names may be removed as stale."""
    item = {"name": name, "key": "k", "sha256": "0", "source": "s", "framework": None}
    (tmp_path / NAME).write_text(json.dumps({"outputs": [item, item | {"name": "a.pdf"}]}), encoding="utf-8")
    assert list(read_outputs(tmp_path)) == ["a.pdf"]


def test_current_only_if_same_key_and_same_bytes(tmp_path: Path) -> None:
    """A file is current when it was made from the same and nobody has changed it since."""
    (tmp_path / "a.pdf").write_bytes(b"x")
    made = output("a.pdf", "k", hashlib.sha256(b"x").hexdigest())
    assert is_current(tmp_path, made, "k")
    assert not is_current(tmp_path, made, "other")
    assert not is_current(tmp_path, None, "k")
    (tmp_path / "a.pdf").write_bytes(b"y")
    assert not is_current(tmp_path, made, "k")
    (tmp_path / "a.pdf").unlink()
    assert not is_current(tmp_path, made, "k")
    assert file_hash(tmp_path / "a.pdf") is None
