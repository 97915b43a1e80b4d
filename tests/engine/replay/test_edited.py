"""Frameworks that were edited after they were used are found, with what was edited and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from chamdiem.engine.reading.catalog import CRITERIA, Catalog
from chamdiem.engine.replay.edited import MAX_EDITS, Edited, edited_frameworks

USED = Catalog().get("an-phu/2025")


def edited(folder: Path, *changes: tuple[str, str], count: int = 1) -> list[Edited]:
    """Return what is found of a used framework after its file was changed, so many times for each change."""
    file = folder / "an-phu" / "2025.yaml"
    file.parent.mkdir(parents=True)
    text = (CRITERIA / "an-phu" / "2025.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, count)
    file.write_text(text, encoding="utf-8")
    return edited_frameworks([USED], Catalog(folder))


def test_untouched_framework(tmp_path: Path) -> None:
    """A framework whose file says what was used is no finding; comments and layout do not count."""
    assert edited(tmp_path, ("ratings:                          #", "ratings: #")) == []


def test_edited_value(tmp_path: Path) -> None:
    """A changed value is named with its place, what was used and what the file says now."""
    (found,) = edited(tmp_path, ("title: Tốt, at_least: 90", "title: Tốt, at_least: 85"))
    (edit,) = found.edits
    assert (found.id, found.kept, found.now != found.kept) == ("an-phu/2025", USED.hash, True)
    assert (edit.path, edit.kept, edit.now) == (("ratings", 0, "at_least"), "90", "85")
    assert edit.name == "ratings › 1 › at_least"
    lines = Path(edit.place.file).read_text(encoding="utf-8").splitlines()
    assert edit.place.line == 1 + lines.index("  - {id: tot, title: Tốt, at_least: 85}")


def test_added_and_taken_away(tmp_path: Path) -> None:
    """What was added or taken away is named too: a value by itself, a whole part by there being one."""
    (found,) = edited(
        tmp_path,
        ("  - {id: trung_binh, title: Trung bình, at_least: 50}\n", ""),
        (
            "id: kha, title: Khá, at_least: 70",
            "id: kha, title: Khá, at_least: 70, requires: [{when: {criterion: '7', at: maximum}, title: x}]",
        ),
    )
    told = {edit.name: (edit.kept, edit.now) for edit in found.edits}
    assert told["ratings › 2 › requires"] == (None, "…")
    assert told["ratings › 4"] == ("…", None)
    assert told["ratings › 3 › id"] == ("trung_binh", "kem")


def test_rewritten_framework(tmp_path: Path) -> None:
    """Of a file that was written anew, the first differences are named."""
    (found,) = edited(tmp_path, ("clause: ", "clause: Theo "), count=-1)
    assert len(found.edits) == MAX_EDITS
    assert {edit.path[-1] for edit in found.edits} == {"clause"}


def test_file_that_is_faulty_now(tmp_path: Path) -> None:
    """A file that is no framework any more was edited as well; its faults say how."""
    (found,) = edited(tmp_path, ("title: Tốt, at_least: 90", "title: Tốt, at_least: chín"))
    assert found.now is None
    assert found.edits == ()
    assert found.faults
    assert found.file.endswith("2025.yaml")


@pytest.mark.parametrize("ids", [(), ("khac/2025",)])
def test_framework_that_has_no_file(tmp_path: Path, ids: tuple[str, ...]) -> None:
    """A framework that has no file of its id here was not edited: the ledger holds it, and that is enough."""
    for name in ids:
        (tmp_path / name).parent.mkdir()
        (tmp_path / f"{name}.yaml").write_text("x: 1\n", encoding="utf-8")
    assert edited_frameworks([USED], Catalog(tmp_path)) == []
