"""The folder for Windows as it is unzipped on a PC, which is wine here: Python and commands run in it.

Wine 8 lacks what Windows 10 and 11 have, and only for it is something put beside: random bytes for programs of Rust
(`bcryptprimitives`), and the module by which Python asks what machine it is on (`_wmi`), at which wine falls over.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from serving import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
INSTALLERS = ROOT / "installers"
SLOW = 20 * PATIENCE
_RANDOM = """#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) { return SystemFunction036(bytes, (ULONG)count); }
"""


def missing() -> str | None:
    """Return what is not on this machine; None: nothing."""
    if sys.platform != "linux" or not INSTALLERS.exists():
        return "the folder for Windows is built on Linux, from a checkout"
    if sys.version_info[:2] != (3, 11):
        return "the folder for Windows is built by Python 3.11"
    sys.path.insert(0, str(INSTALLERS))
    from bytecode import find_python  # noqa: PLC0415 - of the scripts that build, found by now

    if find_python() is None:
        return "there is no Python 3.13 on this machine, by which bytecode for the folder is made"
    return None if shutil.which("wine") else "there is no wine on this machine (Debian's wine64 has it)"


@dataclass(frozen=True)
class Pc:
    """A PC of one user. `home`: its disk and that user's folders; `folder`: what was unzipped."""

    home: Path
    folder: Path

    @property
    def python(self) -> Path:
        """Python of the folder."""
        return self.folder / "chuong-trinh" / "python" / "python.exe"

    @property
    def documents(self) -> Path:
        """The folder of the user's documents, where everything that is made lies."""
        return self.home / "Documents"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes; nobody there sets how Python works, such as that it keeps no bytecode."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return ours | {
            "HOME": str(self.home),
            "WINEPREFIX": str(self.home / "wine"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;bcryptprimitives=n",
            "BROWSER": "true",
        }

    def start(self, *words: str | Path, cwd: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a program. All goes through pipes: Python takes no file of wine's for a stream."""
        pipe = subprocess.PIPE
        return subprocess.Popen(  # noqa: S603 - wine, and a program of ours
            ["wine", *map(str, words)],  # noqa: S607 - wherever it is
            cwd=cwd or self.folder,
            env=self.environment,
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.STDOUT,
        )

    def run(self, *words: str | Path, cwd: Path | None = None, typed: str = "") -> tuple[int, str]:
        """Run a program to its end, and return its status and what it said."""
        process = self.start(*words, cwd=cwd)
        said, _ = process.communicate(typed.encode(), timeout=SLOW)
        return process.returncode, said.decode(errors="replace").replace("\r\n", "\n")

    def command(self, *words: str | Path, cwd: Path | None = None) -> tuple[int, str]:
        """Run a command of chamdiem."""
        return self.run(self.python, "-m", "chamdiem.cli", *words, cwd=cwd)

    @contextmanager
    def served(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """Double-click what serves the pages, for as long as the block lasts."""
        process = self.start("cmd", "/c", "Cham Diem.cmd", *words)
        try:
            yield process
        finally:
            self.end()
            process.communicate(timeout=PATIENCE)

    def end(self) -> None:
        """End all that runs on the PC, without a word: as when it loses its current."""
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False)  # noqa: S607 - as above


def make_pc(home: Path, archive: Path) -> Pc:
    """Make a PC whose user has unzipped the archive into a folder with blanks and letters of Vietnamese."""
    pc = Pc(home, home / "Bí thư chi bộ" / "Tải về" / "Cham Diem")
    pc.documents.mkdir(parents=True)
    subprocess.run(["wineboot", "-i"], env=pc.environment, check=True, capture_output=True)  # noqa: S607 - as above
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(pc.folder.parent)
    (pc.python.parent / "_wmi.pyd").unlink()
    _give_random_bytes(home / "wine" / "drive_c" / "windows" / "system32")
    return pc


def _give_random_bytes(system: Path) -> None:
    from inputs import zig  # noqa: PLC0415 - of the scripts that build

    source = system / "bcryptprimitives.c"
    source.write_text(_RANDOM, encoding="ascii")
    flags = ("-target", "x86_64-windows-gnu", "-shared", "-s", "-Wno-everything")
    zig(system, "cc", *flags, source.name, "-ladvapi32", "-o", "bcryptprimitives.dll")


def there(file: Path) -> str:
    """Return the path of a file of this machine as the PC has it."""
    return f"Z:{file}"
