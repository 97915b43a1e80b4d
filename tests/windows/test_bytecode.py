"""The file of bytecode that the folder for Windows reads its modules from, tried with the Python of this machine."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from wine import INSTALLERS

if TYPE_CHECKING:
    from pathlib import Path

SITE = INSTALLERS / "windows" / "folder" / "chuong-trinh" / "lib" / "sitecustomize.py"
MODULES = {
    "shop/__init__.py": b'"""A shop."""',
    "shop/till.py": b'import pkgutil\nSAID = "packed"\ndata = pkgutil.get_data("shop", "list.txt")\n\n\ndef fail():\n    1 / 0\n',
    "alone.py": b"from shop.till import SAID as said",
}
ASKED = """import sys; sys.path.insert(0, sys.argv[1]); import sitecustomize
import alone, shop.till, shop.later, traceback
try: shop.till.fail()
except ZeroDivisionError: print(traceback.format_exc().splitlines()[2].strip())
print(alone.said, shop.till.data.decode(), shop.later.SAID, shop.till.__file__, *shop.__path__, sep="\\n")
"""

pytestmark = pytest.mark.skipif(not INSTALLERS.exists(), reason="it is of a checkout")


def lib_of(folder: Path, number: bytes | None = None) -> Path:
    """Make a folder of libraries whose own files are newer than their bytecode; `number`: that of another Python."""
    sys.path.insert(0, str(INSTALLERS))
    from bytecode import packed  # noqa: PLC0415 - of the scripts that build, found by now

    lib = folder / "lib"
    (lib / "shop").mkdir(parents=True)
    for name, source in (MODULES | {"shop/list.txt": b"figs", "shop/later.py": b'SAID = "as ever"'}).items():
        (lib / name).write_bytes(source.replace(b'"packed"', b'"read"'))
    (lib / SITE.name).write_bytes(SITE.read_bytes())
    content = packed(MODULES, sys.executable)
    assert packed(MODULES, sys.executable) == content
    (folder / "lib.bytecode").write_bytes(content if number is None else number + content[4:])
    return lib


def asked_of(lib: Path) -> list[str]:
    """Return what a Python says that imports from it, line by line."""
    words = [sys.executable, "-S", "-P", "-c", ASKED, str(lib)]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - our own


def test_modules_come_from_the_file(tmp_path: Path) -> None:
    """Code is what the file has; all else is where it always is: paths, data beside, lines of tracebacks, other modules."""
    lib = lib_of(tmp_path)
    till = lib / "shop" / "till.py"
    assert asked_of(lib) == [
        f'File "{till}", line 7, in fail',
        "packed",
        "figs",
        "as ever",
        str(till),
        str(till.parent),
    ]
    assert not list(lib.joinpath("shop", "__pycache__").glob("till.*"))


def test_another_python_reads_the_modules(tmp_path: Path) -> None:
    """A Python by which the file was not made reads the modules as ever."""
    assert asked_of(lib_of(tmp_path, b"old\n"))[1] == "read"
