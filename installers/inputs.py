"""What is built from: packages of the locks, fetched by their hashes into a folder of the checkout, once."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / "build" / "installers"
_SAME_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive: the same files make the same bytes."""


def locked(lock: str) -> dict[str, str]:
    """Return the requirements of a lock by their names, each with its hashes."""
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    found = (re.sub(r"\s+#.*", "", line).strip() for line in text.splitlines() if re.match(r"[a-z]", line))
    return {re.split(r"[=\[ ]", line)[0]: line for line in found}


def fetch(name: str, requirements: Iterable[str], *options: str) -> Path:
    """Return the folder in which the files of some requirements lie; what has not their hashes is refused by pip."""
    lines = sorted(requirements)
    key = hashlib.sha256("\n".join((*lines, *options)).encode()).hexdigest()[:16]
    folder = CACHE / f"{name}-{key}"
    if not (folder / "whole").exists():
        folder.mkdir(parents=True, exist_ok=True)
        asked = folder / "asked.txt"
        asked.write_text("\n".join(lines) + "\n", encoding="utf-8")
        pip("download", "--no-deps", "--require-hashes", "--dest", str(folder), "-r", str(asked), *options)
        asked.unlink()
        (folder / "whole").touch()
    return folder


def pip(*words: str) -> None:
    """Call pip, which says only what goes wrong."""
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq", *words], check=True)


def zig(folder: Path, *words: str) -> None:
    """Call the compiler that builds for other systems, in a folder; what it builds for all is kept."""
    tools = CACHE / "zig"
    if not (tools / "whole").exists():
        lock = ROOT / "requirements" / "compiler.lock"
        pip("install", "--no-deps", "--require-hashes", "--target", str(tools), "--upgrade", "-r", str(lock))
        (tools / "whole").touch()
    caches = {"ZIG_GLOBAL_CACHE_DIR": str(CACHE / "zig-cache"), "ZIG_LOCAL_CACHE_DIR": str(CACHE / "zig-cache")}
    subprocess.run([str(tools / "ziglang" / "zig"), *words], check=True, cwd=folder, env=os.environ | caches)


def write_zip(file: Path, contents: Mapping[str, bytes]) -> None:
    """Write an archive; the same contents make the same bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(contents):
            member = zipfile.ZipInfo(name, _SAME_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            # by PKZIP's own system: what Windows unpacks is read as UTF-8 by the flag, and nothing is executable
            member.create_system = 0
            archive.writestr(member, contents[name])
