"""Every room has a page that says what it is for, and names nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(
    {file.parent for storey in ("rules", "engine") for file in (ROOT / storey).glob("*/**/__init__.py")}
    | {ROOT / "commands"}
)
PARTS = ["For", "In", "Out", "Never", "Read first"]
"""What a page says, in this order: what the room is for, what comes in and goes out, what it must never know."""


def page_of(room: Path) -> str:
    """Return the page of a room."""
    return (room / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.relative_to(ROOT).as_posix())
def test_every_room_says_what_it_is_for(room: Path) -> None:
    """The page of a room has its name for a heading, and every part, in a few lines."""
    text = page_of(room)
    assert re.sub(r"\W", "_", text.partition(":")[0].removeprefix("# ").lower()) == room.name
    assert re.findall(r"^\*\*([^*]+)\.\*\* \S", text, re.MULTILINE) == PARTS
    assert len(text.splitlines()) <= 20


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.relative_to(ROOT).as_posix())
def test_pages_of_rooms_name_what_is_there(room: Path) -> None:
    """A module stands in the room whose page names it, a room where its path says, and a class in some module of it."""
    named = re.findall(r"`([^`]+)`", page_of(room))
    modules = [name for name in named if name.endswith(".py")]
    assert modules, "somebody has to begin somewhere"
    assert [name for name in modules if not (room / name).is_file()] == []
    assert [name for name in named if name.startswith(("rules/", "engine/")) and not (ROOT / name).is_dir()] == []
    classes = set(
        re.findall(r"^class (\w+)", "\n".join(file.read_text("utf-8") for file in room.glob("*.py")), re.MULTILINE)
    )
    assert {name for name in named if re.fullmatch(r"[A-Z]\w+", name)} <= classes
