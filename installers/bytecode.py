"""Compile libraries for the Python of the folder, whose bytecode another Python cannot make, into one file.

`sitecustomize.py` of the folder reads it: the number of each module's Python, the length of the index, the index (each
module's name, whether it is a package, where its code begins and how long it is), the code of all.
"""

from __future__ import annotations

import marshal
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VERSION = (3, 13)
"""The Python of the folder."""
_COMPILER = """
import importlib.util, marshal, sys
sources, index, codes, begin = marshal.load(sys.stdin.buffer), {}, [], 0
for name in sorted(sources):
    is_package, source = sources[name]
    file = name.replace(".", "/") + ("/__init__.py" if is_package else ".py")
    codes.append(marshal.dumps(compile(source, file, "exec", dont_inherit=True)))
    index[name] = (is_package, begin, len(codes[-1]))
    begin += len(codes[-1])
head = marshal.dumps(index)
sys.stdout.buffer.write(importlib.util.MAGIC_NUMBER + len(head).to_bytes(4, "little") + head + b"".join(codes))
"""
_NO_PYTHON = """Dựng bản cho Windows thì cần thêm Python {version}: hãy cài một bản, để python{version} có trong PATH.
The folder for Windows needs Python {version}, too: install one, so that python{version} is found in PATH."""


def find_python() -> str | None:
    """Return a Python of the folder's version on this machine; None: there is none."""
    version = ".".join(map(str, VERSION))
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for found in (shutil.which(f"python{version}"), *sorted(root.glob(f"versions/{version}.*/bin/python3"))):
        # a name on the path proves nothing: version managers leave stand-ins that only fail
        if found and subprocess.run([found, "-c", ""], check=False, capture_output=True).returncode == 0:
            return str(found)
    return None


def packed(sources: Mapping[str, bytes], python: str | None = None) -> bytes:
    """Return the file of the bytecode of modules, by their paths; the same sources and Python make the same bytes.

    Raises:
        SystemExit: no other Python is named, and there is none of the folder's version here.
    """
    python = python or find_python()
    if python is None:
        raise SystemExit(_NO_PYTHON.format(version=".".join(map(str, VERSION))))
    # what is hashed anew in each process would be in another order each time
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [python, "-S", "-c", _COMPILER],
        input=marshal.dumps(dict(_modules(sources)), 4),
        env=environment | {"PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout


def _modules(sources: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[bool, bytes]]]:
    for path, source in sources.items():
        parts = path.removesuffix(".py").split("/")
        is_package = parts[-1] == "__init__"
        yield ".".join(parts[:-1] if is_package else parts), (is_package, source)
