"""What the two files beside this folder start: the pages of this PC, or a prompt in which chamdiem works.

Both work in the folder of the user's documents, so that nothing of anybody's lies where the program does.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

assert sys.platform == "win32"

HERE = Path(__file__).resolve().parent
FOLDER = "Cham Diem"
"""The folder in the user's documents."""
_DOCUMENTS = 5
_PATH_LENGTH = 1024


def documents() -> Path:
    """Return the folder of the user's documents, wherever it was moved to."""
    found = ctypes.create_unicode_buffer(_PATH_LENGTH)
    failed = ctypes.windll.shell32.SHGetFolderPathW(None, _DOCUMENTS, None, 0, found)
    return Path.home() / "Documents" if failed or not found.value else Path(found.value)


def serve(words: list[str]) -> None:
    """Serve the pages, and open a browser."""
    from chamdiem.cli import main  # noqa: PLC0415 - a prompt does without it

    main(["serve", "--browser", *words])


def prompt(_words: list[str]) -> None:
    """Open a prompt in which chamdiem is found."""
    os.environ["PATH"] = os.pathsep.join((str(HERE), os.environ.get("PATH", "")))
    os.environ["PROMPT"] = "$P$G "
    sys.exit(subprocess.call(f'"{os.environ.get("COMSPEC", "cmd.exe")}" /d /k "chamdiem --help"'))


if __name__ == "__main__":
    home = documents() / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    os.chdir(home)
    {"serve": serve, "prompt": prompt}[sys.argv[1]](sys.argv[2:])
