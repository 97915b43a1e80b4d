"""The script `run` says what is missing before it makes anything."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parents[2] / "run"


@pytest.mark.parametrize("system", ["MINGW64_NT-10.0-19045", "MSYS_NT-10.0-22631", "CYGWIN_NT-10.0", "Windows_NT"])
def test_windows_is_told_what_to_do(system: str, tmp_path: Path) -> None:
    """In a shell of Windows the script names WSL in both languages and stops, with nothing set up."""
    shutil.copy(RUN, tmp_path / "run")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "uname").write_text(f"#!/bin/sh\necho {system}\n", encoding="utf-8")
    (tools / "uname").chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["./run", "check"], cwd=tmp_path, env={"PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert [("WSL" in line, "wsl --install" in line) for line in done.stderr.splitlines()] == [(True, True)] * 2
    assert sorted(file.name for file in tmp_path.iterdir()) == ["run", "tools"]
