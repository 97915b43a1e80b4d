"""Read modules from one file, in which the bytecode of most lies, and not from a thousand.

To open files is what takes longest on Windows, where whatever guards the PC looks into each. Python imports this module
by itself in each of its processes. What is not in that file is read as ever; so is all where it is of another Python.
"""

from __future__ import annotations

import marshal
import mmap
import sys
from importlib.machinery import PathFinder, SourceFileLoader
from importlib.util import MAGIC_NUMBER, spec_from_file_location
from os import sep
from os.path import abspath
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

# not by what a drive stands for, which resolve() would find out
_LIB = Path(abspath(__file__)).parent  # noqa: PTH100
_HEAD = len(MAGIC_NUMBER) + 4
_UNCHECKED = MAGIC_NUMBER + b"\1" + bytes(11)
"""How bytecode begins that is not compared with its source: both came out of one archive."""


class _Loader(SourceFileLoader):
    """Loads a module by its bytecode; everything else about it is in its own file, as ever."""

    def __init__(self, name: str, file: str, code: memoryview) -> None:
        super().__init__(name, file)
        self._code = code

    def path_stats(self, file: str) -> dict[str, float]:  # noqa: ARG002 - Python's own signature
        """Return what nobody compares with the bytecode; nothing is asked of the disk."""
        return {"mtime": 0, "size": 0}

    def get_data(self, file: str) -> bytes:
        """Return the bytecode, or any other file that lies beside the module."""
        return _UNCHECKED + self._code if file.endswith(".pyc") else super().get_data(file)


class _Finder:
    """Finds the modules of one file of bytecode."""

    def __init__(self, content: memoryview) -> None:
        self._index = marshal.loads(content[_HEAD:])  # noqa: S302 - of our own archive, as is the code itself
        length = int.from_bytes(content[_HEAD - 4 : _HEAD], "little")
        self._codes = content[_HEAD + length :]

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module is; None: not here."""
        found = self._index.get(name)
        if found is None:
            return None
        is_package, begin, length = found
        folder = f"{_LIB}{sep}{name.replace('.', sep)}"
        file = f"{folder}{sep}__init__.py" if is_package else f"{folder}.py"
        loader = _Loader(name, file, self._codes[begin : begin + length])
        return spec_from_file_location(
            name, file, loader=loader, submodule_search_locations=[folder] if is_package else None
        )


with _LIB.with_suffix(".bytecode").open("rb") as opened:
    content = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
if content[: len(MAGIC_NUMBER)] == MAGIC_NUMBER:
    sys.meta_path.insert(sys.meta_path.index(PathFinder), _Finder(content))
