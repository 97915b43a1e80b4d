"""Laws of every construct at every door: whatever a framework is made of, each command says something of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from chamdiem.cli import run
from drawn.chance import seeded
from drawn.facts import complete, partial, record_file
from drawn.frameworks import framework
from reference.facts import Disagreement
from reference.scorer import Reference

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = (
    ("check", "{framework}"),
    ("frameworks", "show", "{framework}"),
    ("lint", "{framework}"),
    ("cases", "{framework}", "--suggest"),
    ("fmt", "{framework}", "--check"),
    ("diff", "{framework}", "{other}"),
    ("new-record", "--framework", "{framework}"),
    ("workbook", "--framework", "{framework}", "-o", "{folder}/so.xlsx"),
    ("check", "{record}", "--framework", "{framework}"),
    ("score", "{record}", "--framework", "{framework}"),
    ("score", "{record}", "--framework", "{framework}", "--format", "json", "--derivation"),
    ("explain", "{record}", "--framework", "{framework}"),
    ("advise", "{record}", "--framework", "{framework}"),
    ("paragraph", "{record}", "--framework", "{framework}"),
    ("sheet", "{record}", "--framework", "{framework}", "-o", "{folder}/phieu.html"),
)

QUICK = (0, 3)
"""Frameworks of which no command takes many seconds: of others the search for cases that reach everything does."""


def check_everywhere(seed: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Draw a framework and a record, and run every command on them, in both languages."""
    chance = seeded(seed)
    data, other = framework(chance), framework(chance)
    record = partial(chance, complete(chance, data))
    files = {"framework": folder / "khung.yaml", "other": folder / "khac.yaml", "record": folder / "ho-so.yaml"}
    try:
        Reference(data, record).result()
    except Disagreement:
        return  # a contradiction is refused by name, and nothing else is said
    for name, content in (("framework", data), ("other", other), ("record", record_file(data, record))):
        files[name].write_text(yaml.safe_dump(json.loads(json.dumps(content)), allow_unicode=True, sort_keys=False))
    names = {**files, "folder": folder}
    for lang in ("vi", "en"):
        for command in COMMANDS:
            arguments = [part.format(**names) for part in command]
            status = run(["--lang", lang, *arguments])
            said = "".join(capsys.readouterr())
            assert status in {0, 1}, (seed, arguments, said)
            assert said or command[0] in {"workbook", "sheet", "fmt"}, (seed, arguments)
            assert "Traceback" not in said, (seed, arguments)
            (folder / "so.xlsx").unlink(missing_ok=True)


@pytest.mark.parametrize("seed", QUICK)
def test_every_command_speaks_of_every_construct(seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a framework is made of, every command ends well or with sentences, in Vietnamese and in English."""
    check_everywhere(f"everywhere {seed}", tmp_path, capsys)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [seed for seed in range(100) if seed not in QUICK])
def test_every_command_speaks_of_every_construct_at_length(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is said badly, and nothing ends without a word, of 100 frameworks."""
    check_everywhere(f"everywhere {seed}", tmp_path, capsys)
